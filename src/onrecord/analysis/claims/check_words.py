"""Words by which a sentence shows that it states something checkable, and words by which it does not.

Past forms of verbs of public events; words of cause and comparison; hedges. No names.
"""

from __future__ import annotations

import re

from onrecord.analysis.speakers.vocabulary import word_set

#: What happens once and leaves a trace: a record, a witness, a wreck. Past forms and participles.
EVENTS = word_set(
    """
abolished acquired acquitted adopted aired amended appealed appointed approved arrested attacked auctioned
audited awarded banned baptised blocked bombed born borrowed bought boycotted broadcast built buried
burned burnt burst canceled cancelled captured caught clashed climbed closed collapsed conceded convicted
crashed crossed damaged defeated delayed demolished departed deployed deported derailed destroyed detained
detected died disappeared discovered dismissed dispatched dissolved diverted divorced docked donated
doubled drowned elected erected erupted escaped established evacuated excavated expelled exploded
extradited filed fined fired fled flooded founded freed gave-way graduated grounded hacked halted halved
hired identified imprisoned inaugurated indicted injured inspected installed introduced invaded invested
investigated jailed kidnapped killed launched leaked lifted married merged murdered nominated occupied
opened overturned planted plunged postponed premiered printed promoted protested published purchased
qualified questioned quit raided rallied ratified re-elected rebuilt recalled recovered rejected released
removed renovated reopened repaired repealed rescued resigned restored resumed retired rioted sacked sank
scored scrapped searched seized sentenced shot shrank signed slumped soared sold stabbed stole stolen
stranded sued surrendered suspended swapped sworn towed tripled unearthed unveiled upheld vanished vetoed
won wounded
"""
)

#: The same of verbs that say much else as well ("took a turn", "found it hard"), and of headlines ("wins").
WEAK_EVENTS = word_set(
    """
acquires acquits appoints approves arrests bans beat began broke buys changed charged closes collapses
convicts crashes cut dies dropped elects ended endorses fell fines finished fires found gathered gave grew
hires hit hurt jails joined kills laid landed launches left lent loses lost marched measured merges met
moved names opens paid passed passes posted pulled quits raised reached received recorded rejects replaced
resigns returned rose sacks sells sent sentences shut signs sinks spent started stepped stopped struck
succeeded sues tested took tried unveils vetoes visited went wins withdrew wounds
"""
)
#: Words in -ed that tell of no event; every other one may.
NO_EVENTS = word_set(
    """
advanced aimed appeared armed associated based believed belonged beloved breed called committed
complicated concerned considered continued covered crowded dedicated designed detailed determined divided
educated exceed expected experienced extended faced feared filled focused hated hoped hundred included
increased indeed intended interested involved laughed liked limited lived located long-awaited looked
loved meant mixed naked named need needed owned prepared proceed regarded related remained renewed
repeated reported required sacred seemed situated smelled smiled so-called speed stayed succeed supposed
surrounded talented tired united used waited wanted wicked
"""
)

#: Before one of these forms, these make it an adjective: the retired judge, a paid advertisement.
ADJECTIVAL = word_set("the a an his her its their our my your this that these those most more very of")

#: Whose acts are public: before or after the verb they make an event one that somebody keeps a record of.
INSTITUTIONS = word_set(
    """
police court judge jury prosecutor government cabinet parliament senate council ministry minister president
governor mayor commission committee board agency regulator authority company firm bank insurer airline union
party army navy soldier coastguard fire-brigade rescuer firefighter school university hospital museum church
archive archivist county state city lawyer rival opposition coalition team club crew passenger expert
scientist researcher engineer contractor supplier creditor village station railway hotel chain factory plant
"""
)

#: It may be so; the sentence does not say that it is.
HEDGES = word_set(
    """
may might could would should perhaps maybe possibly probably likely presumably apparently seems seem seemed
appears hopefully surely if
"""
)

