"""What can be said in the line mode: pages that fit a small terminal."""

DECIDING = """About finding 2, for example: 2 out
  out    keep           leave it out; keep it as written
  limit                 use it as a limit, told to nobody; limit 1, 2 or 3 may
                        tell a hint, its group or all of it, if you agree then
  ask                   hide what conflicts with this limit (as at first)
  strict  soft  later   hide all not known to fit; rank lower; keep for later
  kind  more  fewer     what it really is; a word more, a word fewer
  sure  never  always   how sure it is; never or always find these words
  pick  words           what a wish may mean; send it in your own words, once
About the draft:
  mark dad's funeral    mark what was missed; you are asked what it is
  undo  undo all  show  take a change back, or all; list everything again
  text                  the draft with placeholders, to paste elsewhere
  prompt  request       what would leave now, in plain words; in fields
  alone  about food     a request of its own; one for another kind of thing
  send                  see the exact request; then yes sends it
Besides:
  forget  withdraw      drop earlier limits; tell none of them from now on
  save    lock          save the limits in your vault; lock it
  again  new  quit      another draft; another conversation; leave
More: help limit, help kind, help wish, help mark, help send, help words,
help answer"""

TOPICS = {
    "limit": """A limit is something that recommendations have to respect. It is checked here.
  2 limit          finding 2 becomes a limit, told to nobody; where none
                   follows by itself, you are asked which one
  2 limit 1        a hint may be told, such as: gentle
  2 limit 2        its group may be told, such as: careful with animals
  2 limit 3        the limit itself may be told. You are always asked first
  2 ask            hide what conflicts (so it is at first)
  2 strict         hide whatever is not known to fit
  2 soft           hide nothing; rank it lower
  2 later          keep it for later conversations, too, in your vault""",
    "kind": """A finding may be something else than it was taken for, or end too early.
  2 kind           lists what it may be; type a number or words of one
  2 kind name      at once, where only one fits
  2 more           takes in the next word; 2 more before: the word before
  2 fewer          leaves out its last word; 2 fewer before: its first
  undo             takes the change back""",
    "wish": """A wish is sent in words of a closed list; as you wrote it only if you agree.
  2 pick           lists what it may mean
  2 pick 1         takes the first of these
  2 words          sends it as you wrote it, once, if nothing personal is found
                   in it and you agree
  2 out            does not ask for it""",
    "mark": """A model can miss things. Mark them by their words, as you wrote them:
  mark dad's funeral           you are asked what it is: a number or words
  mark dad's funeral as loss   at once
Capitals and accents do not matter. Words that stand there more than once are
marked wherever they stand, and decided together.
  undo                         takes it back""",
    "send": """Nothing leaves before all of this:
  send             asks which of your limits may be told, if any: yes (in this
                   conversation), once, or no; of several: yes 1, or yes all.
                   Then it shows what they learn, and the exact request
  yes              sends exactly that; anything else does not
Control-C stops, and your draft is still here.""",
    "words": """The program can be taught words of yours.
  2 never          does not find the words of finding 2 any more
  2 always         always finds them as what they are here, such as a name
  2 sure           says what found them, and how sure it is
  undo             takes back what was taught, too
They are kept in your vault, or until the program ends where there is none.""",
    "answer": """Each recommendation is held against your limits here. Beside it stands:
  fits             nothing known of it conflicts with your limits
  mostly fits      a little of it does; the line that begins A little says what
  usually fits     so it is in most places of its kind; ask there first
  not sure         too little is known of it to say
  nothing          there was no limit of yours to check
What conflicts with a limit is hidden, and counted: 2 hidden.
  /why             what was hidden, by which limit, and on whose word
  Ranked lower     it conflicts with a limit that you called soft
  Matches          the wishes of yours that it meets
Numbers go on from one page to the next. In your next draft they, and words
such as the last one, mean these recommendations: more like the second.
  /more            more of them""",
}

AGREEING = """What you answer says only what may be told. Limits are checked here anyway.
  yes              it may be told in this conversation
  once             it may be told in this request only
  always           it may be told for 30 days, where you have a vault
  no               it is not told, and the request goes on without it
  yes 1            of several only the first; yes all: every one
Control-C goes back to your draft, and nothing is sent."""

APPROVING = """Above is all that would leave, and what they learn by it.
  yes              sends exactly that
  no               sends nothing, as does anything else; your draft stays here"""

PICKING = """Type one of these:
  a number         of the list that was said last
  words            that it is about, or the beginnings of them
  all              lists everything
Enter alone, no or cancel changes nothing."""

AGREE = "Only yes does it. Anything else, or Enter alone, changes nothing."

GOING_ON = "These are people to talk to. Enter goes on to your draft; nothing was sent."

BETWEEN = """Write what you would ask for; then a line with a single dot. For example:
  I lost my dad in spring. A warm film, nothing sad.
  .
You see what was found in it. Nothing leaves before you say send, and yes.
Between drafts you can type:
  /more            more of the last answer
  /why             what was hidden, why, and what would help; help answer
  /tell GROUP      ask again and tell one group of your limits, if you agree
  /limits          what is kept in mind now; also /limits add, /limits drop 2
  /forget          keep none of them in mind in this conversation
  /conversations   what was asked before; /open 2 goes on with the second
  /sent            what left last
  /withdraw        tell none of your limits from now on
  /save            keep your limits for later conversations, in your vault
  /lock            wipe the keys of your vault until you open it again
  /new             another conversation: no limits and no consents of this one
  /quit            leave; so does Control-D, which ends a draft that is begun"""


def topic(words: str) -> str:
    """The page about a word, or the one about all that can be said of a draft that was read."""
    return TOPICS.get(_PAGE_OF.get(words.casefold(), ""), DECIDING)


_PAGE_OF = {
    **{page: page for page in TOPICS},
    **dict.fromkeys(("limits", "ask", "strict", "soft"), "limit"),
    **dict.fromkeys(("kinds", "more", "fewer"), "kind"),
    **dict.fromkeys(("wishes", "pick"), "wish"),
    **dict.fromkeys(("never", "always", "sure"), "words"),
    **dict.fromkeys(("yes", "consent"), "send"),
    **dict.fromkeys(("answers", "fits", "numbers", "hidden", "why"), "answer"),
}
PAGES = frozenset(_PAGE_OF)
"""What there is a page about."""
