"""Scenes of disputes: read from their files, refused with the line where they are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.evaluation.braces import MarkupError
from onrecord.evaluation.scenes import (
    Disputed,
    SceneStatement,
    claims_of,
    main,
    measure,
    read_scenes,
)

ROOF = """
## the roof
= day 0
1. Ana Lund, the head | said | the roof was as good as new
2. Parents | claimed | it had leaked since spring > 1
= day 3
3. Lund | dismissed | "gossip," as she put it > 2 ? 1

## a quiet day
= day 1
1. The club | thanked | its members
"""


@pytest.fixture
def scenes(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(ROOF, encoding="utf-8")
    return path


def test_statements_come_with_their_article_and_day(scenes: Path) -> None:
    roof, quiet = read_scenes(scenes)
    assert roof.title == "the roof"
    assert roof.statements[2] == SceneStatement(1, 3, "Lund", "dismissed", '"gossip," as she put it')
    assert quiet.statements == (SceneStatement(0, 1, "The club", "thanked", "its members"),)


def test_labels_point_from_the_answer_to_what_it_answers(scenes: Path) -> None:
    roof, quiet = read_scenes(scenes)
    assert roof.disputes == {Disputed(1, 0), Disputed(2, 1)}
    assert roof.unsure == {Disputed(2, 0)}
    assert not quiet.disputes


def test_an_earlier_article_answers_no_later_one(scenes: Path) -> None:
    pairs = set(read_scenes(scenes)[0].pairs())
    assert pairs == {(0, 1), (1, 0), (2, 0), (2, 1)}


def test_a_folder_is_read_in_the_order_of_its_files(scenes: Path) -> None:
    (scenes.parent / "0.txt").write_text("## first\n= day 0\n1. A | said | b\n", encoding="utf-8")
    assert [scene.title for scene in read_scenes(scenes.parent)] == ["first", "the roof", "a quiet day"]


@pytest.mark.parametrize(
    "line",
    [
        "2. Lund | said | that it held",
        "1. Lund said that it held",
        "1. Lund | said | a | b",
        "= noon",
        "said",
    ],
)
def test_another_line_is_refused_with_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(f"## a\n= day 0\n{line}\n", encoding="utf-8")
    with pytest.raises(MarkupError, match=r"bad\.txt, line 3: .*Expected"):
        read_scenes(path)


def test_a_label_must_point_to_another_statement_of_its_scene(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text("## a\n= day 0\n1. A | said | b > 4\n", encoding="utf-8")
    with pytest.raises(MarkupError, match="statement 1 points to 4"):
        read_scenes(path)


def test_a_folder_without_scenes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MarkupError, match="no scenes"):
        read_scenes(tmp_path)


TRAIN_AND_DEV = Path(__file__).parents[2] / "quality" / "scenes"


def test_a_pronoun_goes_on_from_the_speaker_before(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "## a\n= day 0\n1. Ana Lund, the head | said | a\n2. She | added | b\n= day 2\n3. Lund | said | c\n",
        encoding="utf-8",
    )
    claims = claims_of(read_scenes(path)[0], 7)
    assert [claim.speakers for claim in claims] == [{"lund"}] * 3
    assert [(claim.article, claim.order) for claim in claims] == [(7000, 0), (7000, 1), (7001, 0)]
    assert claims[2].day is not None
    assert claims[0].day is not None
    assert claims[2].day - claims[0].day == 2


def test_links_are_counted_against_the_labels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "## the bridge of Vell\n= day 0\n"
        "1. Ana Lund | said | that the bridge had been closed to lorries\n"
        "2. Tomas Reyes | denied | that the bridge had been closed to lorries > 1\n"
        "3. Eva Moll | asked | for another bridge\n"
        "4. Karl Ode | laughed | at every word of it > 2\n"
        "5. Ida Wern | denied | that the bridge had been closed to lorries\n",
        encoding="utf-8",
    )
    known = measure(read_scenes(path))
    assert known == (2, 2, 1)
    assert (known.precision, known.recall) == (0.5, 0.5)
    main([str(path)])
    assert "1 scenes, 2 disputes: precision 0.500 of 2 links, recall 0.500" in capsys.readouterr().out


def test_the_scenes_of_the_repository_are_read() -> None:
    train = [scene for path in sorted(TRAIN_AND_DEV.glob("train-*")) for scene in read_scenes(path)]
    dev = [scene for path in sorted(TRAIN_AND_DEV.glob("dev-*")) for scene in read_scenes(path)]
    assert (len(train), len(dev)) == (737, 70)
    assert sum(len(scene.disputes) for scene in dev) == 196
    assert any(not scene.disputes for scene in dev)
