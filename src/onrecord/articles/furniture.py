"""Page furniture known by its words: what a line says about itself, in HTML and in pasted text alike.

Every pattern matches a whole line or its opening, and only where reporters do not write so. A pattern that
could swallow a sentence of the article has a length bound.
"""

from __future__ import annotations

import re

from onrecord.records import FurnitureKind

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_NAME = r"(?:[A-Z][\w.'’-]*|de|van|von|der|la|el|al|bin|da|di|du|le)"
# "Ana Lund and Bo Berg": one to six words a name. Not lower-cased: a name's capitals are what is tested.
NAMES = rf"{_NAME}(?: {_NAME}){{0,5}}(?:(?:, | and | & |, and ){_NAME}(?: {_NAME}){{0,5}}){{0,7}}"
_I = re.IGNORECASE


def _line(pattern: str, flags: int = _I) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{pattern})\W*", flags)


_DAY = rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH})(?:,?\s+\d{{4}})?"
_CLOCK = r"\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?"
_STAMP = rf"(?:{_DAY}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})(?:[\s,|·•-]*(?:at\s+)?{_CLOCK})?(?:\s*\(?[A-Z]{{2,4}}\)?)?"
_NETWORK = r"facebook|twitter|x|whatsapp|linkedin|reddit|email|e-mail|telegram|pinterest|flipboard|bluesky|threads|messenger|copy(?: link)?|print|mail|instagram|youtube|tiktok|sms|copy url|more|pocket"

