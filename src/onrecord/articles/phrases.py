"""The wording of page furniture, as tables of patterns: one alternative an entry, letter case ignored.

Whole-line patterns match a line and nothing beside it; openings match its beginning and carry, in
``furniture.py``, the longest line they may claim.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of ``text`` as a set: a long list is easier to read as prose."""
    return frozenset(text.split())


_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_NAME = r"(?:[A-Z][\w.'’-]*|de|van|von|der|la|el|al|bin|da|di|du|le)"
# "Ana Lund and Bo Berg": one to six words a name. Not lower-cased: a name's capitals are what is tested.
NAMES = rf"{_NAME}(?: {_NAME}){{0,5}}(?:(?:, | and | & |, and ){_NAME}(?: {_NAME}){{0,5}}){{0,7}}"
_DAY_AND_MONTH = rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH})"
_DAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
    rf"{_DAY_AND_MONTH}(?:,?\s+\d{{4}})?"
)
CLOCK = r"\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?"
STAMP = (
    rf"(?:{_DAY}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})"
    rf"(?:[\s,|·•-]*(?:at\s+)?{CLOCK})?(?:\s*\(?[A-Z]{{2,4}}\)?)?"
)
NETWORK = (
    "facebook|twitter|x|whatsapp|linkedin|reddit|email|e-mail|telegram|pinterest|flipboard|bluesky|threads|"
    "messenger|copy(?: link)?|print|mail|instagram|youtube|tiktok|sms|copy url|more|pocket"
)

