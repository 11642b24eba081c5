"""Names in sources by their shape: capitalised words where somebody speaks are a name, however unlikely the
model finds them. It has seen some origins of names more often than others; letters and position know none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis.mentions import NAMES, Kind, Scored
from onrecord.analysis.pairs import PRONOUNS
from onrecord.analysis.speakers import lexicon
from onrecord.analysis.speakers.sources import described, head_word
from onrecord.analysis.speakers.vocabulary import DATES
from onrecord.names import organisations, people, titles
from onrecord.names.abbreviations import explained
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

_TOKEN = re.compile(r"[^\W_][\w’'.&-]*")
# Written small inside a name, between capitalised words.
_INSIDE = frozenset((
    "de", "la", "del", "di", "da", "dos", "du", "van", "von", "der", "den", "al", "el", "bin", "bint",
    "ibn", "ben", "ter", "abu", "y", "e",
))  # fmt: skip
# Capitalised where they open a sentence, or a headline has them so; of no name.
_FUNCTION = frozenset((
    "the", "a", "an", "both", "neither", "either", "nor", "and", "or", "but", "another", "one", "two",
    "three", "some", "many", "most", "other", "others", "several", "few", "all", "no", "any", "each",
    "every", "former", "ex", "then", "now", "by", "for", "of", "in", "on", "at", "to", "from", "with",
    "as", "after", "before", "while", "when", "if", "even", "only", "also", "not", "like", "said",
    "says", "per", "about", "just", "so", "meanwhile", "still", "yet", "once", "among", "these",
    "those", "this", "that", "much", "more",
))  # fmt: skip
_INITIAL = re.compile(r"[A-ZÀ-ÖØ-Þ]\.")
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_ARTICLES = frozenset(("the", "a", "an", "this", "that"))
_REST = re.compile(r"(?:-[A-ZÀ-ÖØ-Þ][\w’'-]*\w|\s(?:al|el|ad|an|ar|as|ash|at|az)-[A-Z][\w’'-]*\w)+")
_AND = re.compile(r"\s+and\s+")
_JOINING = frozenset(("and", "the", "both", "each", "all"))
_GAP = re.compile(r"\s{1,2}|\s?/\s?")
_REMEMBERED = 10_000
# Letters of an abbreviation at most that may be anything ("TV").
_SHORT = 2
# A line of which more of the words are capitalised is a headline.
_HEADLINE = 0.6
_NEAR = 60
_LINE = re.compile(r"[^\r\n]+")
_SMALL_WORD = re.compile(r"\b[a-z][a-z-]+\b")
_LARGE_WORD = re.compile(r"\b[A-Z][\w-]+\b")
_WHO = re.compile(
    r"(?:\s\([^()\n]{1,20}\))?,?\s(?:(?P<who>who)\b|(?:an?|the|his|her|its|their)\s(?P<what>[^,.;:!?\n]+))"
)
# Words of which some may be a name: a capital, and what follows up to a word in small letters.
_LARGE = "A-ZÀ-ÖØ-Þ\u0100-\u017f\u0386-\u03ab\u0400-\u042f"
_STRETCH = re.compile(
    rf"(?<![\w’'&.-])[{_LARGE}][\w’'.&-]*(?:(?:\s{{1,2}}|\s?/\s?)(?:(?:{'|'.join(sorted(_INSIDE))})\s{{1,2}}){{0,3}}"
    rf"[{_LARGE}][\w’'.&-]*)*"
)
# Words of a name that an office stands before.
_NAME_LENGTHS = range(2, 5)
# A probability that says: by its shape alone.
_SHAPE = 0.5


def large_runs(text: str) -> list[Span]:
    """The ``runs`` of all lines but headlines."""
    lines = (line for line in _LINE.finditer(text) if not _is_headline(line.group()))
    return [run for line in lines for run in runs(text, Span(*line.span()))]


def with_shapes(text: str, mentions: Scored, sources: Sequence[Span], large: Sequence[Span]) -> Scored:
    """The mentions (kinds settled, any order) and those names of the text that are none of them, in
    ``sources`` above all: there a name may be one that nothing else in the article tells. ``large`` are the
    ``large_runs`` of the text.
    """
    known = _Known(text, mentions, large)
    found: dict[Span, Kind] = {}
    for source in sources:
        inside = list(runs(text, source))
        found.update(known.names(inside, speaking=True))
        found.update(known.beside(source, inside))
    for span, kind in known.names(large, speaking=False).items():
        found.setdefault(span, kind)
    if not found:
        return mentions
    vectors = np.stack([known.vector(run) for run in found])
    spans = zip(mentions.starts.tolist(), mentions.ends.tolist(), strict=True)
    rest = mentions.kept(np.array([Span(*span) not in found for span in spans], dtype=np.bool_))
    starts, ends = [run.start for run in found], [run.end for run in found]
    return rest.and_at(starts, ends, list(found.values()), _SHAPE, vectors)


def _is_headline(line: str) -> bool:
    """Whether most words of a line are capitalised, so that capitals say nothing there."""
    words = [w for w in _TOKEN.findall(line) if w[0].isalpha()]
    return bool(sum(w[0].isupper() for w in words) > _HEADLINE * len(words))


def trimmed(text: str, mentions: Scored) -> Scored:
    """The mentions, people's names without capitalised words before them that are of no name ("Both Lund", or
    "Rival Ana Lund" where another mention is "Ana Lund"), with what goes on behind them ("Ana Lund-Moe",
    "Omar al-Sabri"), and "Team Lund" a group's.
    """
    starts, ends, kinds = mentions.starts.copy(), mentions.ends.copy(), mentions.kinds.copy()
    named = np.flatnonzero(kinds == Kind.PERSON_NAME).tolist()
    full = {text[starts[n] : ends[n]] for n in named}
    for n in named:
        more = _REST.match(text, int(ends[n]))
        if more is not None:
            ends[n] = more.end()
        words = text[starts[n] : ends[n]]
        first, _, rest = words.partition(" ")
        whole = " " in rest and rest in full and not titles.is_office(first)
        if whole or (rest and first.casefold() in _FUNCTION):
            starts[n] += len(words) - len(rest.lstrip())
        bare = rest.partition("(")[0].split()
        initial = any(_INITIAL.fullmatch(word) for word in bare[:-1])  # "Laurence H. Tribe"
        if bare and not initial and (_is_group(first) or _is_group(bare[-1])):
            kinds[n] = Kind.GROUP_NAME
    return replace(mentions, starts=starts, ends=ends, kinds=kinds)


def stretched(text: str, mentions: Scored, sources: Sequence[Span]) -> Scored:
    """The mentions, those that are but the article of a source made the whole description: "the" of "the
    mayor".
    """
    ends, kinds = mentions.ends.copy(), mentions.kinds.copy()
    behind = {source.start: source for source in sources}
    for n in np.flatnonzero(np.isin(mentions.starts, list(behind)) & (kinds == Kind.OTHER)).tolist():
        source = behind[int(mentions.starts[n])]
        if text[source.start : ends[n]].lower() in _ARTICLES and ends[n] < source.end:
            ends[n] = source.start + len(described(source.of(text)))
    return replace(mentions, ends=ends, kinds=kinds)


def with_explained(text: str, mentions: Scored) -> Scored:
    """The mentions, a group's name where the text itself gives its abbreviation, and that: "the Alliance to
    Mend Our Quay (AMOQ)", in place of the names inside it.
    """
    given = [span for pair in explained(text, Span(0, len(text))) for span in pair]
    named = np.isin(mentions.kinds, NAMES)
    known = set(zip(mentions.starts[named].tolist(), mentions.ends[named].tolist(), strict=True))
    new = [span for span in given if (span.start, span.end) not in known]
    if not new:
        return mentions
    overlapping = _Overlapping(mentions)
    kept = np.ones(len(mentions), dtype=np.bool_)
    kept[[n for span in new for n in overlapping.of(span) if named[n]]] = False
    return _with(mentions.kept(kept), new, Kind.GROUP_NAME, mentions.mean_of(Kind.GROUP_NAME))


def titled(text: str, mentions: Scored, large: Sequence[Span]) -> Scored:
    """The mentions, a person's name cut out of capitals that are an office before it: "Vell Transit President
    Ana Lund", where the model saw one name, or none. ``large`` are the ``large_runs`` of the text.
    """
    found = [name for run in large if (name := _behind_office(text, run)) is not None]
    if not found:
        return mentions
    kept = np.ones(len(mentions), dtype=np.bool_)
    person = mentions.kinds == Kind.PERSON_NAME
    overlapping = _Overlapping(mentions)
    new: list[Span] = []
    for name in found:
        over = overlapping.of(name)
        if any(person[n] for n in over):
            continue
        kept[[n for n in over if mentions.kinds[n] in NAMES]] = False
        new.append(name)
    if not new:
        return mentions
    return _with(mentions.kept(kept), new, Kind.PERSON_NAME, mentions.mean_of(Kind.PERSON_NAME))


class _Overlapping:
    """The mentions that overlap a span, found without looking at all of them."""

    def __init__(self, mentions: Scored) -> None:
        self._order = np.argsort(mentions.starts, kind="stable").tolist()
        self._starts: list[int] = mentions.starts[self._order].tolist()
        self._ends: list[int] = mentions.ends[self._order].tolist()
        self._longest = int((mentions.ends - mentions.starts).max(initial=0))

    def of(self, span: Span) -> list[int]:
        """Their numbers, in order of start."""
        near = range(
            bisect_left(self._starts, span.start - self._longest), bisect_left(self._starts, span.end)
        )
        return [self._order[k] for k in near if self._ends[k] > span.start]

    def has(self, span: Span) -> bool:
        """Whether the first mention that begins where the span does is just as long."""
        at = bisect_left(self._starts, span.start)
        return at < len(self._starts) and (self._starts[at], self._ends[at]) == (span.start, span.end)


def _with(mentions: Scored, spans: Sequence[Span], kind: Kind, vector: NDArray[np.float32]) -> Scored:
    """The mentions and further ones of a kind, all with the same vector."""
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    return mentions.and_at(starts, ends, [kind] * len(spans), _SHAPE, vector)


def _behind_office(text: str, run: Span) -> Span | None:
    """The two words or more behind the last office of a run of capitals, where they may be a person's."""
    tokens = list(_TOKEN.finditer(text, run.start, run.end))
    # Only words known as offices: an ending, as in "Sharman", does not tell here.
    offices = [n for n, token in enumerate(tokens) if titles.is_office(token.group())]
    if not offices or len(tokens) - offices[-1] - 1 not in _NAME_LENGTHS:
        return None
    own = tokens[offices[-1] + 1 :]
    if any(_is_group(token.group()) or token.group().isupper() for token in own):
        return None
    return Span(own[0].start(), run.end)