# Whole lines.
_WHOLE: tuple[tuple[FurnitureKind, re.Pattern[str]], ...] = (
    (
        FurnitureKind.SHARE,
        _line(
            rf"(?:share|save|print|listen|like|tweet|copied!?|copy link|share this(?: \w+){{0,3}}|share (?:on|via|to) \w+|comments?|\d+ (?:comments?|shares?)|(?:view|add|leave|post|show) (?:\w+ )?comments?|join the (?:conversation|discussion)|follow us(?: on [\w, ]+)?|(?:share\W*)?(?:(?:{_NETWORK})\b\W*){{2,}}|facebook|twitter|whatsapp|linkedin|reddit|gift(?: this)? article|bookmark|save (?:article|story|for later)|add as preferred(?: on google)?|listen to (?:this )?(?:article|story))"
        ),
    ),
    (
        FurnitureKind.NAVIGATION,
        _line(
            r"back to (?:the )?top|top|skip to (?:the )?(?:main )?(?:content|navigation|article)|read (?:the )?(?:more|full (?:story|article))|continue reading|keep reading|show (?:more|less|all)|load more(?: \w+)?|see (?:more|all)|view (?:more|all|gallery|image in fullscreen|original)|menu|home|search|log ?in|sign in|register|next|previous|play|close|open|expand|click here(?: \w+){0,6}|swipe\b.{0,60}|scroll down|jump to \w+|go to (?:home|main) ?page|read in app|open in app|article content|story continues below(?: (?:this )?ad\w*)?|(?:the )?article continues (?:below|after)(?: (?:this )?ad\w*)?|loading\.*|watch(?: now| live| more)?|video|gallery|learn more|find out more|contents|in this (?:article|story)"
        ),
    ),
    (
        FurnitureKind.ADVERTISEMENT,
        _line(
            r"advertisements?|advertisement \d+|ad|ads by \w+|sponsored(?: content| links?| by.{0,40})?|promoted(?: content| stories| by.{0,40})?|paid (?:content|post)|story continues below advertisement|scroll to continue(?: with content)?|skip (?:past )?(?:ad\w*|promotion|newsletter promotion)|remove ads|report (?:this )?ad|buy now|shop now"
        ),
    ),
    (
        FurnitureKind.NEWSLETTER,
        _line(
            r"subscribe(?: now| today| here)?|sign up(?: now| today| here| for .{0,60})?|newsletters?|enter your e-?mail(?: address)?|your e-?mail(?: address)?|get the newsletter|sign me up|join (?:now|us)|donate(?: now| today)?|become a (?:member|subscriber|supporter)|support (?:us|our journalism)|(?:already )?(?:a )?subscriber\?.{0,30}|e-?mail address"
        ),
    ),
    (
        FurnitureKind.BYLINE,
        _line(
            rf"{_STAMP}|(?:first |last |originally )?(?:published|updated|posted|modified|created)(?: on| at)?\W*(?:{_STAMP}|{_CLOCK}.{{0,20}}|\d+ \w+ ago)(?:\W{{1,6}}(?:{_STAMP}|(?:last )?updated.{{0,50}}|\d+ min.{{0,12}}))?|(?:reading time\W*)?\d+ ?-?min(?:ute)?s?(?: read| to read)?|\d+ (?:min(?:ute)?s?|hours?|days?|weeks?|months?|years?) ago|{_CLOCK}(?: [a-z]{{2,4}})?"
        ),
    ),
    (
        FurnitureKind.RELATED,
        _line(
            r"related(?: (?:articles?|stories|content|topics?|news|coverage|links?|reading|posts?|videos?|headlines?))?|more (?:from|on|in|about) .{1,40}|more (?:stories|news|like this|headlines|coverage)|(?:most|more) (?:read|popular|viewed|shared|commented|watched|recent)(?: (?:in|on|articles|stories|news).{0,30})?|popular(?: now| stories| articles)?|trending(?: now| stories)?|recommended(?: for you| stories| reading| articles)?|you (?:may|might) (?:also )?(?:like|be interested in|have missed)|editors?['’]?s? picks?|top stories|latest (?:news|stories|headlines)|up next|what to read next|read next|don['’]t miss|also (?:read|on .{1,30})|see also|elsewhere (?:on|in) .{1,30}|around the web|from the web|sponsored stories|our top picks|further reading|must[- ]reads?"
        ),
    ),
    (
        FurnitureKind.NOTICE,
        _line(
            r"(?:copyright|©|\(c\)).{0,200}|all rights reserved.{0,100}|(?:privacy|cookie) (?:policy|notice|settings|preferences)|terms (?:of (?:use|service)|(?:and|&) conditions)(?:.{0,60})|accept (?:all )?cookies|reject all|manage (?:cookies|preferences|consent)|do not sell .{0,60}|report (?:a )?(?:typo|error|an error|correction).{0,40}|corrections?|our standards:.{0,80}|.{0,40}trust principles.{0,10}"
        ),
    ),
    (FurnitureKind.BYLINE, _line(r"(?i:by|words by|story by|written by|reported by|report by)[: ]\s*" + NAMES, 0)),
)
# Openings of lines; the bound is the longest line they may swallow.
_OPENINGS: tuple[tuple[FurnitureKind, int, re.Pattern[str]], ...] = (
    (
        FurnitureKind.RELATED,
        300,
        re.compile(
            r"\W*(?:(?-i:READ MORE|READ NEXT|ALSO READ|READ ALSO|READ|MORE|RELATED|SEE ALSO|WATCH|LISTEN|SEE MORE|RECOMMENDED|IN PICS|DON['’]T MISS)|read more|read next|also read|read also|see also|related(?: (?:story|article|stories))?|more on this(?: story)?|up next)\s*[:|>»–—-]+\s*\S",
            _I,
        ),
    ),
    (
        FurnitureKind.NEWSLETTER,
        320,
        re.compile(
            r"\W*(?:sign up (?:for|to|here)\b|subscribe (?:to|for|now)\b|(?:get|receive) (?:the|our|all the|daily|breaking|real-time|more) .{0,60}(?:inbox|newsletter|e-?mail|updates)|to (?:get|receive) .{0,80}(?:inbox|newsletter)|join .{0,40}(?:newsletter|mailing list|whatsapp (?:channel|community|group))|(?:support|invest in) (?:our |independent |quality )?journalism|stay informed with|.{1,40}newsletter:|for (?:more|the latest) (?:stories|news)[^.]{0,60}(?:check|visit|click|follow|sign|see|join)|follow .{1,40} on (?:twitter|x|facebook|instagram|whatsapp|google news|telegram)\b|(?:like|find) us on facebook|get in touch\b[^.]{0,80}(?:e-?mail|@|contact)|(?:do you have|got) a (?:story|tip|news)|download (?:the|our) .{0,30}app|want (?:more|to get) .{0,80}(?:inbox|newsletter|sign up))",
            _I,
        ),
    ),
    (
        FurnitureKind.CAPTION,
        600,
        re.compile(
            r"\s*\W?(?:(?:photo(?:graph)?s?|image|picture|video|illustration|graphic|credit|pic)s?(?: credits?| by| courtesy(?: of)?| source)?\s*[:©/|]\s*\S|(?:file|stock|handout) (?:photo|picture|image)\b|(?:photo|photograph|illustration|image) by [A-Z]|\[?(?:photo|image) courtesy|image (?:source|caption)\b|getty images|reuters/[A-Z])",
            _I,
        ),
    ),
    (
        FurnitureKind.BYLINE,
        400,
        re.compile(
            r"\W*(?:(?:additional |with )?(?:reporting|writing|editing|additional reporting|contributions?|translated|edited|compiled|produced) (?:by|from) [A-Z]|report(?:ing)? by [A-Z])",
            _I,
        ),
    ),
    (
        FurnitureKind.NOTICE,
        500,
        re.compile(
            r"\W*(?:(?:copyright )?©|all rights reserved|this (?:article|story|piece|post) (?:was|is|has been|first|originally)\b.{0,40}(?:published|appeared|republished|updated|syndicated|corrected|amended|produced|written)|(?:first|originally) (?:published|appeared) (?:in|on|at|by) |our (?:community )?members are treated|we use (?:cookies|your sign-up)|.{0,60}may earn (?:a|an affiliate) commission|our website is the place|.{0,80}you can (?:unsubscribe|check out) at any time)",
            _I,
        ),
    ),
)
_CONTRIBUTED = re.compile(
    r"\W*(?:associated press|ap|reuters|afp|cnn|[\w’' ]{0,60})\b.{0,200}\bcontributed (?:to|reporting)\b.{0,60}$|"
    r"\W*[A-Z][\w’'-]+(?:,? (?:and )?[A-Z][\w’'-]+){0,4} reported from [A-Z].{0,250}$",
    re.S,
)
_CONTRIBUTED_CHARS = 400
_GETTY = re.compile(
    r".{3,400}(?:\((?:[^()]{0,60}\b(?:photo|image|picture|file|via|getty|ap|reuters|afp)\b[^()]{0,40}|[^()]{0,30}/(?:getty|ap|reuters|afp)[^()]{0,30})\)|(?:credit|photograph|photo|image|picture)s?:\s?[^.]{2,80}|getty images|/\s?(?:AP|AFP|Reuters|Getty))\W*$",
    _I | re.S,
)
_LONGEST_LINE = 700
# "BusinessMiddle East": labels pasted without the space between them. Two to five capitalised words, at
# least one seam inside a word, no sentence mark; known names with an inner capital are not a seam.
_SEAM = re.compile(r"[a-z](?=[A-Z])")
_LABELS = re.compile(r"[A-Z][A-Za-z&'’.,/ -]{2,80}")
_INNER_CAPITALS = re.compile(r"\b(?:Mc|Mac|De|Di|La|Le|Van|O['’]|i|e)[A-Z]\w+|\b(?:YouTube|TikTok|LinkedIn|WhatsApp|FaceTime|PayPal|SpaceX|OpenAI|ChatGPT|GitHub|iPhone|JPMorgan|FedEx|BuzzFeed|BlackRock|MasterCard|HuffPost|NewsNation|DeSantis|DeepMind|eBay|YouGov|PolitiFact|AstraZeneca|ExxonMobil|ByteDance|WeWork|DreamWorks)\b")
_SECTIONS = frozenset(
    "africa americas analysis art arts asia australia books breaking business canada celebrity china climate "
    "comment companies cricket crime culture data defense defence economy education elections energy "
    "entertainment environment europe exclusive explainer fashion features film finance food football gaming "
    "gardening global golf government health home immigration india international investigations investing "
    "justice law letters life lifestyle living local magazine markets media metro money movies music "
    "national nation nature news newsletters obituaries obituary opinion opinions people personal photos "
    "podcasts politics property racing real regional religion review reviews rugby science security society soccer "
    "space sport sports style technology tech television tennis theater theatre travel tv uk us usa video videos "
    "war weather women work world middle east north south latin america pacific russia ukraine israel "
    "uk-news us-news estate finance live latest top stories".split()
)
_LABEL_WORDS = 6


