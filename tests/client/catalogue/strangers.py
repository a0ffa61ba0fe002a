"""Titles that are not in the catalogue: `title; year; kind`.

Sequels, remakes and namesakes bear their own years; lookalikes bear the year, or nearly, and the kind of the work
that they look like, so that nothing but the name tells them apart.
"""

from collections.abc import Iterator

SEQUELS = """
Paddington; 2014; film
Paddington in Peru; 2024; film
Toy Story 2; 1999; film
Toy Story 3; 2010; film
Shrek 2; 2004; film
Shrek the Third; 2007; film
Finding Dory; 2016; film
Frozen II; 2019; film
Inside Out 2; 2024; film
The Godfather Part II; 1974; film
The Godfather Part III; 1990; film
Back to the Future Part II; 1989; film
Back to the Future Part III; 1990; film
The Karate Kid Part II; 1986; film
Jaws 2; 1978; film
Aliens vs. Predator; 2004; film
Alien 3; 1992; film
Alien: Romulus; 2024; film
Jurassic Park III; 2001; film
The Lost World: Jurassic Park; 1997; film
Home Alone 2: Lost in New York; 1992; film
Home Alone 3; 1997; film
The Matrix Reloaded; 2003; film
The Matrix Revolutions; 2003; film
Before Sunset; 2004; film
Before Midnight; 2013; film
Father of the Bride Part II; 1995; film
Babe: Pig in the City; 1998; film
Wayne's World 2; 1993; film
Legally Blonde 2: Red, White & Blonde; 2003; film
My Big Fat Greek Wedding 2; 2016; film
Mamma Mia! Here We Go Again; 2018; film
The Lord of the Rings: The Two Towers; 2002; film
The Lord of the Rings: The Return of the King; 2003; film
Harry Potter and the Chamber of Secrets; 2002; film
Harry Potter and the Chamber of Secrets; 1998; book
Harry Potter and the Prisoner of Azkaban; 1999; book
Bridget Jones: The Edge of Reason; 2004; film
The Dark Knight Rises; 2012; film
Saw II; 2005; film
Gladiator II; 2024; film
The Lego Movie 2: The Second Part; 2019; film
Spider-Man: Across the Spider-Verse; 2023; film
Spider-Man: No Way Home; 2021; film
Glass Onion: A Knives Out Mystery; 2022; film
Ghostbusters II; 1989; film
Ghostbusters: Afterlife; 2021; film
Grease 2; 1982; film
My Girl 2; 1994; film
The Fly II; 1989; film
Monsters University; 2013; film
Tinker Bell and the Great Fairy Rescue; 2010; film
High School Musical 2; 2007; film
High School Musical 3: Senior Year; 2008; film
Mr. Bean: The Animated Series; 2002; series
Planet Earth III; 2023; documentary
Blue Planet; 2001; documentary
The Blue Planet; 2001; documentary
Frozen Planet II; 2022; documentary
Star Trek: Deep Space Nine; 1993; series
Star Trek: Voyager; 1995; series
Law & Order: Criminal Intent; 2001; series
Law & Order; 1990; series
Avatar; 2009; film
Avatar: The Way of Water; 2022; film
Portal; 2007; game
Resident Evil 3; 2020; game
Resident Evil 5; 2009; game
Far Cry 4; 2014; game
Far Cry 6; 2021; game
The Witcher 2: Assassins of Kings; 2011; game
Final Fantasy VIII; 1999; game
Final Fantasy VI; 1994; game
Red Dead Redemption; 2010; game
Civilization V; 2010; game
Civilization VII; 2025; game
Grand Theft Auto IV; 2008; game
Life Is Strange 2; 2018; game
BioShock 2; 2010; game
The Last of Us Part II; 2020; game
Mario Kart 7; 2011; game
Monument Valley 2; 2017; game
Monument Valley 3; 2024; game
Brain Age 2; 2005; game
Professor Layton and the Diabolical Box; 2007; game
Animal Crossing: Wild World; 2005; game
The Legend of Zelda: Tears of the Kingdom; 2023; game
The Man Who Died Twice; 2021; book
Anne of Avonlea; 1909; book
Through the Looking-Glass; 1871; book
The House at Pooh Corner; 1928; book
Bookshops & Bonedust; 2023; book
Dune Messiah; 1969; book
It Starts with Us; 2022; book
The Girl Who Played with Fire; 2006; book
More Days at the Morisaki Bookshop; 2011; book
A Man Called Otto; 2022; film
A Muppet Christmas: Letters to Santa; 2008; film
The Muppets Mayhem; 2023; series
Winnie the Pooh: Blood and Honey; 2023; film
"""