def _is_group(word: str) -> bool:
    return lexicon.is_group_noun(word) and not lexicon.is_person_noun(word)


def parted(text: str, mentions: Scored) -> Scored:
    """The mentions, two in place of a name that is two: "the Health Office and the Vell Club", and "Vell and
    Moria" where both stand alone elsewhere, or one of them, in as many words.
    """
    named = np.flatnonzero(np.isin(mentions.kinds, NAMES)).tolist()
    spans = {n: Span(int(mentions.starts[n]), int(mentions.ends[n])) for n in named}
    keys = {organisations.key(span.of(text)) for span in spans.values()}
    halves = [(n, half) for n, span in spans.items() for half in _halves(text, span, keys)]
    if not halves:
        return mentions
    numbers = [n for n, _ in halves]
    kept = np.ones(len(mentions), dtype=np.bool_)
    kept[numbers] = False
    rest, again = mentions.kept(kept), mentions.kept(np.array(numbers))
    starts, ends = [half.start for _, half in halves], [half.end for _, half in halves]
    return rest.and_at(starts, ends, again.kinds, again.probabilities, again.vectors)


def _halves(text: str, span: Span, keys: set[str]) -> tuple[Span, ...]:
    joint = _AND.search(text, span.start, span.end)
    if joint is None or joint.start() == span.start or joint.end() == span.end:
        return ()
    left, right = Span(span.start, joint.start()), Span(joint.end(), span.end)
    a, b = organisations.key(left.of(text)), organisations.key(right.of(text))
    alike = a != b and len(a.split()) == len(b.split())
    apart = right.of(text)[:4] == "the " or (a in keys and b in keys) or (alike and (a in keys or b in keys))
    return (left, right) if apart else ()


