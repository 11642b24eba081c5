"""What the words of a cue mostly do: guesses for attributions that nobody has labelled.

A stance is told by the whole sentence, and what is learned here is not a list of words. But the labelled
attributions hold fewer than half of the words that cues are made of; so the layer first learns from these
guesses on all of the corpus, which show it what "lambasted" is like, and then from what readers say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from onrecord.records import Distance, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

# Words by what they mostly do, verbs as their stem; forms are made of them. Of words that stand twice the
# first place counts.
_WORDS: Final = {
    Stance.DENY: ("deny denial refute rebut disavow disclaim contradict dispute debunk repudiate recant"),
    Stance.DOUBT: (
        "doubt question wonder distrust mistrust suspect skeptical sceptical skepticism scepticism "
        "uncertain uncertainty unclear unsure hesitate doubtful cynical"
    ),
    Stance.PREDICT: (
        "predict prediction expect expectation forecast foresee foresaw anticipate project projection "
        "foretell warn warning envision confident optimistic"
    ),
    Stance.INTEND: (
        "intend intention plan promise pledge vow threaten threat agree aim seek sought try attempt "
        "offer resolve willing aspire strive strove determined hope want wish undertake swear "
        "swore"
    ),
    Stance.DEMAND: (
        "demand urge order instruct recommend recommendation advise advice request exhort beg plead "
        "plea appeal implore encourage press push propose proposal advocate petition require command "
        "dare invite counsel persuade convince pressure challenge need must should"
    ),
    Stance.ASK: ("ask inquire enquire inquiry enquiry query quiz grill interrogate"),
    Stance.SUPPORT: (
        "support back endorse endorsement praise welcome applaud applause hail favor favour approve "
        "approval laud commend defend defense thank congratulate champion salute cheer embrace love "
        "admire admiration prefer honor celebrate compliment credit extol supporter backer fan "
        "excited glad happy proud grateful pleased supportive enthusiasm accept like appreciate "
        "sympathy sympathize vouch rally"
    ),
    Stance.OPPOSE: (
        "oppose opposition criticize criticise criticism blame accuse accusation condemn condemnation "
        "denounce attack blast slam rip bash lambast lambaste assail decry deride mock mockery "
        "ridicule scoff dismiss reject rejection complain complaint fear worry hate hatred object "
        "objection protest resist rail rebuke reprimand scold chastise castigate excoriate skewer "
        "hammer knock fault trash berate taunt insult disparage belittle denigrate vilify demonize "
        "smear deplore lament bemoan regret dislike despise detest loathe abhor disapprove disagree "
        "balk bristle fume grumble gripe grouse impugn inveigh chide chastise censure admonish anger "
        "angry outrage outraged furious upset unhappy disappointed frustrated frustration alarmed "
        "concern concerned anxiety afraid nervous backlash critic critical hostile hostility boo "
        "heckle swipe"
    ),
    Stance.DECREE: (
        "rule ruling decide decision vote verdict appoint elect nominate nomination pass enact ban "
        "prohibit bar forbid outlaw authorize authorise mandate legalize adopt veto ratify uphold "
        "overturn overrule sentence convict indict acquit choose chose chosen select pick designate "
        "allow permit law legislation impose crown"
    ),
    Stance.PERCEIVE: (
        "see saw seen hear heard learn learnt remember recall notice watch discover realize realise "
        "know knew known witness understand understood forget forgot seem appear "
        "spot sense aware familiar view recollect overhear"
    ),
    Stance.DECLINE: (
        "decline refuse refusal dodge evade sidestep duck demur withhold mum avoid deflect unavailable ignore"
    ),
    Stance.ASSERT: ("say said tell told claim call show shown find found feel felt think thought believe"),
}

_DECLINED: Final = re.compile(
    r"(?:did|do|does|had)(?: not|n[’']t)(?: immediately)? (?:respond|return|repl)|"
    r"would(?: not|n[’']t) (?:say|comment|discuss|answer|elaborate)|"
    r"refus\w+ to"
)
_WANTS: Final = re.compile(r"\b(?:hop(?:e|es|ed|ing)|want(?:s|ed|ing)?|would like|wish(?:es|ed)?)\b")
_ENDORSING: Final = re.compile(
    r"\b(?:not(?:e|es|ed|ing)|admit\w*|admission|acknowledg\w+|conced\w+|reveal\w*|confirm\w*|point\w* out|"
    r"show(?:s|ed|n|ing)?|found|find(?:s|ing|ings)?|prov(?:es?|ed|en)|kn[eo]w\w*|learn\w*|reali[sz]\w+|recogni[sz]\w+|"
    r"explain\w*|remind\w*|recall\w*|remember\w*|discover\w*|demonstrat\w+|highlight\w*|underscor\w+|confess\w*|disclos\w+)\b"
)
_DISTANCING: Final = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|alleg\w+|purport\w*|reportedly|supposed(?:ly)?|so-called|self-\w+|rumou?r\w*|"
    r"insinuat\w+|profess\w*|insist\w*)\b"
)
# What may be or should be said is as little said as what is not.
_NEGATION: Final = re.compile(
    r"\b(?:not|never|no|without|nor|neither|nobody|none|few|may|might|could|should|must|needs? to|"
    r"would(?! like| love| prefer| rather))\b|n[’']t\b"
)
_NAMED: Final = re.compile(r"\bknown (?:as|for)\b")
_LETTERS: Final = re.compile(r"[a-z]+")


def _forms(word: str) -> Iterator[str]:
    """The word and what English makes of it: worry, worries, worried; slam, slams, slammed, slamming."""
    yield word
    stem = word[:-1] if word.endswith("e") else word
    if word.endswith("y") and word[-2] not in "aeo":
        yield from (f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing")
        return
    yield from (
        f"{word}s",
        f"{word}es",
        f"{stem}ed",
        f"{stem}ing",
        f"{stem}{word[-1]}ed",
        f"{stem}{word[-1]}ing",
    )


_STANCES: Final = {
    form: stance
    for stance, words in reversed(_WORDS.items())
    for word in reversed(words.split())
    for form in _forms(word)
}


def guess(cue: str, content: str) -> tuple[Stance, bool, Distance]:
    """Stance, negation and distance as the words of a cue suggest them; assert, false and neutral where they
    suggest nothing.
    """
    words = cue.lower()
    if _DECLINED.search(words):
        return Stance.DECLINE, False, Distance.NEUTRAL
    stance = _stance(words, content)
    negated = stance is not Stance.DECLINE and bool(_NEGATION.search(words))
    return stance, negated, _distance(words, stance)


def _stance(words: str, content: str) -> Stance:
    """The first that is not assert: "repeatedly told ... it opposed"."""
    if _WANTS.search(words):
        return Stance.INTEND if content.lower().startswith("to ") else Stance.DEMAND
    found = (_STANCES.get(word, Stance.ASSERT) for word in _LETTERS.findall(words))
    return next((stance for stance in found if stance is not Stance.ASSERT), Stance.ASSERT)


def _distance(words: str, stance: Stance) -> Distance:
    if _DISTANCING.search(words):
        return Distance.DISTANCING
    known = (
        stance in (Stance.ASSERT, Stance.PERCEIVE) and _ENDORSING.search(words) and not _NAMED.search(words)
    )
    return Distance.ENDORSING if known else Distance.NEUTRAL