def furniture_kind(text: str) -> FurnitureKind | None:
    """What furniture the line ``text`` is by its own words; None where it may be the article's."""
    line = text.strip()
    if not line or len(line) > _LONGEST_LINE:
        return None
    for kind, pattern in _WHOLE:
        if pattern.fullmatch(line):
            return kind
    for kind, longest, pattern in _OPENINGS:
        if len(line) <= longest and pattern.match(line):
            return kind
    if len(line) <= _CONTRIBUTED_CHARS and _CONTRIBUTED.match(line):
        return FurnitureKind.BYLINE
    return FurnitureKind.CATEGORY if is_category(line) else None


def is_category(line: str) -> bool:
    """Whether ``line`` is section labels: "Politics", "World > Europe", "BusinessMiddle East"."""
    if len(line) > 90 or len(line.split()) > _LABEL_WORDS + 4:
        return False
    words = [word for word in re.split(r"[^A-Za-z]+", _SEAM.sub(lambda seam: seam.group() + " ", line)) if word]
    if not words or not line[0].isupper() or line[-1] in ".?!:;,\"”":
        return False
    labels = [word for word in words if word.lower() in _SECTIONS or word == "and"]
    if len(labels) == len(words):
        return len(words) <= _LABEL_WORDS + 3
    seamed = _SEAM.search(_INNER_CAPITALS.sub("", line)) is not None
    # A seam beside at least one word that names a section: names alone ("OpenAI McDonald") do not do.
    return seamed and bool(labels) and len(words) <= _LABEL_WORDS and all(word[0].isupper() for word in words)


def is_caption(text: str) -> bool:
    """Whether ``text`` closes like a caption does, with a picture credit; for places where one may stand."""
    return len(text) <= _LONGEST_LINE and _GETTY.fullmatch(text.strip()) is not None


def opens_related(text: str) -> bool:
    """Whether a heading announces other articles, so that what follows it is theirs."""
    return _WHOLE[5][1].fullmatch(text.strip()) is not None


def names_in_byline(text: str) -> str | None:
    """The names behind "By" in a whole-line byline, as written; None for other lines."""
    found = re.fullmatch(rf"\W*(?i:by|words by|story by|written by|report by)[: ]\s*({NAMES})\W*", text.strip())
    return found.group(1) if found else None