SHARE_LINES = (
    "share",
    "save",
    "print",
    "listen",
    "like",
    "tweet",
    "copied!?",
    "copy link",
    r"share this(?: \w+){0,3}",
    r"share (?:on|via|to) \w+",
    "comments?",
    r"\d+ (?:comments?|shares?)",
    r"(?:view|add|leave|post|show) (?:\w+ )?comments?",
    "join the (?:conversation|discussion)",
    r"follow us(?: on [\w, ]+)?",
    rf"(?:share\W*)?(?:(?:{NETWORK})\W*){{2,}}",
    "facebook",
    "twitter",
    "whatsapp",
    "linkedin",
    "reddit",
    "gift(?: this)? article",
    "bookmark",
    "save (?:article|story|for later)",
    "add as preferred(?: on google)?",
    "listen to (?:this )?(?:article|story)",
)
NAVIGATION_LINES = (
    "back to (?:the )?top",
    "top",
    "skip to (?:the )?(?:main )?(?:content|navigation|article)",
    "read (?:the )?(?:more|full (?:story|article))",
    "continue reading",
    "keep reading",
    "show (?:more|less|all)",
    r"load more(?: \w+)?",
    "see (?:more|all)",
    "view (?:more|all|gallery|image in fullscreen|original)",
    "menu",
    "home",
    "search",
    "log ?in",
    "sign in",
    "register",
    "next",
    "previous",
    "play",
    "close",
    "open",
    "expand",
    r"click here(?: \w+){0,6}",
    r"swipe\b.{0,60}",
    "scroll down",
    r"jump to \w+",
    "go to (?:home|main) ?page",
    "read in app",
    "open in app",
    "article content",
    r"story continues below(?: (?:this )?ad\w*)?",
    r"(?:the )?article continues (?:below|after)(?: (?:this )?ad\w*)?",
    r"loading\.*",
    "watch(?: now| live| more)?",
    "video",
    "gallery",
    "learn more",
    "find out more",
    "contents",
    "in this (?:article|story)",
)
ADVERTISEMENT_LINES = (
    "advertisements?",
    r"advertisement \d+",
    "ad",
    r"ads by \w+",
    "sponsored(?: content| links?| by.{0,40})?",
    "promoted(?: content| stories| by.{0,40})?",
    "paid (?:content|post)",
    "story continues below advertisement",
    "scroll to continue(?: with content)?",
    r"skip (?:past )?(?:ad\w*|promotion|newsletter promotion)",
    "remove ads",
    "report (?:this )?ad",
    "buy now",
    "shop now",
)
NEWSLETTER_LINES = (
    "subscribe(?: now| today| here)?",
    "sign up(?: now| today| here| for .{0,60})?",
    "newsletters?",
    "enter your e-?mail(?: address)?",
    "your e-?mail(?: address)?",
    "get the newsletter",
    "sign me up",
    "join (?:now|us)",
    "donate(?: now| today)?",
    "become a (?:member|subscriber|supporter)",
    "support (?:us|our journalism)",
    r"(?:already )?(?:a )?subscriber\?.{0,30}",
    "e-?mail address",
)
BYLINE_LINES = (
    rf"{STAMP}(?:\W{{1,6}}\d+ ?-?min(?:ute)?s?(?: read| to read)?)?",
    r"(?:first |last |originally )?(?:published|updated|posted|modified|created)(?: on| at)?\W*"
    rf"(?:{STAMP}|{CLOCK}.{{0,20}}|\d+ \w+ ago)"
    rf"(?:\W{{1,6}}(?:{STAMP}|(?:last )?updated.{{0,50}}|\d+ min.{{0,12}}))?",
    r"(?:reading time\W*)?\d+ ?-?min(?:ute)?s?(?: read| to read)?",
    r"\d+ (?:min(?:ute)?s?|hours?|days?|weeks?|months?|years?) ago",
    rf"{CLOCK}(?: [a-z]{{2,4}})?",
)
RELATED_LINES = (
    "related(?: (?:articles?|stories|content|topics?|news|coverage|links?|reading|posts?"
    "|videos?|headlines?))?",
    "more (?:from|on|in|about) .{1,40}",
    "more (?:stories|news|like this|headlines|coverage)",
    "(?:most|more) (?:read|popular|viewed|shared|commented|watched|recent)(?: (?:in|on"
    "|articles|stories|news).{0,30})?",
    "popular(?: now| stories| articles)?",
    "trending(?: now| stories)?",
    "recommended(?: for you| stories| reading| articles)?",
    "you (?:may|might) (?:also )?(?:like|be interested in|have missed)",
    "editors?['’]?s? picks?",
    "top stories",
    "latest (?:news|stories|headlines)",
    "up next",
    "what to read next",
    "read next",
    "don['’]t miss",
    "also (?:read|on .{1,30})",
    "see also",
    "elsewhere (?:on|in) .{1,30}",
    "around the web",
    "from the web",
    "sponsored stories",
    "our top picks",
    "further reading",
    "must[- ]reads?",
)
NOTICE_LINES = (
    r"(?:copyright\b.{0,12}(?:©|\(c\)|\d{4})|©|\(c\) ?\d{4}).{0,200}",
    "all rights reserved.{0,100}",
    "(?:privacy|cookie) (?:policy|notice|settings|preferences)",
    r"terms (?:of (?:use|service)|(?:and|&) conditions)(?: apply|\W{1,3}privacy.{0,30})?",
    "accept (?:all )?cookies",
    "reject all",
    "manage (?:cookies|preferences|consent)",
    "do not sell .{0,60}",
    "(?:we apologi[sz]e, but )?this video (?:has )?failed to load",
    "(?:please )?enable javascript.{0,80}",
    "your browser (?:does not|doesn['’]t) support .{0,80}",
    "report (?:a )?(?:typo|error|an error|correction).{0,40}",
    "corrections?",
    "our standards:.{0,80}",
)
RELATED_OPENINGS = (
    "(?-i:READ MORE|READ NEXT|ALSO READ|READ ALSO|READ|MORE|RELATED|SEE ALSO|WATCH|LISTEN"
    "|SEE MORE|RECOMMENDED|IN PICS|DON['’]T MISS)",
    "read more",
    "read next",
    "also read",
    "read also",
    "see also",
    "related(?: (?:story|article|stories))?",
    "more on this(?: story)?",
    "up next",
)
NEWSLETTER_OPENINGS = (
    r"sign up (?:for|to|here)\b",
    r"subscribe (?:to|for|now)\b",
    "(?:get|receive) (?:the|our|all the|daily|breaking|real-time|more) .{0,60}(?:inbox"
    "|newsletter|e-?mail|updates)",
    "to (?:get|receive) .{0,80}(?:inbox|newsletter)",
    "join .{0,40}(?:newsletter|mailing list|whatsapp (?:channel|community|group))",
    "(?:support|invest in) (?:our |independent |quality )?journalism",
    "stay informed with",
    ".{1,40}newsletter:",
    "for (?:more|the latest) (?:stories|news)[^.]{0,60}(?:check|visit|click|follow|sign|see|join)",
    r"follow .{1,40} on (?:twitter|x|facebook|instagram|whatsapp|google news|telegram)\b",
    "(?:like|find) us on facebook",
    r"get in touch\b[^.]{0,80}(?:e-?mail|@|contact)",
    "(?:do you have|got) a (?:story|tip|news)",
    "download (?:the|our) .{0,30}app",
    "want (?:more|to get) .{0,80}(?:inbox|newsletter|sign up)",
)
CAPTION_OPENINGS = (
    r"(?:photo(?:graph)?s?|image|picture|video|illustration|graphic|credit|pic)s?(?: credits?"
    r"| by| courtesy(?: of)?| source)?\s*[:©/|]\s*\S",
    r"(?:file|stock|handout) (?:photo|picture|image)\b",
    "(?:photo|photograph|illustration|image) by (?-i:[A-Z])",
    r"\[?(?:photo|image) courtesy",
    r"image (?:source|caption)\b",
)
BYLINE_OPENINGS = (
    "(?:additional |with )?(?:additional )?(?:reporting|writing|editing|contributions?) by (?-i:[A-Z])",
    "report by (?-i:[A-Z])",
)
NOTICE_OPENINGS = (
    "(?:copyright )?©",
    "all rights reserved",
    r"this (?:article|story|piece|post) (?:was|is|has been|first|originally)\b.{0,40}"
    "(?:published|appeared|republished|updated|syndicated|corrected|amended|produced|written)",
    "(?:first|originally) (?:published|appeared) (?:in|on|at|by) ",
    "we use (?:cookies|your sign-up)",
    ".{0,60}may earn (?:a|an affiliate) commission",
    ".{0,80}you can (?:unsubscribe|check out) at any time",
)
