"""Documents with mentions, read by a made-up model, to coreference figures and to what is printed of them."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from click.testing import CliRunner

from onrecord.analysis.mentions import WIDTH, Kind, Scored
from onrecord.cli.evaluate import command
from onrecord.errors import BadLineError, NotFoundError, UsageError
from onrecord.evaluation import coreference_report, coreference_run
from onrecord.evaluation.coreference_run import Figures, Reading, evaluate, load, read
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

TEXT = "Ana Lund left. She told Vell that the storm was near."


def span(words: str, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def mention(words: str, chain: int, kind: str, *, named: bool = False) -> dict[str, object]:
    at = span(words)
    return {"start": at.start, "end": at.end, "chain": chain, "type": kind, "named": named}


MENTIONS = [
    mention("Ana Lund", 1, "person", named=True),
    mention("She", 1, "person"),
    mention("Vell", 2, "place", named=True),
    mention("the storm", 3, "event"),
]
LINE = {"id": "a", "genre": "news", "part": "test", "text": TEXT, "mentions": MENTIONS}


def written(folder: Path, *lines: dict[str, object]) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return path


def test_mentions_of_one_chain_are_a_cluster(tmp_path: Path) -> None:
    found = load(written(tmp_path, LINE))["a"].reading
    alone = {frozenset({span("Vell")}), frozenset({span("the storm")})}
    assert set(found.clusters) == {frozenset({span("Ana Lund"), span("She")}), *alone}
    assert found.names == {span("Ana Lund"): Kind.PERSON_NAME, span("Vell"): Kind.PLACE_NAME}


def test_part_and_genre_choose_documents(tmp_path: Path) -> None:
    path = written(tmp_path, LINE, {**LINE, "id": "b", "genre": "bio"}, {**LINE, "id": "c", "part": "dev"})
    assert list(load(path)) == ["a", "b", "c"]
    assert list(load(path, part="test")) == ["a", "b"]
    assert list(load(path, part="test", genres=["news", "interview"])) == ["a"]


def test_a_genre_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"news \(test\)"):
        load(written(tmp_path, LINE), genres=["poetry"])


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="gum"):
        load(tmp_path / "gum.jsonl")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"mentions": None}, "line 1: expected id and text", id="no mentions"),
        pytest.param({"text": 3}, "line 1: expected id and text", id="text is a number"),
        pytest.param({"mentions": [{"start": 0}]}, "line 1: mention", id="mention without an end"),
        pytest.param({"mentions": [{**MENTIONS[0], "end": 0}]}, "line 1: mention", id="empty mention"),
        pytest.param({"mentions": ["she"]}, "line 1: mention", id="a mention that is no object"),
    ],
)
def test_a_line_of_another_shape_is_refused(tmp_path: Path, change: dict[str, object], message: str) -> None:
    with pytest.raises(BadLineError, match=message):
        load(written(tmp_path, {**LINE, **change}))


class Scorer:
    """Every mention refers to the one before it with certainty, if it refers at all."""

    config = SimpleNamespace(calibration=None, threshold=0.5, ranking=None)

    def antecedents(self, vectors: Any, later: Any, earlier: Any, codes: Any) -> tuple[Any, Any]:
        return np.where(later - earlier == 1, 9.0, -9.0), np.zeros(len(vectors))


class Sees:
    """Sees the same mentions in each text and no attribution."""

    scorer = Scorer()

    def __init__(self, *seen: tuple[str, Kind]) -> None:
        self.seen = seen

    def candidates(self, items: Iterable[tuple[str, Sequence[Span]]]) -> Iterator[Any]:
        for text, _ in items:
            spans = [span(words, text) for words, _ in self.seen]
            yield SimpleNamespace(
                text=text,
                found=[],
                mentions=Scored(
                    np.array([s.start for s in spans], dtype=np.int64),
                    np.array([s.end for s in spans], dtype=np.int64),
                    np.array([kind for _, kind in self.seen], dtype=np.int64),
                    np.full(len(spans), 0.9, dtype=np.float32),
                    np.zeros((len(spans), WIDTH), dtype=np.float32),
                ),
            )


def test_the_clusters_are_those_of_the_search_for_speakers(tmp_path: Path) -> None:
    seen = Sees(("Ana Lund", Kind.PERSON_NAME), ("She", Kind.PRONOUN), ("Vell", Kind.PLACE_NAME))
    found = dict(read(load(written(tmp_path, LINE)), seen))["a"]  # type: ignore[arg-type]
    assert set(found.clusters) == {frozenset({span("Ana Lund"), span("She")}), frozenset({span("Vell")})}
    assert found.names == {span("Ana Lund"): Kind.PERSON_NAME, span("Vell"): Kind.PLACE_NAME}


def test_what_the_search_passes_over_stands_alone(tmp_path: Path) -> None:
    seen = Sees(("Ana Lund", Kind.PERSON_NAME), ("the storm", Kind.OTHER))
    found = dict(read(load(written(tmp_path, LINE)), seen))["a"]  # type: ignore[arg-type]
    assert frozenset({span("the storm")}) in found.clusters


def linked(pronouns: Sequence[int], source: Sequence[int], content: Sequence[int], of: dict[int, int]) -> Any:
    described = SimpleNamespace(
        pronouns=np.array(pronouns), source=np.array(source), content=np.array(content)
    )
    return SimpleNamespace(described=described, chains=SimpleNamespace(of=of))


def test_i_is_whoever_says_the_words_around_it() -> None:
    i = coreference_run._I
    meant = coreference_run._meant(linked([0, i, i, i], [0, -1, -1, -1], [-1, 0, 1, -1], {0: 7}))
    assert list(meant) == [7, 7, ("said", 1), ("alone", 3)]


def test_figures_are_given_for_all_and_for_each_genre(tmp_path: Path) -> None:
    gold = load(written(tmp_path, LINE, {**LINE, "id": "b", "genre": "bio"}))
    out = evaluate(gold, {"a": gold["a"].reading})
    assert [(name, figures.documents) for name, figures in out.items()] == [
        ("all", 2),
        ("news", 1),
        ("bio", 1),
    ]
    assert (out["news"].repeated.conll, out["bio"].repeated.conll) == (1, 0)
    assert (out["all"].named.recall, out["all"].named.precision) == (0.5, 1)


def test_names_of_events_are_no_names_of_speakers() -> None:
    storm, lund = Span(0, 5), Span(6, 10)
    gold = Reading((), {storm: Kind.OTHER_NAME, lund: Kind.PERSON_NAME})
    figures = Figures.of(gold, Reading((), {lund: Kind.GROUP_NAME}))
    assert figures.named.recall == 0.5
    assert figures.speaking.recall == 1


def test_every_figure_is_printed(tmp_path: Path) -> None:
    gold = load(written(tmp_path, LINE))
    out = evaluate(gold, {"a": gold["a"].reading})
    text = coreference_report.as_text(out)
    assert text.startswith("all, 1 document ")
    assert all(
        name in text for name in ("muc", "b3", "ceaf-e", "conll", "conll, singletons too", "named-mentions")
    )
    value = coreference_report.as_json(out)["news"]
    assert json.loads(json.dumps(value))["with_singletons"]["mentions"]["gold"] == 4


def ran(*arguments: object) -> Any:
    return CliRunner().invoke(command, list(map(str, arguments)))


def test_the_command_reads_and_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Sees(("Ana Lund", Kind.PERSON_NAME), ("She", Kind.PRONOUN), ("Vell", Kind.PLACE_NAME))
    monkeypatch.setattr("onrecord.analysis.load", lambda model: seen)
    path = written(tmp_path, LINE)
    value = json.loads(ran(path, "--coreference", "--genre", "news,bio", "--json").stdout)
    assert value["all"]["conll"] == 1
    assert value["all"]["with_singletons"]["mentions"]["recall"] == 0.75
    assert "named-mentions" in ran(path, "--coreference").stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--coreference", "--min-confidence", "0.5"], "--min-confidence", id="no attributions"),
        pytest.param(["--genre", "news"], "--coreference", id="a genre of attributions"),
    ],
)
def test_options_that_make_no_sense_together_are_refused(
    tmp_path: Path, options: list[str], message: str
) -> None:
    error = ran(written(tmp_path, LINE), *options).exception
    assert isinstance(error, UsageError)
    assert message in str(error)
