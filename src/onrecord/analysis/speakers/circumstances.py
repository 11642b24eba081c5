"""Words that tell circumstances of speaking: nouns of media, occasions and places, and points in time.

The nouns are common English ones; no name of an outlet, a place or a person is among them. Names of
languages are, for "in Hindi" is no place.
"""

from __future__ import annotations

import re

from onrecord.analysis.speakers.vocabulary import word_set

MEDIA = word_set(
    "statement email e-mail letter post tweet message video op-ed column editorial article essay book "
    "memoir memo memorandum note text release communique communiqué broadcast podcast blog thread filing "
    "affidavit complaint lawsuit brief petition telegram cable caption recording telephone phone mobile fax "
    "transcript website page account channel newsletter leaflet pamphlet television tv radio air camera "
    "twitter facebook media show program programme livestream stream app site story reply comment online "
    "internet web diary press-release telegraph wire post-script postcard sms manifesto announcement "
    "circular advertisement ad tape audio clip newspaper magazine publication paper report autobiography "
    "biography skype"
)
OCCASIONS = word_set(
    "interview conference briefing rally debate speech address meeting hearing ceremony event summit talk "
    "session visit trip dinner lunch breakfast reception forum panel convention congress gathering protest "
    "march demonstration funeral memorial vigil wedding trial appearance call conversation discussion tour "
    "stop service sermon mass lecture workshop seminar festival match game race premiere launch celebration "
    "cross-examination deposition assembly fundraiser exchange remark broadcast parade commemoration "
    "anniversary congregation negotiation consultation inauguration trail sideline testimony town-hall "
    "symposium prayer class lesson signing presentation screening concert inquest inquiry strike sit-in "
    "roundtable round-table questioning interrogation webinar teleconference videoconference get-together "
    "picnic banquet toast eulogy homily lap dinner-party party hall q&a deliberation"
)
PLACES = word_set(
    "town city capital village court courtroom parliament street office headquarters home church mosque "
    "temple synagogue room newsroom hall station square airport hospital school university college building "
    "studio prison jail house palace embassy consulate ministry courthouse stadium camp checkpoint port "
    "harbour harbor market border site scene factory mine farm hotel restaurant cafe café club library "
    "museum theatre theater centre center park bridge base barracks compound residence garden floor podium "
    "pulpit chamber senate district province region state country county island suburb neighbourhood "
    "neighborhood shelter clinic mission monastery shrine cemetery plant yard dock quay ship plane train "
    "corridor lobby"
)
#: Those who listen together and take no article: told reporters, said to parliament.
HEARERS = word_set(
    "reporters journalists parliament congress lawmakers students police media staff senators deputies "
    "supporters viewers listeners readers investors analysts delegates diplomats voters colleagues friends "
    "family prosecutors investigators detectives jurors workers employees officials me him her us them you "
    "everyone everybody people children parishioners worshippers followers fans neighbours neighbors "
    "relatives villagers residents troops soldiers members ministers mps legislators councillors councilors "
    "shareholders clients doctors teachers inspectors interviewers authorities crowds"
)
#: Before these one speaks: "testified before the committee".
BODIES = word_set(
    "committee subcommittee panel court council parliament judge jury crowd audience congress commission "
    "inquiry senate assembly tribunal house chamber board cabinet knesset duma diet majlis"
)
LANGUAGES = word_set(
    "arabic english french german spanish portuguese italian russian ukrainian polish czech slovak serbian "
    "croatian bosnian bulgarian greek turkish kurdish persian farsi dari pashto urdu hindi bengali punjabi "
    "tamil telugu marathi gujarati malayalam kannada sinhala nepali chinese mandarin cantonese japanese "
    "korean vietnamese thai burmese khmer malay indonesian tagalog filipino hebrew yiddish amharic tigrinya "
    "somali swahili hausa yoruba igbo twi wolof zulu xhosa afrikaans dutch flemish swedish norwegian danish "
    "finnish icelandic estonian latvian lithuanian hungarian romanian albanian armenian georgian azeri "
    "kazakh uzbek tajik mongolian tibetan uyghur latin catalan basque galician welsh irish gaelic quechua "
    "guarani"
)

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)"
)
_PART = r"(?:morning|afternoon|evening|night|lunchtime|noon)"
_SEASON = r"(?:summer|autumn|fall|winter|spring)"
_UNIT = rf"(?:second|minute|hour|day|week|weekend|month|year|decade|century|night|{_SEASON})"
_NUMBERED = r"[0-3]?\d(?:st|nd|rd|th)?"
_DATE = rf"(?:{_MONTH} {_NUMBERED}|(?:the )?{_NUMBERED}(?: of)? {_MONTH})(?:,? [12]\d\d\d)?"
_FEW = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few|some|many|"
    r"a couple of|half an|\d{1,3})"
)
_CLOCK = (
    r"(?:[0-2]?\d(?:[:.][0-5]\d)? ?(?:[ap]\.m\.|[ap]m\b)|[0-2]?\d[:.][0-5]\d\b)(?: (?:GMT|UTC|local time))?"
)


