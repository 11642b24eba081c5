"""Words by which two pieces of text are put beside one another: without their endings, and without those that
tell nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_STOP: Final = frozenset(
    """
a an the and or but of in on at to for from by with as into onto over under up off out about after before
against between through during without within along across per via than then there here so if also too is are
was were be been being am has have had having do does did done will would can could may might shall should
must ought not no nor never none nobody nothing any some all both each every either neither this that these
those such it its itself he his him himself she her herself they their them themselves we our ours us i my
mine me you your who whom whose which what when where why how more most very just now still yet only even
ever once again already s t don didn isn wasn aren weren doesn hasn haven hadn won wouldn couldn shouldn
one two three four five six seven eight nine ten eleven twelve hundred hundreds thousand thousands million
millions billion billions trillion dozen dozens percent cent point points least around nearly almost up
number numbers figure figures total count tally amount say says said saying tell tells told told put puts
give gives gave given according accord mr mrs ms dr while because until since though although there's own
other others another much many few lot lots
""".split()  # noqa: SIM905
)
_IRREGULAR: Final = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth",
    "lives": "life", "wives": "wife", "knives": "knife", "thieves": "thief", "leaves": "leave",
    "died": "die", "dying": "die", "dies": "die", "lay": "lie", "lain": "lie", "lying": "lie",
    "took": "take", "taken": "take", "went": "go", "gone": "go", "goes": "go", "came": "come",
    "fell": "fall", "fallen": "fall", "rose": "rise", "risen": "rise", "lost": "lose", "loses": "lose",
    "paid": "pay", "sold": "sell", "bought": "buy", "found": "find", "held": "hold", "kept": "keep",
    "left": "leave", "made": "make", "met": "meet", "sent": "send", "shot": "shoot", "stole": "steal",
    "stolen": "steal", "broke": "break", "broken": "break", "built": "build", "burnt": "burn",
    "caught": "catch", "drank": "drink", "drunk": "drink", "drove": "drive", "driven": "drive",
    "fled": "flee", "flew": "fly", "flown": "fly", "forgot": "forget", "forgotten": "forget",
    "fought": "fight", "grew": "grow", "grown": "grow", "hid": "hide", "hidden": "hide", "knew": "know",
    "known": "know", "led": "lead", "meant": "mean", "ran": "run", "saw": "see", "seen": "see",
    "spent": "spend", "spoke": "speak", "spoken": "speak", "stood": "stand", "struck": "strike",
    "taught": "teach", "thought": "think", "threw": "throw", "thrown": "throw", "won": "win",
    "wrote": "write", "written": "write", "began": "begin", "begun": "begin", "became": "become",
    "brought": "bring", "chose": "choose", "chosen": "choose", "drew": "draw", "drawn": "draw",
    "gotten": "get", "got": "get", "heard": "hear", "hurt": "hurt", "sank": "sink", "sunk": "sink",
    "slept": "sleep", "swore": "swear", "sworn": "swear", "tore": "tear", "torn": "tear", "woke": "wake",
}  # fmt: skip
_VOWEL: Final = re.compile("[aeiouy]")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word in small letters, without accents and without its ending: "Closed" and "closing" are "clos".

    Rough, and meant to be: two forms of one word nearly always agree, two words rarely do.
    """
    low = word.lower().replace("’", "'")
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    low = low.removesuffix("'s").removesuffix("'")
    low = _IRREGULAR.get(low, low)
    for ending, stays in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            rest = low[: -len(ending)] + stays
            if _VOWEL.search(rest):
                return _undoubled(rest) if not stays else rest
    return low.removesuffix("e") if len(low) > 3 else low


_ENDINGS: Final = (
    ("sses", "ss"), ("ies", "y"), ("ied", "y"), ("ingly", ""), ("edly", ""), ("ing", ""), ("ed", ""),
    ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("ses", "s"), ("es", ""), ("ss", "ss"), ("us", "us"),
    ("is", "is"), ("s", ""),
)  # fmt: skip


def _undoubled(rest: str) -> str:
    if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "aeiouls":
        return rest[:-1]
    return rest.removesuffix("e") if len(rest) > 3 else rest


def is_stop(word: str) -> bool:
    """Whether a word (in small letters) tells nothing of what a text is about."""
    return word in _STOP


def words(text: str) -> Iterator[re.Match[str]]:
    """The words of ``text`` as matches: letters with apostrophes inside, no numbers."""
    return _WORD.finditer(text)


def stems(text: str) -> list[str]:
    """The stems of the words of ``text`` that tell something, in order."""
    found = (match[0].replace("’", "'") for match in _WORD.finditer(text))
    return [stem(word) for word in found if not is_stop(word.lower().removesuffix("'s"))]