LOOKALIKES = """
Paddington 3; 2017; film
Paddington 22; 2018; film
Portal 3; 2011; game
Far Cry 6; 2018; game
Resident Evil 5; 2005; game
Civilization VII; 2016; game
Final Fantasy VIII; 1997; game
Red Dead Redemption 3; 2018; game
Mario Kart 9 Deluxe; 2017; game
Sister Act 3: Back in the Habit; 1993; film
13 Angry Men; 1957; film
Six Idiots; 2009; film
128 Hours; 2010; film
12 Reasons Why; 2017; series
Two Weddings and a Funeral; 1994; film
Four Men in a Boat; 1889; book
Five Samurai; 1954; film
Eight Brides for Eight Brothers; 1954; film
13 Years a Slave; 2013; film
Toy Story Two; 1995; film
The Godfather Part II; 1972; film
Jaws: Part 2; 1975; film
Ghostbusters III; 1984; film
The Matrix II; 1999; film
Planet Earth III; 2016; documentary
Blue Planet III; 2017; documentary
The Third Sense; 1999; film
Toy Stories of Old; 1995; film
Roman Holidays in Spain; 1953; film
Roman Honeymoon; 1953; film
Mean Boys; 2004; film
Bean Girls; 2004; film
Knives In; 2019; film
Wives Out; 2019; film
Get In; 2017; film
Inside In; 2015; film
The Dark Wing; 2008; film
Fight Cub; 1998; series
The King's Peach; 2010; film
The King's Speeches and Letters; 2010; film
Lady Birdsong; 2017; film
Lady Hawk; 2017; film
Black Swans and White; 2010; film
Black Sheep; 2010; film
Pride & Passion; 2005; film
Pride and Sensibility; 1813; book
Pride and Prejudice and Zombies; 1995; series
Sense and Prejudice; 1813; book
Little Men; 1868; book
Little Widows; 1868; book
Jane Austen; 1847; book
The Secret Guardian; 1911; book
The Silent Garden; 1911; book
The Railway Man; 1906; book
The Railway Detective; 1906; book
The Bell Tower; 1963; book
The Ball Jar; 1963; book
The Given; 1993; book
Charlotte's Wedding; 1952; book
Peter Pence; 1911; book
The Hollow Games; 2008; book
Gone Boy; 2012; book
The Kite Flyer; 2003; book
The Kit Runner; 2003; book
The Road Home; 2006; book
The Light Between Islands; 2012; book
Finding Emma; 2003; film
Finding Mimo; 2003; film
Losing Nemo; 2003; film
The Lion Queen; 1994; film
The Tin King; 1994; film
Spirited Home; 2001; film
Notting Dale; 1999; film
Groundhog Night; 1993; film
The Sixth Scent of Summer; 1999; film
The Green Mill; 1999; film
The Green Man; 1999; film
Love, Accidentally; 2003; film
Bend It Like Bergkamp; 2002; film
Steel Orchids; 1989; film
The Sound of Silence; 1965; film
The Birdwatchers; 1996; film
The Third Woman; 1949; film
The Lost Weekday; 1945; film
Brief Engagement; 1945; film
High Moon; 1952; film
Rear Entrance; 1954; film
Wild Tails; 2014; film
Wild Tides; 2014; film
Mini Retro; 2015; game
Mini Motorways; 2015; game
Wii Music; 2007; game
Wii Party; 2006; game
Stardew Village; 2016; game
A Short Bike; 2019; game
Untitled Moose Game; 2019; game
A Little to the Right; 2022; game
Hidden Forks; 2017; game
Call My Lawyer!; 2015; series
Call the Midwinter; 2012; series
The Good Wife; 1975; series
The Good Plate; 2016; series
The Office Party; 2001; series
Derry Boys; 2018; series
Happy Alley; 2014; series
Breaking Bread; 2008; series
Mad Hen; 2007; series
The Crow; 2016; series
The Great British Menu; 2010; series
The Great British Sewing Tea; 2013; series
The Great Pottery Show Down; 2021; documentary
Sarah & Luck; 2013; series
Hey Dougal; 2014; series
Baby Elephant; 2024; series
Big Little Truths; 2017; series
Spider-Man; 2018; game
Animal Crossing; 2020; film
Star Wars: A Musical Journey; 1977; documentary
Star Wars: The Making of a Saga; 1977; film
Winnie-the-Pooh's Cookbook; 1926; book
The Making of Paddington 2; 2017; documentary
Song Exposer; 2014; podcast
Circle Square; 2017; podcast
In Our Town; 1998; podcast
Chicken curry; ; dish
Chickpea korma; ; dish
Beet pho; ; dish
Beef pie; ; dish
Steak and kidney pie; ; dish
Miso ramen; ; dish
Prawn korma; ; dish
Chocolate house; ; dish
White tea; ; dish
Sparkling wine with cucumber and mint; ; dish
Mushroom soup; ; dish
A castle on a mountain; ; outing
A guided cake tour; ; outing
A stream train ride; 1990; outing
A night at the beach; ; outing
A board game café on a weekend; ; outing
"""