def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled so that an unbreakable space is a space."""
    return re.compile(pattern.replace(" ", "[ \xa0]"))


#: A point in time, matched where one may stand; with or without the words before it ("on", "late").
TIME = _compiled(
    rf"(?:{_DAY}(?: {_PART})?(?:,? {_DATE})?|{_DATE}"
    rf"|(?:earlier |later )?(?:this|last|next|that|the same|the next|the following|the previous|the) "
    rf"(?:{_UNIT}|{_DAY}|{_PART}|{_MONTH})(?:(?<=day) {_PART})?(?: (?:before|after|earlier|later)\b)?"
    rf"|(?:earlier|later) (?:{_DAY}|today|yesterday|in the day)"
    rf"|{_FEW} {_UNIT}s?(?: and a half)? (?:ago|later|earlier|before|afterwards)\b"
    rf"|{_UNIT}s (?:ago|later|earlier)\b|recent {_UNIT}s"
    rf"|(?:yesterday|today|tonight|tomorrow)(?: {_PART})?|overnight"
    rf"|(?:noon|midday|midnight|dawn|dusk|sunrise|sunset|daybreak)|{_CLOCK})"
    r"(?![\w]|[’']s|-\w)"
)
#: What the first word of such a point looks like, in small letters.
TIME_START = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan|feb|mar|apr|may|june|july|aug|sep|oct|nov|dec|the$|this$|"
    r"that$|last$|next$|earlier$|later$|an?$|one$|two$|three$|four$|five$|six$|seven$|eight$|nine$|ten$|eleven$|"
    r"twelve$|several$|some$|many$|half$|recent$|\d|yesterday|today|tonight|tomorrow|overnight|noon|mid|dawn|"
    r"dusk|sun|daybreak|(?:second|minute|hour|day|week|weekend|month|year|decade|centurie|night)s$"
)
#: What only "in" and "since" may stand before: "in May", "in 2015".
LONG_TIME = _compiled(
    rf"(?:{_MONTH}(?:,? [12]\d\d\d)?|[12]\d\d\d|(?:early |late |mid-)?(?:the )?"
    r"(?:spring|summer|autumn|winter)"
    rf"(?: of [12]\d\d\d)?|the (?:morning|afternoon|evening|night))(?![\w]|[’']s|-\w)"
)


#: Words that are parts of the names of newspapers, broadcasters and agencies, as names and never as nouns.
OUTLET_WORDS = word_set(
    "radio tv television news times post courier herald tribune gazette journal mercury sentinel star "
    "chronicle observer guardian mail press agency magazine review daily weekly network broadcasting "
    "channel today podcast wire telegraph examiner inquirer enquirer dispatch bulletin monitor register "
    "ledger argus echo standard independent reporter newspaper gazeta zeitung diario jornal correo presse "
    "novosti onda agence agencia agenzia rundfunk fm tribuna express standaard al-akhbar vesti vecher"
)
#: Nouns that call something an outlet: "the newspaper", "its agency".
OUTLET_NOUNS = word_set(
    "newspaper paper daily weekly magazine broadcaster agency station website site podcast channel network "
    "outlet tabloid newswire wire periodical programme program bulletin blog platform publication gazette "
    "show"
)