#: Opening a sentence, these ask something of the reader.
ASKING = word_set("take see read follow click watch listen sign subscribe look check visit learn share let")

#: A number that stands alone in one of these words tells little: "the two men".
SMALL_NUMBERS = word_set(
    "two three four five six seven eight nine ten dozens hundreds thousands millions billions half"
)

#: Everybody's and nobody's: general truths, asides to the reader, taste.
GENERAL = word_set(
    """
nobody everybody anybody everyone somebody one you your nice beautiful lovely lonely sad happy funny wonderful
terrible bitter stubborn easy hard fair fragile soft hope art beauty somehow always never such life
"""
)

#: One of these stands in whatever the patterns below find, so that most sentences need no pattern.
CAUSING = word_set(
    """
because due owing thanks result results resulted resulting consequence led leads leading caused causes causing
triggered triggers prompted sparked forced stem stems stemmed brought blamed attributed response account
therefore
"""
)
COMPARING = word_set(
    "than twice half as most least only first record unprecedented average worst"
)  # and -est
NUMBERS = word_set(
    """
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen dozens hundred hundreds
thousand thousands million millions billion billions percent cent third thirds quarter quarters fifth fifths
tenth tenths half
"""
)
DATING = word_set(
    """
monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
saturdays sundays january february march april may june july august september october november december
yesterday today tonight last this ago earlier later
"""
)

CAUSES = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|thanks to|as a result(?: of)?|"
    r"(?:a|the) (?:direct )?(?:result|consequence) of|result(?:s|ed|ing)? (?:in|from)|"
    r"(?:led|leads|leading) to|(?:caused|causes|causing|triggered|triggers|prompted|sparked|forced)|"
    r"stem(?:s|med)? from|brought about|blamed on|attributed to|in response to|on account of|therefore)\b",
    re.IGNORECASE,
)

COMPARISONS = re.compile(
    r"\b(?:than|twice as|half as|as many as|as much as|the (?:most|least|only|first)|on record|"
    r"(?:record|all-time) (?:high|low)|unprecedented|(?:above|below|half|twice|double) the (?:\w+ )?average|"
    r"(?:the|its|his|her|their|in)(?: \w+’s)? "
    r"(?:larg|small|high|low|old|young|new|long|short|deadli|bigg|strong|weak|rich|poor|fast|slow|hott|cold|"
    r"wett|dri|warm|deep|bright|heavi|light|earli|busi|near|tall|clos|cheap|grav)est|hottest|coldest|"
    r"largest|biggest|smallest|(?:best|worst)(?= \w+ (?:in|since|of|on|ever)))\b",
    re.IGNORECASE,
)

FIGURES = re.compile(
    r"[$€£¥]?\d(?:[\d.,]*\d)?(?:\s?%|\s(?:percent|per cent|million|billion|trillion)\b)?|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|"
    r"thousands?|millions?|billions?|percent|per cent|(?:a|one|two) (?:third|quarter|fifth|tenth)s?|"
    r"half(?= (?:of )?(?:the|its|his|her|their)))\b",
    re.IGNORECASE,
)

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
DATES = re.compile(
    r"\b(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?|"
    rf"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\. \d{{1,4}}|"
    rf"\d{{1,2}} (?:{_MONTH})|(?:{_MONTH}) \d{{1,4}}|"
    r"(?:(?<=[Ii]n )|(?<=[Bb]y )|(?<=[Ss]ince )|(?<=[Ll]ast )|(?<=[Uu]ntil ))"
    rf"(?:{_MONTH})|"
    r"(?:1[5-9]|20)\d\d(?:s)?|yesterday|today|tonight|"
    r"(?:last|this) (?:week|month|year|spring|summer|autumn|winter|night)|"
    r"(?:Last|This) (?:week|month|year|spring|summer|autumn|winter)|"
    r"(?:days?|weeks?|months?|years?|decades?) (?:ago|earlier|later))\b"
)
