"""Whether somebody writes that they are in danger now: from themselves, or from somebody else.

Signs are said in the first person and the present; each is a phrase with bounded gaps, built from the words below.
An exception silences a sign in its own clause: the past, other people, stories, limits, jokes and denials.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum


class Concern(StrEnum):
    """What a person may need help with before anything else."""

    SELF_HARM = "self-harm"
    BEING_HURT = "being-hurt"


_ADVERB = (
    r"(?:(?:just|really|still|honestly|kinda|kind|of|sort|only|also|so|do|badly|truly|literally|now|"
    r"sometimes|often|"
    r"always|even|lately|again|already|actually|seriously|all|feel|feeling|like|am|have|been|be|being|keep"
    r"|kept|"
    r"keeps|started|getting|got|today|tonight|going|gonna|to|cant|cannot|stop|secretly|think|don|dey|"
    r"constantly|"
    r"mostly|rather|much|would|wouldnt|could|should|might|ll|will|having|this|the|a|more|days?|nights?|"
    r"every|most|i|"
    r"thoughts?|urges?|close|near|and|or|how|seem|quite|very|too|trying|struggling|with|well|fully|"
    r"definitely|prob|probably) ){0,6}"
)
_I = (
    r"(?:\b(?:i|im|ive|id|ill|am)|^|(?:,|and|but|because|bc|cos|coz|cuz|cause|so|lol|honestly|tbh|idk|ngl|rn|"
    r"anyway|lately|abeg|sometimes)) "
)
_WANT = (
    r"(?:(?:want|wan|wish|wanna|wanting|wishing|like|love|hope|hoping|plan|planning|intend|need|ready|"
    r"about|decided|"
    r"tempted|deciding|prefer|pray|praying|longing|going|gonna|gunna|finna|imma|trying|try|tried|considering|"
    r"thinking|think|thinkin|thoughts|dreaming|dream|fantasi[sz]ing|fantasi[sz]e|obsess\w{0,4}|starting|"
    r"feel|feeling|feelings|imagine|imagining|googling|wondering|close|urges?|mind|seeing|picturing|"
    r"struggling|better|will|might|should|could|"
    r"must|make|rather|keep|am|ll|idea) (?:to |be |get |go |of |about |bout |with |on |that |like |just |"
    r"if |i |for |should |could |would |can |"
    r"might |may |only |it |all |the |myself |was |were |how |id |best |off |a |up |actually |really |"
    r"finally ){0,5})"
)
_DIE = (
    r"(?:die|dying|dead|death|kill(?:ing)? (?:my ?self|me)|kms|unalive\b|unaliving|sui|suicide|suicidal|"
    r"end(?:ing)? (?:(?:it|am|things|everything)\b(?! (?:on|with|here|early))|my (?:own )?life|my days|my "
    r"pain|it all)|not exist\w{0,3}|"
    r"stop existing|cease to exist|(?:not|never) wake up|not (?:be|being) (?:here|alive)|gone for good|"
    r"tak(?:e|ing) my (?:own )?life|commit(?:ting)? suicide|finish(?:ing)? (?:it\b|my life|myself)|"
    r"off(?:ing)? myself|hang(?:ing)? myself|drown(?:ing)? myself|overdos(?:e|ing)|jump(?:ing)?\b(?! (?:on"
    r"|onto|out|around|rope|scares?|ship|straight|back|for|at|through|to|into (?:a|this|it)))|"
    r"sewerslide|fade away|not waking up|finish(?:ing)? myself|step(?:ping)? in front|in front of (?:a|"
    r"the) (?:train|bus|lorry|truck|tube|car)|"
    r"slit(?:ting)? my|shoot(?:ing)? myself|stab(?:bing)? myself|throw(?:ing)? myself|never (?:been|was) "
    r"born|"
    r"(?:hurt|harm|cut|burn|starv|punish)(?:ing|e)? (?:myself|my (?:arms?|legs?|wrists?|thighs?|skin))|"
    r"self harm\w{0,3}|"
    r"cutting|disappear (?:for ever|forever|for good)|giv(?:e|ing) up on (?:life|living)|check out for good)"
)
_NOT_HERE = (
    r"(?:be here|be alive|exist|live\b(?! (?:in|with|at|near|on|by))|wake up|go on|carry on|keep (?:going|"
    r"living)|be around|see tomorrow)"
)
_GAP = (
    r"(?:(?!never|nobody|doesnt|isnt|didnt|hasnt|wouldnt|used|not\b|was\b|were\b|spent|stopped|itll|"
    r"it\b)[\w,]{1,15} )"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_RECENT = (
    rf"\b(?:yesterday|last night|tonight|today|this (?:week|morning|afternoon|evening|month)|on {_DAY}|"
    rf"since {_DAY}|"
    r"last (?:week|time|weekend)|again|just now|right now|tn|the other (?:day|night)|(?:an|hours?) "
    r"(?:hour )?ago|rn|"
    r"lately|tn|days? ago|earlier|nowadays|these days)\b"
)
_KIN = (
    r"(?:(?:step|grand)?(?:dad|father|mum|mom|mam|mother|brother|sister|son|daughter|ma|pa)|mums?|moms?|"
    r"dads?|mama|papa|"
    r"mummy|daddy|uncle|auntie?|cousin|husband|hubby|wife|partner|boyfriend|girlfriend|bf|gf|fiancee?|ex|"
    r"esposo|"
    r"in laws?|parents|family|brothers|sisters|flatmate|room ?mate|housemate|landlord|madam|oga|master|"
    r"employer|"
    r"pimp|carer|coach|teacher|pastor|priest|boss|manager|neighbour|neighbor|mates?)"
)
_SOMEBODY = (
    rf"\b(?:he|she|they|hes|shes|theyre|theyve|theyll|hell|shell|{_KIN}s?"
    r"|someone|somebody|man|guy|bloke|lads?|woman|boys?|girls?|men|people|mine|who)"
)
_PART = (
    r"(?:arms?|wrists?|neck|throat|hair|face|ribs?|nose|jaw|hands?|back|head|eyes?|stomach|legs?|fingers?|"
    r"tooth|teeth|"
    r"body|chest|lip|ear|cheek)"
)
_ME = (
    rf"(?:us\b|(?:the|our|my) (?:kids|children|baby)\b|me\b(?! (?:that|as|how|why|when i was))|my {_PART}\b)"
)
_HURT = (
    r"hit|beat|slap|punch|kick|chok|strangl|shov|grab|burn|hurt|threaten|rap|scratch|pinch|abus|drag|"
    r"stalk|blackmail|humiliat|bull(?:y|i)|starv|molest|grop|harass|assault|attack|push|smack|whip|"
    r"flog|belt|bit|bruis|touch|scream|tortur|torment|twist|squeez|crush|terrori[sz]|frighten|scar|"
    r"controll?|spit|shak|wallop|clout|thump|headbutt|manhandl|intimidat|insult"
)
_ON = r"(?: at| on| into| up| around| about)?"
_PAST_HURT = (
    r"(?:hit|beat|slapped|punched|kicked|choked|strangled|shoved|pushed|grabbed|burned|burnt|hurt|"
    r"threatened|raped|"
    r"scratched|pinched|bit|dragged|smacked|threw|broke|twisted|spat|touched|groped|attacked|assaulted|"
    r"thumped|"
    r"flogged|pulled|locked|smashed|split)"
)
_HARM = (
    r"(?:kill|hurt|stab|shoot|burn|beat|hit|cut|ruin|destroy|find|smash|break|rape|drown|bury|get|end|"
    r"throw|leave)"
)
_MY_THINGS = (
    r"my (?:\w{1,12} )?(?:passport|papers|keys|shoes|salary|wages|money|pension|bank|cards?|documents|id|"
    r"benefits|"
    r"earnings|pay|purse|tips)\b"
)
_PHONE = (
    r"(?:my|all my) (?:\w{1,9} )?(?:phone|messages|texts|emails|dms|whatsapp|location|calls|account|"
    r"accounts|laptop)\b"
)

_SIGNS: Mapping[Concern, Mapping[str, str]] = {
    Concern.SELF_HARM: {
        "takes them all": (
            r"\b(?:swallow|take|neck|down|drink)(?:ing)? (?:everything in|all (?:of )?(?:my|the) (?:pills|tablets"
            r"|meds)|all of them|bleach)"
        ),
        "used a blade": (
            r"\bi (?:\w{1,8} )?(?:keep|have|got|hide|used) (?:a|my|the) (?:blades?|razor|lighter)\b"
        ),
        "sleeps for ever": (
            r"\b(?:and|to) never wake|\bsleep (?:and not wake|forever|for ever)|\bdrive (?:\w{1,8} ){0,3}(?:into "
            r"(?:the|a) (?:wall|tree|river)|off the)"
        ),
        "wants to be with the dead": (
            r"\bwant to be with (?:him|her|them) (?:again|now|, )|\bgod (?:\w{1,8} )?(?:call|called|take) me"
        ),
        "no meaning": (
            r"\blife (?:has|is|feels|got) (?:\w{1,8} ){0,3}(?:no meaning|meaningless|pointless|worthless|over|"
            r"empty|no sense)|\b(?:whats|nothing|not much) left for me"
        ),
        "not make it": (
            r"\b(?:dont|do not|wont|cant) (?:\w{1,8} ){0,4}(?:make it|get) (?:through|thru|past|to) (?:the |this "
            r"|to)?(?:night|week|weekend|tonight|day|year|christmas|morning|winter)"
        ),
        "not here next": (
            r"\b(?:not|wont) (?:\w{1,8} ){0,3}be (?:here|around|alive) (?:next|by|tomorrow|on|after|for|when|to "
            r"see)|\bgot everything ready\b"
        ),
        "wants to die": rf"{_I}{_ADVERB}{_WANT}{_DIE}",
        "says so barely": (
            r"\b(?:sewerslide|toaster bath|check out for good|ending (?:it|things) (?:tn|tonight|today|tomorrow)|"
            r"kms|unalive myself|end(?:ing)? my life|wan (?:die|end am|kill myself))\b"
        ),
        "is suicidal": (
            rf"\b(?:si|sh|sui|urges|intrusive thoughts|bad thoughts) (?:is|are|r|thoughts) (?:\w{{1,8}} )?(?:bad|"
            r"back|loud|here|again|strong)|\bideations? (?:is )?(?:back|again)|\bideations back|\bthoughts (?:are"
            rf"|r) back|\b(?:ive|i have|im|been) (?:had |having |got )?(?:\w{{1,9}} )?(?:suicidal thoughts|"
            r"thoughts of (?:suicide|death|dying|killing|ending|hurting|self))|\bi cut (?:when|sometimes|again|"
            rf"every)|{_I}{_ADVERB}(?:suicidal|self harming|cutting (?:again|myself)|hurting myself|harming "
            r"myself)"
        ),
        "would not be here": (
            rf"(?:dont|do not|no longer|cant|not) (?:even |really )?(?:want to|wanna|wan|want) {_NOT_HERE}"
        ),
        "no wish to be": (
            r"\bwish (?:a|the|that|some) (?:\w{1,12} ){1,4}(?:hit|kill|take|end) me\b|\b(?:hope|hoping|pray|"
            r"wish) (?:that )?i (?:dont|do not|never|wont) wake|\bwant (?:it|everything|this|the pain|life) "
            r"(?:all )?to (?:be over|stop|end)\b|\b(?:wish|wishing) (?:that )?i (?:was|were|could be|wasnt|werent"
            r"|had never|hadnt|didnt) (?:dead|gone|alive|here|(?:been )?born|exist|wake|woken)"
        ),
        "cannot go on": (
            r"\bcant (?:bear|stand|face|take) (?:being alive|another day|living|waking up)|\bi (?:\w{1,8} "
            r"){0,3}(?:shouldnt|should not|dont deserve to|do not deserve to) (?:be alive|live|exist|be here)|"
            r"(?:^|\bi|,|and|fit) (?:really |just |literally )?(?:cant|cannot|can not|no fit) (?:even )?(?:do "
            r"this|go on|carry on|keep going|continue|live like this|keep doing this|do it|live)(?: again| any "
            r"?more| any ?longer| no more| $)"
        ),
        "no way to keep going": (
            r"\b(?:dont|do not|cant|cannot|no longer) (?:really |rly |even )?see (?:a|any|the|my|myself|much|"
            r"what) ?(?:\w{1,9} )?(?:way|point|reason|future|making it|use)\b(?! (?:we|you))"
        ),
        "no point": (
            r"\b(?:i dont|dont) (?:see|know) why i(?:m| am)? (?:still )?(?:alive|living|here|bother)|\b(?:no|"
            r"what is the|whats the|any|more) (?:point|reason|use|strength|will|desire)(?: left)?(?: (?:in|to|of|"
            r"for|me|my|us|left|on)){0,4} (?:go on|carry on|keep going|keep living|exist|being alive|be alive|"
            r"living\b(?! in)|live\b(?! in)|carrying on|going on|stay alive|being here|waking up|exist)"
        ),
        "nothing to live for": (
            r"\b(?:not|isnt|no longer|hardly|aint|never) (?:\w{1,8} )?worth (?:living|being alive|it living)|"
            r"\blived (?:long )?enough\b|\bhad enough of (?:life|living|being)|\b(?:nothing|nobody|no one) "
            r"(?:left )?(?:for me )?to live for|tire for (?:this )?life"
        ),
        "tired of living": (
            r"\b(?:tired|sick|done|finished|fed up|exhausted) (?:of |with |from )?(?:living|life\b|being alive|"
            r"existing|this life)(?! (?:in|with|on|out))"
        ),
        "better off without me": (
            r"\b(?:better|easier|kinder|happier|fine)\b(?: [\w,]{1,12}){0,6} (?:without me\b|if i (?:was|were|"
            r"wasnt|werent|am|just|died|didnt|am not)|(?:me|i was|i am|im) (?:gone|dead|not here))"
        ),
        "nobody would notice": (
            r"\bworld (?:doesnt|does not|dont) need me|\b(?:would|will) (?:\w{1,6} )?miss me\b|\b(?:im|i am|being"
            r"|just) (?:\w{1,8} )?a burden (?:to|on)|\bdont (?:even )?care (?:if|whether) i (?:live|die|wake|"
            r"make it|get)|\b(?:nobody|no one|anyone|anybody|weeks)\b(?: \w{1,12}){0,5} if i (?:just )?(?:was|"
            r"were|died|vanished|disappeared|went|wasnt|werent|killed|left this)"
        ),
        "if I died": (
            r"\bif i (?:died|die|was dead|were dead|didnt wake)(?: \w{1,12}){0,2} (?:tonight|tomorrow|today|in "
            r"my sleep|now)"
        ),
        "dying is the way": (
            r"\b(?:dying|death|suicide|ending it|killing myself) (?:is|feels like|seems like|seems) (?:now "
            r")?(?:the )?(?:only|best|easier|easiest|answer|solution|way)|\bonly way out\b"
        ),
        "means at hand": (
            r"\b(?:rope|noose)\b.{0,45}\b(?:look|ready|beam|tied)|\bbought (?:a |the |some )?(?:rope|noose|blades"
            r"|razors)|\binsulin saved|\b(?:pills|tablets|meds|rope|noose|gun|shotgun|blades?|razors?|knife|"
            r"knives|paracetamol|insulin|sleeping)\b(?: [\w,]{1,12}){0,6} (?:lined up|ready|counted|saved up|"
            r"laid out|open|in my hand|next to me|in front of me|stockpiled|in the cupboard|beside me|loaded|on "
            r"the table|it takes)"
        ),
        "gathers means": (
            r"\b(?:saving|hoarding|stockpil\w{1,3}|collecting|counting|counted|looking at|staring at) (?:up |out "
            r")?(?:all )?(?:my|the) (?:pills|tablets|meds|medication|insulin|knives|rope|gun)\b"
        ),
        "letters and dates": (
            r"\b(?:i|ive|i have|im) (?:already |finally |even )?(?:written|wrote|writing) (?:out |all )?(?:the|my"
            r"|a) (?:goodbye |suicide |last )?(?:letters|notes?|goodbyes?)\b(?! to )|\b(?:date|day) (?:is |has "
            r"been )?(?:picked|chosen|set for it)|\bpicked (?:a|the|my) (?:date|day)\b(?! (?:for|with|night|out|"
            r"trip))|\bpapers in order|affairs in order"
        ),
        "mind made up": r"\bmade (?:up my|my) mind\b(?= .{0,40}\b(?:last|tonight|over|goodbye|peace)| $)",
        "not around long": (
            r"\b(?:not|wont|(?:dont|do not) think i will|doubt i will|doubt ill|dont think ill|dont think ill "
            r"still) (?:even |probably )?(?:be|been?) (?:around|here|alive|about) (?:\w{1,8} )?(?:long|longer|by|"
            r"after|next|tomorrow|to see|on|come|much|for)\b"
        ),
        "last one": (
            r"\b(?:tonight|today|this weekend|tomorrow) (?:will be|is) (?:the|my) last (?:one )?$|\b(?:said|"
            r"saying) (?:all )?(?:my|our) goodbyes\b(?! to)|\bhave a plan\b.{0,30}\b(?:nobody|no one)|\b(?:last|"
            r"final) (?:\w{1,9} )?(?:i(?:ll| will)? ever|on (?:this )?earth|alive|of my life|before i (?:go|die|"
            r"do it))\b|\bwhen im gone\b.{0,40}\bsoon\b|\b(?:last|final) (?:meal|goodbye) , "
        ),
        "nerve to do it": (
            r"\b(?:nerve|courage|boldness|guts|strength|bravery|balls) to (?:just )?(?:do it|finish|end|go in|"
            r"jump|go through|die|kill|step)"
        ),
        "plans it": (
            r"\b(?:looking up|googl\w{1,3}|research\w{0,3}|searching|looked up) (?:\w{1,9} ){0,3}(?:ways? to "
            r"(?:do it|die|go)|methods|painless|overdos)|\b(?:planning|rehearsing|working out|plan|googl\w{1,3}|"
            r"thinking about|imagin\w{1,3}|know) (?:exactly )?how (?:to|id|i would|ill|i will|i want to) (?:do it"
            r"|die|go\b|end)|\b(?:before|until) i go through with it|im going through with it|\bplanning to jump|"
            r"\bhow many (?:paracetamol|pills|tablets)"
        ),
        "edge": (
            r"\b(?:im|i am) (?:\w{1,8} )?(?:at|on|by|standing on|sitting on) (?:the )?(?:top of the (?:car park|"
            r"multi\w{0,7}|building|tower)|edge\b|roof\b|ledge|bridge)|\b(?:im|ill|i will) (?:\w{1,8} "
            r")?check(?:ing)? out $|\b(?:bridge|platform|trains?|railway|roof|harbour|cliffs?|balcony|window|"
            r"tracks|traffic|river|bus)\b(?: [\w,]{1,12}){0,6} (?:too long|just do it|jump|step(?:ping)? (?:off|"
            r"out)|walk(?:ing)? into|one way|going in|let go|swerve)"
        ),
        "a voice": (
            r"\b(?:voices?|mind|head|brain)\b(?: [\w,]{1,12}){0,6} (?:to |me |i should )(?:finish|end it|jump|die"
            r"|kill|do it|hurt|cut)"
        ),
        "harms often": (
            r"\b(?:fresh|new) (?:cuts|scars|burns)\b(?! of)|\b(?:made|make|making) myself (?:bleed|sick|throw up)"
            r"|\bbled\b.{0,20}\bmyself|\bi (?:\w{1,12} ){0,3}(?:cut|burn|hurt|starve|scratch|punch|hit|harm|bite|"
            r"bruise|make) (?:myself\b|my (?:own )?(?:arms?|legs?|wrists?|thighs?|head|skin)\b)(?= "
            r"(?:[\w,]{1,12} ){0,6}(?:when|again|sometimes|every|at night|lately|most|always|because|until|till|"
            r"still|bleed|feel|cope|last night|today|yesterday|now|sick|everyday|so that|on purpose) )"
        ),
        "harms now": (
            rf"{_I}(?:have |still |just )?(?:been|keep|started|starting|back to|cant stop|doing) (?:\w{{1,12}} "
            rf"){{0,3}}(?:(?:cutting|burning|scratching|hurting|starving|harming|hitting|punching)(?: and "
            rf"\w{{1,12}})? (?:myself|again|my (?:arms?|legs?|skin|thighs|wrists?|head)|since)|self "
            rf"?harm\w{{0,3}})|\brelapsed\b.{{0,30}}\b(?:cuts?|cutting|self harm|sh)\b|\burges (?:are|r)\b"
        ),
        "tried just now": (
            rf"\bi (?:\w{{1,9}} )?(?:tried (?:to (?:kill|end|die|hang|od)|again)|thought (?:about|of) (?:kill|end|"
            r"jump|dying)\w*|attempted|overdosed|nearly (?:ended|killed|jumped|did it)|almost (?:ended|killed|"
            rf"jumped|did it)|cut myself|took (?:too many|an overdose|a load|loads|all)).{{0,50}}{_RECENT}|"
            rf"{_RECENT}.{{0,10}} i (?:nearly|almost|tried to|just) (?:ended it|killed|jumped|end it|kill|hang|od|"
            r"die)|\btaking (?:too many|all my|an overdose)|\bstill want to do it\b|\b(?:i|ive|just|and) (?:just "
            r")?(?:took|taken) (?:a load of|all my|loads of|too many) (?:tablets|pills|meds)"
        ),
        "not safe alone": (
            r"\b(?:not safe|dont feel safe|dont trust myself|unsafe|scared of what (?:i|ill)) (?:\w{1,8} )?(?:on "
            r"my own|alone|with myself|with my thoughts|by myself|from myself|tonight|might do)|\bkeep myself "
            r"(?:safe|alive)\b|\bstay alive (?:tonight|till|until)"
        ),
        "joins the dead": (
            r"\b(?:might|could|want to|wanna|ready to|soon|time to|going to) (?:go and )?join (?:her|him|them|my "
            r"\w{1,9})(?: (?:soon|up there|in heaven|wherever))? $"
        ),
        "reason to stay": (
            r"\b(?:reason|reasons) (?:not to (?:do it|die|end|kill)|to (?:stay|keep) (?:alive|living|here))|"
            r"\bdeciding rn\b|\bgod (?:should|to|please|would|will) (?:just )?take (?:me|my life)"
        ),
        "life ruins": (
            r"\b(?:life|everything|he|she|they|school|home) (?:just |really )?makes? me (?:just )?(?:want to|"
            r"wanna) (?:die|kms|kill myself)"
        ),
    },
    Concern.BEING_HURT: {
        "throws me out": (
            rf"{_SOMEBODY} {_GAP}{{0,8}}(?:throws?|kicks?|chucks?|chases?) (?:me|us) (?:out|around|about|down|"
            r"against)"
        ),
        "watches me": (
            rf"{_SOMEBODY} {_GAP}{{0,5}}(?:watches|reads|checks|monitors|records) (?:every|everything|all) "
            r"(?:messages?|texts?|calls?|i|my)\b"
        ),
        "hospital": (
            rf"{_SOMEBODY} {_GAP}{{0,3}}(?:says?|said) (?:\w{{1,9}} ){{0,3}}(?:put me in|i(?:ll| will) (?:regret|"
            r"pay|be sorry)|nobody will believe)"
        ),
        "went for me": (
            r"\b(?:he|she|dad|mum|they|stepdad|brother)\b(?: \w{1,9}){0,5} went for me\b|\b(?:gives|allows) me "
            r"(?:\w{1,9} ){0,3}for (?:food|the bus)"
        ),
        "hurts us": (
            rf"\bdey (?:{_HURT})\w{{0,3}} (?:us|me)\b|\bno gree (?:release|leave|pay) me|{_SOMEBODY} "
            rf"{_GAP}{{0,5}}(?:grabbing|pulling|hitting|spitting on) (?:me|my)\b"
        ),
        "hurts me": (
            rf"{_SOMEBODY} {_GAP}{{0,6}}(?:{_HURT})(?:s|es|ies)(?: things| stuff| plates)?{_ON} {_ME}"
        ),
        "they hurt me": (
            r"\b(?:they|boys|girls|brothers|parents|people|in laws|men|mates|both|kids at school) "
            rf"{_GAP}{{0,4}}(?:{_HURT}|threat)(?:e|en|ch|y)?{_ON} {_ME}"
        ),
        "is hurting me": rf"{_SOMEBODY} {_GAP}{{0,7}}(?:{_HURT})\w?(?:t|p|b|g)?(?:ing|in){_ON} {_ME}",
        "hurt me lately": (
            rf"{_SOMEBODY} {_GAP}{{0,4}}{_PAST_HURT} (?:[\w,]{{1,12}} ){{0,4}}{_ME}.{{0,40}}{_RECENT}"
        ),
        "lately hurt me": (
            rf"{_RECENT} (?:[\w,]{{1,12}} ){{0,3}}{_SOMEBODY} {_GAP}{{0,3}}{_PAST_HURT} (?:\w{{1,9}} ){{0,2}}{_ME}"
        ),
        "dey hurt me": rf"\bdey (?:{_HURT})\w{{0,3}} me\b|\b(?:hit|beat|slap) me again\b|\block gate\b",
        "gets hurt": (
            rf"\b(?:hit|beaten|pushed|slapped|kicked|locked|knocked|shoved) (?:\w{{1,9}} )?by my "
            rf"{_KIN}.{{0,20}}{_RECENT}|\b(?:im|i am|am) (?:still |always |now )?(?:(?:being|getting) "
            rf")?(?:\w{{1,12}} )?(?:slapped|kicked|threatened|punched|abused|beaten|hit|hurt|bullied|threatened|"
            r"blackmailed|stalked|controlled|followed|trafficked|raped|forced|harassed|molested|groomed|kept)|"
            r"\bi get (?:hit|beaten|slapped|the belt)"
        ),
        "throws things": (
            rf"{_SOMEBODY} {_GAP}{{0,4}}(?:throws?|throwing|thrown|swings?|raises?|raising|chucks?) (?:\w{{1,12}} "
            rf"){{0,4}}(?:at|to) me"
        ),
        "comes for me": (
            rf"{_SOMEBODY} {_GAP}{{0,5}}(?:goes|go|comes|coming|going|come) (?:for|at) me\b|\b(?:last time|again) "
            r"(?:he|she|they) came (?:for|at) me"
        ),
        "rough with me": (
            rf"\b(?:dad|stepdad|father|he) (?:\w{{1,9}} )?(?:hits|beats) (?:my )?(?:mum|mom|mam|mother)\b|"
            rf"{_SOMEBODY} {_GAP}{{0,3}}(?:rough|violent|aggressive|cruel|abusive|dangerous|nasty|horrible) "
            r"(?:with|to|towards) me"
        ),
        "threatens": (
            rf"{_SOMEBODY} {_GAP}{{0,4}}(?:says?|said|saying|threat\w{{1,6}}|swears?|promised|told|vows|goes|"
            rf"screaming|shouting|texting|keeps messaging) (?:[\w,]{{1,12}} ){{0,9}}(?:kill(?! for)|break|stab|"
            rf"shoot|burn|beat|ruin|destroy|drown|run|make|send|next time|smash|slit) (?:\w{{1,9}} ){{0,4}}(?:me|"
            r"us|my|himself|herself|down|sorry|off|them|everyone|that i)\b"
        ),
        "will if I leave": (
            rf"{_SOMEBODY} (?:\w{{1,9}} ){{0,4}}(?:will|ll|gonna|going to|might|hell|shell|theyll) (?:hit|hurt|"
            rf"beat|slap|stab|break|choke|burn|rape|smash|punch|get) (?:me|us|my {_PART})\b|\b(?:or|and|says) "
            rf"s?hell (?:hit|hurt|beat|slap|stab|kill) (?:me|us)\b|{_SOMEBODY} {_GAP}{{0,3}}(?:will|would|ll|gonna"
            rf"|going to|l) (?:kill|hurt|beat|find|stab|come after) (?:me|us)\b.{{0,20}}\bif (?:i|we|he|she|they) "
            r"(?:leave|left|tell|told|go|refuse|say|run|dont|find|catch)|\bhe will kill me\b"
        ),
        "leaving them": (
            r"\b(?:if|before|when) (?:he|she|they) (?:finds? (?:out|me|us)|sees (?:it|this)|gets? (?:home|back|"
            r"in))\b(?= .{0,60}\b(?:scared|kill|mad|dont know what|hell|go mad|leave|trouble)\b)|\bleave before "
            r"(?:he|she) (?:gets|comes|is)"
        ),
        "threatens with": (
            r"\bthreatening (?:me|to (?:kill|hurt|hit|send|post|share|leave me|throw me))|\bputs? (?:his|her|"
            r"their) hands? (?:on|up|down|round|around) (?:me|my)\b|\bhands (?:round|around|on) my (?:neck|"
            rf"throat).{{0,20}}{_RECENT}"
        ),
        "has my pictures": (
            r"\b(?:nudes|pics|pictures|photos|videos?|money)\b.{0,40}\b(?:or|unless) (?:he|she|they|hell|shell|"
            r"theyll|i (?:send|pay))\b|\b(?:has|have|got|sends?) my (?:\w{1,9} )?(?:pics|photos|nudes|pictures|"
            r"videos?)\b.{0,60}\b(?:threat\w{0,6}|send|post|share|leak|says|money|pay)\b|\bblackmail\w{0,3} (?:me"
            r"|with)\b"
        ),
        "watches my phone": (
            rf"\bcameras? in (?:every|my|the) (?:room|bed\w{{0,4}})|\bwatches (?:me|what i do)\b|{_SOMEBODY} "
            rf"{_GAP}{{0,4}}(?:checks?|reads?|goes through|go through|tracks?|monitors?|controls?|checking|"
            rf"tracking|reading|broke|breaks|smash\w{{0,3}}) {_PHONE}|\b(?:he|she|they) (?:\w{{1,9}} )?(?:tracks?|"
            r"monitors?|watches) (?:where i|everywhere i|everything i|me\b)"
        ),
        "takes my things": (
            rf"{_SOMEBODY} {_GAP}{{0,7}}(?:takes?|took|taken|keeps?|hides?|hid|holds?|controls?|smashes|taking|"
            rf"looks after) (?:all )?(?:{_MY_THINGS}|the money|all the money|my stuff)|\b(?:has|have) my "
            r"(?:passport|papers|documents|id)\b|\b(?:visa|passport|papers) (?:is|are) with (?:him|her|them)|"
            r"\bsmashes my"
        ),
        "takes my phone": (
            r"\b(?:pimp|madam|husband|boyfriend|partner|oga|wife|girlfriend|he) (?:\w{1,9} )?(?:takes|took|has "
            r"taken|hides) my (?:tele)?phone"
        ),
        "shuts me in": (
            r"\b(?:trapped|locked) (?:in )?(?:here|at home|inside|(?:in )?(?:the|this|my|his) (?:house|flat|"
            rf"bedroom|room|bathroom))|\bstuck (?:here|at home|in \w{{1,6}} \w{{1,8}}) with (?:him|her|them) $|"
            rf"\bkeeps? (?:the )?doors? locked|{_SOMEBODY} {_GAP}{{0,3}}(?:locks?|locked|has|locking|shuts?|"
            rf"keeps?) me (?:\w{{1,9}} )?(?:in\b|out\b|locked|inside)|\bso i cant leave\b|\block off my "
            r"(?:bed)?room door|\bpush a chair against"
        ),
        "does not let me": (
            rf"{_SOMEBODY} {_GAP}{{0,4}}(?:wont|doesnt|does not|dont|will not|never|not) lets? me (?:\w{{1,9}} "
            r")?(?:leave|see (?:my|any)|call|talk|speak|work|have (?:a |my )?(?:phone|money|friends)|go (?:out|"
            r"home|alone|anywhere)|out|use|contact|visit|sleep|eat)|\blets me out\b|\bnot given me (?:any )?food|"
            r"\b(?:i am|im) not allowed (?:to )?(?:go|leave|see|call|talk|have|a phone)|\bhave to ask (?:him|"
            r"her) for (?:money|permission)"
        ),
        "decides": (
            r"\b(?:decides|controls|chooses|dictates) (?:who i|what i (?:wear|spend|eat|do)|everything i|my every"
            r"|where i)|\bmust (?:bring|show) receipts"
        ),
        "makes me": (
            rf"\bmakes? me work (?:\w{{1,9}} ){{0,2}}(?:hours|all|day|night)|{_SOMEBODY} {_GAP}{{0,5}}(?:forces?|"
            rf"forcing|makes?|making) (?:me|himself on) (?:to )?(?:\w{{1,9}} )?(?:at night|have sex|do things|"
            r"sleep (?:on|with)|kneel|beg|marry|strip|touch|send|when i|on me|delete|even|into)|\bbeing forced to"
            r"|\bwants? (?:sex|it) even when i"
        ),
        "marries me off": (
            r"\b(?:taking|sending|forcing) me (?:\w{1,12} ){0,6}(?:married|marry|cured)|\b(?:forced|forcing) "
            r"(?:into )?(?:marriage|to marry)"
        ),
        "at my bed": (
            rf"{_SOMEBODY} {_GAP}{{0,8}}(?:comes?|coming|gets?|lets himself|getting|sneaks?|stands?|creeps?) "
            r"(?:in |into |in to |by |at |over )(?:to )?(?:my (?:bed|room|bedroom)|at night|the (?:bath|shower) "
            r"(?:when|while) i)"
        ),
        "follows me": (
            rf"\b(?:man|guy|he|hes|someone|ex|stalker)\b(?: \w{{1,9}}){{0,3}} (?:outside my (?:house|flat|door|"
            r"garden|work)\b|at my (?:door|house|work|flat) again)|\b(?:he|stalker|ex) (?:has )?found my (?:new|"
            rf"last|address|flat)|\bwaiting (?:by|outside|at) my (?:car|house|work|door|flat)|{_SOMEBODY} "
            rf"{_GAP}{{0,4}}(?:been |keeps |is |s |hes |always )?(?:following|follows?|stalking|waiting outside|"
            r"watching) (?:me|my (?:house|work|flat|school))\b(?! (?:on|back))|\boutside my (?:work|house|flat|"
            rf"school|door)\b.{{0,20}}\b(?:again|every)"
        ),
        "belittles": (
            rf"{_SOMEBODY} {_GAP}{{0,4}}(?:says?|tells|telling|calls|calling) (?:\w{{1,9}} ){{0,3}}(?:i am|im|me) "
            r"(?:a |so |just )?(?:worthless|stupid|useless|nothing|fat|ugly|crazy|mad|pathetic|disgusting|slut|"
            r"whore)"
        ),
        "fears": (
            r"\b(?:scared|afraid|frightened|terrified) (?:of )?what (?:he|she|they)(?:ll|d)?\b|\bscared (?:hell|"
            r"shell|theyll)\b|\b(?:scared|afraid|frightened|terrified|petrified|fear) (?:of|for|to be (?:around|"
            rf"alone with)) (?:him|her|my (?:own )?{_KIN}(?!(?: in law)?s )|them)\b(?! dying| getting| losing)|"
            r"\b(?:scared|afraid|terrified|frightened) (?:to|of) (?:go|going|be|being) (?:back )?home|\b(?:man|"
            r"woman|husband|partner) who (?:frightens|scares|hurts|hits)"
        ),
        "not safe": (
            r"\b(?:dont|do not|never|cant) (?:ever )?feel safe (?:\w{1,8} ){0,2}(?:home|here|house|with (?:him|"
            r"her|them|my)|room|bed|flat|around)|\b(?:im|i am|am|its) not safe (?:at |in |with |here|for "
            r"me)(?!my own)|\bunsafe (?:at home|with|in my)|\begg ?shells (?:around|at home|with|when)"
        ),
        "hides": (
            r"\b(?:im|i am|we are|were) (?:sleeping|hiding|staying|sitting) in (?:my|the) (?:car|loft|bathroom|"
            r"toilet|shed|attic)(?=.{0,60}\b(?:he|hes|him|she|threat))|\b(?:he|she|hes|shes|they|dad) (?:has|have"
            r"|got|is holding|holding) (?:got )?(?:a|the|his) (?:knife|gun|machete|bat)\b|\bhiding (?:in|from|"
            r"under|upstairs)\b(?= .{0,50}\b(?:he|hes|him|she|shes|dad|door|husband|bathroom)\b)|\b(?:kicking|"
            r"banging on|punching) (?:the|my) door"
        ),
        "bruises": (
            r"\b(?:still got|got|cover|covering|hide|hiding|have) (?:up )?(?:the |my |these )?(?:bruises?|black "
            r"eye)\b(?= (?:from|he|she|up|with|so|again|him|on))"
        ),
        "my turn": (
            r"\b(?:got the belt|then its me|(?:he|she|they|hes|shes|dads?) .{0,60}(?:i pay for it|ill pay for it|"
            r"my turn next)|(?:he|she) (?:\w{1,9} )?throws (?:things|stuff|plates)|i have nowhere (?:else )?to go"
            r"|no get where to go|his fists? through)"
        ),
        "in abuse": (
            rf"(?:\b(?:he|she|hes|shes)|\bmy {_KIN}) (?:\w{{1,9}} ){{0,2}}(?:gets|becomes|turns|goes) "
            rf"(?:\w{{1,9}} )?(?:violent|abusive|aggressive|physical|nasty)|\bmy (?:{_KIN}) is (?:\w{{1,9}} "
            r")?(?:abusive|violent|hurting|controlling|dangerous)|\b(?:im|i am|stuck|trapped|still|living|live) "
            rf"(?:\w{{1,9}} )?(?:in|with) (?:an|a|my) (?:abusive|violent|controlling)|\bmy (?:abusive|violent|"
            rf"controlling) (?:{_KIN})\b"
        ),
    },
}

_BARRIER = re.compile(
    r" , | (?:because|bc|cos|coz|cuz|but|so|and|now|then|though|plus|anyway|today|its back) "
)
_WORK = (
    r"(?:films?|movies?|books?|novels?|songs?|shows?|series|stor(?:y|ies)|documentar(?:y|ies)|manga|anime|"
    r"characters?|"
    r"hero(?:ine)?|mc|scenes?|plots?|episodes?|lyrics|memoirs?|romances?|ones|thrillers?|games?|poem|opera)"
)
_EXCEPTIONS: Mapping[str, str] = {
    "past": (
        r"used to\b|\bin (?:19|20)\d\d\b|\bwhen i was\b|\bas an? (?:child|kid|teen\w{0,5}|boy|girl|student)\b|"
        r"\bi had (?:thought )?(?:of |about )?§|\bin (?:january|february|march|april|june|july|august|"
        r"september|"
        r"october|november|december|year)\b|(?<!since )\blast (?:year|summer|winter|spring|autumn)\b|\byears? "
        r"(?:free|clean|back|later|old then|ago|since)\b|\b(?:months|weeks) (?:clean|free)|\bin my (?:teens|"
        r"twenties|thirties)\b|\bback then\b|\bgrowing up\b|\bformer\b|\bmy late\b|\bthose days\b|\bmonths "
        r"ago\b|"
        r"\bdecades?\b|\blong ago\b|\bin (?:school|uni|college|yr)\b|\bbefore i (?:found|met|left|moved|got)\b"
        r"|"
        r"\bi was (?:\d\d|a|an) |\bi survived\b|\bat (?:1?\d|nine\w{0,4}|six\w{0,4}|seven\w{0,4}) "
    ),
    "story": (
        rf"\b{_WORK} (?:[\w,]{{1,12}} ){{0,3}}?(?:about|on|where|in which|with|called|that|of|when|who|whose|"
        r"like|"
        rf"is about)\b[^§]{{0,50}}§"
    ),
    "joke": (
        r"\bmak(?:es?|ing) me (?:\w{1,9} )?(?:want to |wanna )?§|§ (?:of |from )?(?:beauty|joy|happiness|"
        r"hunger|"
        r"heat|laugh\w{0,3}|boredom|embarrass\w{0,4}|cringe|than|that|for an?|my hair|to (?:see|try|know|watch"
        r"|"
        r"go))\b|\d §|\bfood at me§|§ with (?:jump|scary|horror)|kms§ (?:away|long|per|from|walk)\b|\blike §|"
        r"§ "
        r"(?:at|in) (?:scrabble|chess|cards|mario|fifa|games?|monopoly|tennis|golf|catan|uno)\b|\bfrom (?:my|"
        r"the) (?:kids|toddlers?|children|washing|work)\b|§ (?:shaving|cooking|chopping|skiing|running|off "
        r"(?:from|caffeine|sugar))"
    ),
    "limit": (
        r"\b(?:no|without|avoid|skip|nothing (?:with|about|where)|leave out|except|not the ones?|warnings?|"
        r"anything with|tw|cw|rather not see|do not put) (?:[\w,]{1,12} ){0,6}§"
    ),
    "said in a story": (
        r"\b(?:the|a|any|that) (?:bit|part|scene|moment|chapter|episode)\b[^§]{0,40}§|§ (?:funny|with spoilers"
        r"|play(?:ing)?\b)"
    ),
    "denial": (
        r"\b(?:not|never|nobody|no one|nobodys|isnt|arent|aint|wasnt|doesnt|havent|hasnt|without) (?:being |"
        r"feeling |really |actually |at all |is |a |any |even |want to |wanting to |wanna |trying to |"
        r"planning "
        r"to |going to |gonna |an? ){0,3}§"
    ),
    "somebody else": (
        r"\b(?:says?|said|told me|tells me|keeps saying|talks? of|talking about|her|his|their) (?:that "
        r")?§[^§]{0,6}\b(?:him|her)self"
    ),
    "profession": (
        r"\b(?:i lecture|i research|im writing|my thesis|hotline|helpline|crisis line|refuge|social worker|"
        r"counsellor|paramedic|my essay|my dissertation)\b"
    ),
}

_SIGNS_OF = {kind: [re.compile(sign) for sign in signs.values()] for kind, signs in _SIGNS.items()}
_EXCEPTION = re.compile("|".join(f"(?:{exception})" for exception in _EXCEPTIONS.values()))
_REACH = 90
_TITLES = re.compile(
    r"i want to die but i want to eat|suicide squad|the virgin suicides|when i hit you|he killed me first|"
    r"a good day to die hard|"
    r"no time to die|never let me go|let me in|live and let die|die hard|someone great|i killed my mother"
)


def concern(text: str) -> Concern | None:
    """The danger that the writer is in now, as far as the words say so; one's own hand weighs more."""
    sentences = list(dict.fromkeys(_sentences(text)))
    for kind, signs in _SIGNS_OF.items():
        if any(_shows(sign, sentence) for sentence in sentences for sign in signs):
            return kind
    return None


def _sentences(text: str) -> Iterator[str]:
    """The sentences in lower case without apostrophes, each with a blank at both ends and around commas."""
    folded = re.sub("['’‘`´]", "", text.casefold())
    folded = _TITLES.sub(" that title ", folded)
    for sentence in re.split(r"[.!?;\n…]|\s[-–—]+\s|—", folded):
        words = re.findall(r"\w+|[,:()]", sentence)
        if words:
            yield " " + " ".join("," if word in ",:()" else word for word in words) + " "


def _shows(sign: re.Pattern[str], sentence: str) -> bool:
    return any(not _excepted(sentence, match.start(), match.end()) for match in sign.finditer(sentence))


def _excepted(sentence: str, start: int, end: int) -> bool:
    before = _BARRIER.split(sentence[max(0, start - _REACH) : start])[-1]
    after = _BARRIER.split(sentence[end : end + _REACH])[0]
    return _EXCEPTION.search(f"{before.strip()} §{sentence[start:end]}§ {after.strip()}") is not None