UNRELATED = """
Harbour Lights at Noon; 2011; film
The Clockmaker's Ferry; 1987; film
Ninety Days of Rain; 2004; film
The Understudy's Umbrella; 2016; film
Paper Lanterns; 2019; film
A Fox for Breakfast; 1999; film
The Inland Sailor; 1962; film
Salt in the Orchard; 2013; film
Quarter to Midnight; 1958; film
The Botanist; 2022; film
Grandmother's Radio; 1996; film
Copper Sky; 2008; film
Under a Borrowed Roof; 2001; film
Kite Weather; 2017; film
The Last Tram to Lisbon; 1979; film
Ferrymen; 2010; series
The Allotment; 2018; series
Signal Box Nine; 1971; series
Doctors of the Moor; 2003; series
Bakers' Row; 2021; series
Nightjar; 2014; series
The Cartographers; 2020; series
Marigold & Finch; 2016; series
Tidewater; 1999; series
Letters from the Glasshouse; 1934; book
The Beekeeper of Calle Mayor; 2015; book
A Small Brass Key; 1951; book
Wintering Geese; 1978; book
The Tailor's Dictionary; 2009; book
An Atlas of Puddles; 2023; book
The Quiet Cartographer; 1992; book
Seven Kinds of Blue; 2018; book
Mrs. Okonkwo's Garden; 2006; book
The Lighthouse Ledger; 1889; book
Lantern Keeper; 2021; game
Tiny Harbours; 2018; game
Rootbound; 2019; game
Starling Express; 2015; game
Bramble & Bolt; 2022; game
Cloud Orchard; 2016; game
The Slow Radio Hour; 2019; podcast
Footnotes; 2017; podcast
Of Moss and Men; 2014; documentary
The Weight of Snow; 2012; documentary
Bridge Builders; 2005; documentary
Tortoise Summer; 2018; documentary
Up the Down River; 2009; film
Itself; 1990; film
Us; 2019; film
Her; 2013; film
Ran; 1985; film
Ed; 1996; film
Sunrise; 1927; film
Leek and barley broth; ; dish
Smoked trout with dill; ; dish
Apricot dumplings; ; dish
A tour of a lighthouse; ; outing
A puppet workshop; ; outing
Feeding ducks at a pond; ; outing
"""


def strangers(text: str) -> Iterator[tuple[str, int | None, str]]:
    """The titles of one of the texts, each with its year and kind."""
    for line in text.strip().splitlines():
        title, year, kind = line.rsplit(";", 2)
        yield title.strip(), int(year) if year.strip() else None, kind.strip()