def runs(text: str, span: Span) -> Iterator[Span]:
    """The runs of capitalised words in the span, particles between them included, without a possessive."""
    for stretch in _STRETCH.finditer(text, span.start, span.end):
        yield from _in_stretch(text, stretch)


def _in_stretch(text: str, stretch: re.Match[str]) -> Iterator[Span]:
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text, *stretch.span()):
        joined = bool(run) and _GAP.fullmatch(text, run[-1].end(), token.start()) is not None
        large = token.group()[0].isupper() and token.group().casefold() not in _FUNCTION
        if run and not (joined and (large or token.group() in _INSIDE)):
            yield from _closed(run)
            run = []
        if large or run:
            run.append(token)
        if large and (_POSSESSIVE.search(token.group()) or _ends(token.group())):
            yield from _closed(run)
            run = []
    yield from _closed(run)


def _ends(word: str) -> bool:
    """Whether a full stop behind the word ends a sentence: not that of "Dr.", "D." or "U.S."."""
    return word[-1] == "." and not (len(word) <= _SHORT or "." in word[:-1] or titles.is_office(word))


def _closed(run: list[re.Match[str]]) -> Iterator[Span]:
    while run and run[-1].group() in _INSIDE:
        run.pop()
    if run:
        words = run[-1].group()
        bare = _POSSESSIVE.sub("", words)
        bare = bare.rstrip(".") if _ends(bare) else bare
        yield Span(run[0].start(), run[-1].start() + len(bare))


