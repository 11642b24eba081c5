"""Scenes: invented events of a few statements each, and which of them disputes which. ``quality/scenes``.

    python -m onrecord.evaluation.scenes quality/scenes/dev-1.txt quality/scenes/dev-2.txt

tells how well the rules of ``compare.disputing`` know them, each pair of a scene by itself.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.compare import disputing
from onrecord.compare.claims import Place, Told, claim_of
from onrecord.compare.events import Rarity, about
from onrecord.evaluation.braces import MarkupError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.compare.claims import Claim

_TITLE: Final = re.compile(r"## (.+)")
_ARTICLE: Final = re.compile(r"= day (\d+)")
_STATEMENT: Final = re.compile(
    r"(?P<number>\d+)\. (?P<source>[^|]*)\|(?P<cue>[^|]+)\|(?P<content>[^|]+?)(?P<labels>(?: [>?] ?\d+)*)"
)
_LABEL: Final = re.compile(r"([>?]) ?(\d+)")
_FIRST_DAY: Final = date(2025, 1, 1)
#: Behind the name of a source: what it is, or whose.
_CUT: Final = re.compile(r",| who | of the ")
_PRONOUNS: Final = frozenset(("he", "she", "they", "it"))


@dataclass(frozen=True, slots=True)
class SceneStatement:
    """A statement: ``article`` counts from 0, ``day`` is when that was published."""

    article: int
    day: int
    source: str
    cue: str
    content: str


class Disputed(NamedTuple):
    """That a statement disputes another one, by their places in the scene."""

    answer: int
    answered: int


@dataclass(frozen=True, slots=True)
class Scene:
    """One event. ``unsure`` are pairs on which careful readers might differ."""

    title: str
    statements: tuple[SceneStatement, ...]
    disputes: frozenset[Disputed]
    unsure: frozenset[Disputed]

    def pairs(self) -> Iterator[Disputed]:
        """Every pair that may be a dispute: two of one article either way round, of two the later first."""
        for answer, mine in enumerate(self.statements):
            for answered, theirs in enumerate(self.statements):
                if answer != answered and theirs.article <= mine.article:
                    yield Disputed(answer, answered)


def read_scenes(path: Path) -> list[Scene]:
    """The scenes of a file, or of all ``*.txt`` of a folder in the order of their names.

    Raises MarkupError where a line is none of the form, naming it.
    """
    paths = sorted(path.glob("*.txt")) if path.is_dir() else [path]
    if not paths:
        raise MarkupError(
            f"{path}: no scenes; expected files *.txt as quality/scenes/README.md describes them"
        )
    return [scene for one in paths for scene in _read(one)]


def _read(path: Path) -> Iterator[Scene]:
    title, article, day = "", -1, 0
    statements: list[SceneStatement] = []
    labels: dict[str, set[Disputed]] = {">": set(), "?": set()}

    def scene() -> Scene:
        out = Scene(title, tuple(statements), frozenset(labels[">"]), frozenset(labels["?"]))
        for one, other in sorted(out.disputes | out.unsure):
            if one == other or not 0 <= other < len(statements):
                raise MarkupError(
                    f'{path}, "{title}": statement {one + 1} points to {other + 1}; expected another one '
                    f"of the {len(statements)} of its scene."
                )
        statements.clear()
        labels.update({">": set(), "?": set()})
        return out

    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#!"):
            continue
        if met := _TITLE.fullmatch(line):
            if statements:
                yield scene()
            title, article, day = met[1], -1, 0
        elif met := _ARTICLE.fullmatch(line):
            article, day = article + 1, int(met[1])
        elif (
            (met := _STATEMENT.fullmatch(line)) and article >= 0 and int(met["number"]) == len(statements) + 1
        ):
            told = (met["source"].strip(), met["cue"].strip(), met["content"].strip())
            for kind, to in _LABEL.findall(met["labels"]):
                labels[kind].add(Disputed(len(statements), int(to) - 1))
            statements.append(SceneStatement(article, day, *told))
        else:
            raise MarkupError(
                f'{path}, line {number}: "{line[:80]}" is no line of a scene. Expected "## title", "= day '
                f'N", or "{len(statements) + 1}. source | cue | content > NUMBER"; see quality/scenes.'
            )
    if statements:
        yield scene()


def claims_of(scene: Scene, number: int = 0) -> list[Claim]:
    """A scene's statements as the ledger would have them, in their order; whoever has one last word in their
    name is one speaker, and a pronoun goes on from the statement before. ``number`` tells scenes apart.
    """
    words: dict[int, list[str]] = {}
    for one in scene.statements:
        words.setdefault(one.article, []).append(f"{one.source} {one.cue} {one.content}.")
    subjects = {article: about(scene.title, " ".join(said)) for article, said in words.items()}
    out: list[Claim] = []
    speaker = ""
    for at, one in enumerate(scene.statements):
        name = _CUT.split(one.source)[0].strip(' "“”')
        speaker = speaker if speaker and name.lower() in _PRONOUNS else name
        place = Place(
            id=number * 1000 + at,
            article=number * 1000 + one.article,
            order=sum(other.article == one.article for other in scene.statements[:at]),
            parent=None,
            published=(_FIRST_DAY + timedelta(days=one.day)).isoformat(),
        )
        told = Told(one.source, one.cue, one.content)
        known = frozenset(speaker.lower().split()[-1:])
        out.append(claim_of(place, told, known, (), subjects[one.article]))
    return out


class Known(NamedTuple):
    """How many disputes there are, how many links were given, and how many of these are right."""

    disputes: int
    given: int
    right: int

    @property
    def precision(self) -> float:
        """The part of the links that is right; 1 where none was given."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """The part of the disputes that was found; 1 where there are none."""
        return self.right / self.disputes if self.disputes else 1.0


def measure(scenes: Sequence[Scene]) -> Known:
    """How well the rules know the disputes of scenes: of each statement the likeliest link."""
    given = right = 0
    everything = [claims_of(scene, number) for number, scene in enumerate(scenes, 1)]
    rarity = Rarity([claim.every for claims in everything for claim in claims])
    for scene, claims in zip(scenes, everything, strict=True):
        best: dict[int, tuple[float, Disputed]] = {}
        for pair in scene.pairs():
            link = disputing.link(claims[pair.answer], claims[pair.answered], rarity)
            if link is not None and link.probability >= disputing.LIKELY:
                best[pair.answer] = max(best.get(pair.answer, (0.0, pair)), (link.probability, pair))
        found = {pair for _, pair in best.values()} - scene.unsure
        given += len(found)
        right += len(found & scene.disputes)
    return Known(sum(len(scene.disputes) for scene in scenes), given, right)


def main(arguments: list[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.evaluation.scenes", description=__doc__)
    parser.add_argument("scenes", type=Path, nargs="+", help="files of scenes, or folders of them")
    scenes = [scene for path in parser.parse_args(arguments).scenes for scene in read_scenes(path)]
    known = measure(scenes)
    print(  # noqa: T201
        f"{len(scenes)} scenes, {known.disputes} disputes: precision {known.precision:.3f} of {known.given} "
        f"links, recall {known.recall:.3f}"
    )


if __name__ == "__main__":
    main()
