"""What a user types to search, taken apart: the same for SQLite and PostgreSQL.

    dam safety            both words            "the dam is safe"     a phrase
    dam OR dyke           either                flood*                words that begin so
    dam NOT safe, -safe   without               (dam OR dyke) cost    grouped
    speaker:lund  speaker:"Ana Lund"  outlet:courier  since:2024-05  until:2024-05-31  kind:direct
    stance:deny  figure:person  figure:EUR  figure:any

OR, AND and NOT are operators in capitals alone, so that "not safe" finds both words. Punctuation inside a
word parts it: "U.S." is the phrase "u s", as the index has it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.errors import UsageError
from onrecord.ledger.folding import runs

if TYPE_CHECKING:
    from collections.abc import Iterator

FILTERS: Final = ("speaker", "outlet", "since", "until", "kind", "stance", "figure")
#: Longer queries are no questions; deeper ones would exhaust the stack of a parser that calls itself.
MOST_CHARS: Final = 2_000
_DEEPEST: Final = 50

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<open>\() | (?P<close>\))
    | (?P<minus>-(?=[\w"(]))
    | (?:(?P<field>[a-z]+):(?=\S))?
      (?: "(?P<phrase>[^"]*)"(?P<star1>\*)? | (?P<word>[^\s()"]+) )
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side; with ``prefix`` the last one may go on. One word is a phrase of one."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be there; stands inside an And beside something that must."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts."""

    parts: tuple[Node, ...]


Node = Phrase | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """The words asked for, None where only filters are given, and the filters in the order given."""

    words: Node | None
    filters: tuple[tuple[str, str], ...] = ()


def parse(query: str) -> Query:
    """The query that a user typed. Raises UsageError, saying what is wrong with it."""
    if len(query) > MOST_CHARS:
        raise UsageError(
            f"a query of {len(query):,} characters: expected {MOST_CHARS:,} at most; ask for fewer words"
        )
    parser = _Parser(query)
    node = parser.either(0)
    if parser.at < len(parser.tokens):
        raise _wrong(query, "a bracket closes what none opened")
    if node is None and not parser.filters:
        raise _wrong(query, "no word to look for")
    if node is not None:
        _check(node, query, stands_alone=True)
    return Query(node, tuple(parser.filters))


def words_of(query: str) -> Node:
    """A query without filters, for an option like --about. Raises UsageError."""
    parsed = parse(query)
    if parsed.filters or parsed.words is None:
        raise _wrong(query, "filters do not belong here")
    return parsed.words


class _Parser:
    """Recursive descent over the tokens; filters are put aside where they are met."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.tokens = list(_tokens(query))
        self.at = 0
        self.filters: list[tuple[str, str]] = []

    def either(self, depth: int) -> Node | None:
        """Parts with OR between them."""
        if depth > _DEEPEST:
            raise _wrong(self.query, f"brackets more than {_DEEPEST} deep")
        parts = [self.every(depth)]
        while self._operator("OR"):
            parts.append(self.every(depth))
        wanted = [part for part in parts if part is not None]
        if len(parts) > 1 and len(wanted) < len(parts):
            raise _wrong(self.query, "OR without a word on either side")
        return None if not wanted else wanted[0] if len(wanted) == 1 else Or(tuple(wanted))

    def every(self, depth: int) -> Node | None:
        """Parts side by side, or with AND between them."""
        parts: list[Node] = []
        while self.at < len(self.tokens) and not self._next_is("close", "OR"):
            if self._operator("AND"):
                continue
            part = self.one(depth)
            if part is not None:
                parts.append(part)
        return None if not parts else parts[0] if len(parts) == 1 else And(tuple(parts))

    def one(self, depth: int) -> Node | None:
        """A word, a phrase, a filter, something in brackets or something negated."""
        if self._operator("NOT") or self._take("minus"):
            if self.at >= len(self.tokens) or self._next_is("close"):
                raise _wrong(self.query, "NOT without a word behind it")
            part = self.one(depth)
            return None if part is None else Not(part)
        if self._take("open"):
            inner = self.either(depth + 1)
            if not self._take("close"):
                raise _wrong(self.query, "a bracket is not closed")
            return inner
        token = self.tokens[self.at]
        self.at += 1
        return self._term(token)

    def _term(self, token: re.Match[str]) -> Node | None:
        words = token["phrase"] if token["phrase"] is not None else token["word"]
        if token["field"] in FILTERS:
            self.filters.append((token["field"], words.strip()))
            return None
        if token["field"]:
            words = f"{token['field']} {words}"
        prefix = token["star1"] is not None or (token["word"] or "").endswith("*")
        found = tuple(runs(words))
        return Phrase(found, prefix) if found else None

    def _operator(self, name: str) -> bool:
        return self._next_is(name) and self._step()

    def _take(self, group: str) -> bool:
        return self._next_is(group) and self._step()

    def _step(self) -> bool:
        self.at += 1
        return True

    def _next_is(self, *names: str) -> bool:
        if self.at >= len(self.tokens):
            return False
        token = self.tokens[self.at]
        return any(
            (token["word"] == name and not token["field"]) if name.isupper() else token[name] is not None
            for name in names
        )


def _tokens(query: str) -> Iterator[re.Match[str]]:
    at, end = 0, len(query.rstrip())
    while at < end:
        match = _TOKEN.match(query, at)
        if match is None:
            raise _wrong(query, "a quotation mark is not closed")
        yield match
        at = match.end()


def _check(node: Node, query: str, *, stands_alone: bool) -> None:
    """Raises UsageError where something is only said not to be wanted: that would be nearly all there is."""
    if isinstance(node, Not):
        if stands_alone:
            raise _wrong(query, "it says only what is not wanted")
        _check(node.part, query, stands_alone=True)
    elif isinstance(node, And):
        if all(isinstance(part, Not) for part in node.parts):
            raise _wrong(query, "it says only what is not wanted")
        for part in node.parts:
            _check(part, query, stands_alone=False)
    elif isinstance(node, Or):
        for part in node.parts:
            _check(part, query, stands_alone=True)


def _wrong(query: str, what: str) -> UsageError:
    return UsageError(
        f'the query {query[:80]!r}: {what}; expected words, "a phrase", begin*, OR, NOT, brackets and '
        f"filters ({', '.join(f'{name}:' for name in FILTERS)}); see onrecord search --help"
    )