class _Known:
    """What the mentions of an article tell about further ones."""

    def __init__(self, text: str, mentions: Scored, large: Sequence[Span]) -> None:
        self._text = text
        self._vectors = mentions.vectors
        self._mean = mentions.mean_of(Kind.PERSON_NAME)
        named = np.flatnonzero(np.isin(mentions.kinds, NAMES))
        order = named[np.argsort(mentions.starts[named], kind="stable")]
        self._names = _Overlapping(mentions.kept(order))
        self._kinds: dict[str, Kind] = {}
        self._same: dict[str, int] = {}
        self._small = frozenset(_SMALL_WORD.findall(text))
        self._large = frozenset(_LARGE_WORD.findall(text))
        self._alone = frozenset(word for run in large if " " not in (word := run.of(text)))
        begun: list[tuple[str, int]] = []
        for n in order.tolist():
            words = Span(int(mentions.starts[n]), int(mentions.ends[n])).of(text)
            kind = Kind(int(mentions.kinds[n]))
            for key in _keys(words, kind):
                self._kinds.setdefault(key, kind)
                self._same.setdefault(key, n)
            if kind is Kind.PERSON_NAME:
                begun.append((_first(words), n))
        for key, n in begun:
            self._kinds.setdefault(key, Kind.PERSON_NAME)
            self._same.setdefault(key, n)

    def names(self, large: Iterable[Span], *, speaking: bool) -> dict[Span, Kind]:
        """The runs that are names and no mentions yet, and what they name."""
        unknown = (run for run in large if not self._covered(run))
        found = ((run, self._kind(run, speaking)) for run in map(self._without_opening, unknown))
        return {run: kind for run, kind in found if kind is not None}

    def beside(self, source: Span, large: Sequence[Span]) -> dict[Span, Kind]:
        """Where names alone are joined in a source and one of them is known, the others: "Vell and Moria"."""
        gaps = zip(
            [source.start, *(run.end for run in large)],
            [*(run.start for run in large), source.end],
            strict=True,
        )
        between = " ".join(self._text[start:end] for start, end in gaps)
        joined = all(word.lower() in _JOINING for word in between.replace(",", " ").split())
        if len(large) < 2 or not joined:
            return {}
        kinds = [k for run in large if (k := self._name_at(run)) is not None]
        return {run: kinds[0] for run in large if kinds and not self._covered(run)}

    def _name_at(self, run: Span) -> Kind | None:
        """What the run names where it is a mention."""
        key = _keys(run.of(self._text), Kind.PERSON_NAME)[0]
        return self._kinds.get(key) if self._names.has(run) else None

    def _without_opening(self, run: Span) -> Span:
        """The run without a first word that is large for opening a sentence: "Asked Ana Lund"."""
        first, _, rest = run.of(self._text).partition(" ")
        if rest and first.casefold() in self._small and organisations.key(rest) in self._kinds:
            return Span(run.end - len(rest), run.end)  # "Stop Lund"
        before = self._text[max(0, run.start - 3) : run.start].strip(" \"“”‘’'")
        titled = titles.is_office(first) or lexicon.title_gender(first) is not None
        if (
            rest
            and not titled
            and first.lower() in self._small
            and before[-1:] in ("", ".", "!", "?", "\n", ":")
        ):
            return Span(run.end - len(rest), run.end)
        return run

    def _kind(self, run: Span, speaking: bool) -> Kind | None:
        """What the run names; None where it is none by its words."""
        words = run.of(self._text)
        parts = words.split()
        last = parts[-1].casefold()
        office = lexicon.is_person_noun(last) or titles.is_office(parts[-1])
        if last in PRONOUNS or office or DATES & {p.strip(".,").casefold() for p in parts}:
            return None
        if last.endswith("s") and parts[-1][:-1] in self._large:
            return None  # "Moravian Americans" are described, where America's are
        if len(parts) == 1 and (last in self._small or titles.is_office(words)):
            return None
        if lexicon.is_group_noun(parts[0]) and len(parts) > 1:
            return Kind.GROUP_NAME
        for key in _keys(words, Kind.PERSON_NAME):
            if key in self._kinds:
                return self._kinds[key]
        return self._by_words(run, parts, speaking)

    def _by_words(self, run: Span, parts: Sequence[str], speaking: bool) -> Kind | None:
        titled = any(titles.is_office(p) or lexicon.title_gender(p) is not None for p in parts[:-1])
        if titled:
            return Kind.PERSON_NAME
        if len(parts) == 1 and not (parts[0].isupper() and len(parts[0]) > _SHORT):
            return None
        if (
            parts[-1].endswith("s")
            and self._the(run)
            and (len(parts) == 1 or lexicon.is_person_noun(parts[-1]))
        ):
            return None
        if lexicon.is_group_noun(parts[-1]) or parts[-1].isupper() or self._the(run):
            return Kind.GROUP_NAME
        return Kind.PERSON_NAME if speaking or self._is_person(run, parts) else Kind.GROUP_NAME

    def _is_person(self, run: Span, parts: Sequence[str]) -> bool:
        """Whether the last word stands alone elsewhere, as surnames do, or the words around tell a person."""
        before = self._text[max(0, run.start - _NEAR) : run.start].split()[-1:]
        behind = self._text[run.end : run.end + _NEAR]
        told = _WHO.match(behind)
        return (
            parts[-1] in self._alone
            or bool(before and lexicon.is_person_noun(before[0]) and before[0].islower())
            or bool(told and (told["who"] or lexicon.is_person_noun(head_word(told["what"]))))
        )

    def _the(self, run: Span) -> bool:
        return self._text[max(0, run.start - 4) : run.start].casefold() == "the "

    def _covered(self, run: Span) -> bool:
        """Whether a name overlaps the run."""
        return bool(self._names.of(run))

    def vector(self, run: Span) -> NDArray[np.float32]:
        """That of a like name; nothing where there is none."""
        for key in _keys(run.of(self._text), Kind.PERSON_NAME):
            if key in self._same:
                return np.asarray(self._vectors[self._same[key]], dtype=np.float32)
        return self._mean


@lru_cache(_REMEMBERED)
def _keys(words: str, kind: Kind) -> tuple[str, ...]:
    """What a name is looked up by: the whole, and a person's last word."""
    if kind is not Kind.PERSON_NAME:
        return (organisations.key(words),)
    last = (people.core(words).split() or [words])[-1]
    return organisations.key(words), organisations.key(last)


@lru_cache(_REMEMBERED)
def _first(words: str) -> str:
    """What a person's first word is looked up by: the family's name may be that."""
    return organisations.key((people.core(words).split() or [words])[0])
