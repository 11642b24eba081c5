"""Events of the compare gold are read as written, and every slip in one is told with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.answers.comparisons import DraftOutcome, VersionChangeKind
from onrecord.compare.values import ChangeKind
from onrecord.errors import InputError
from onrecord.evaluation.compare_gold import Event, parse_event, read_events
from onrecord.evaluation.compare_labels import Ref

if TYPE_CHECKING:
    from pathlib import Path

EVENT = """id: quay
part: dev
comment: a quay falls
== a1
outlet: The Courier
url: https://courier.example/quay
published: 2025-03-04T09:00:00+00:00
title: Quay falls
---
{s1:Ana Lund} {c1:said} {q1:that 14 boats were gone}, all 14.
---
1: person Ana Lund
== a2
outlet: The Post
url: https://post.example/quay
published: -
title: Boats gone
---
{s1:Ana Lund} {c1:said} {q1:40 boats were gone}. {s2:Karl Vell} {c2:denied} {q2:it}.
---
1: person Ana Lund
2: person Karl Vell
== a3
outlet: The Post
url: https://post.example/quay
published: 2025-03-05
title: Boats gone
---
{s1:Ana Lund} {c1:said} {q1:40 boats were gone}.
---
1: person Ana Lund
== d1
title: Draft
---
{q1:"Boats sing,"} {s1:Ana Lund} {c1:said}.
---
1: person Ana Lund
== labels
# the same words
same: a1.1 a3.1
change: a1.1 > a3.1 : figure
origin: a1 a3 : rewrite
conflict: a1 "14" ~ a3 "40"
dispute: a2.2 > a1.1
version: a2 > a3 : same 1>1, removed 2
draft: d1.1 : not-found
"""


def event(old: str = "", new: str = "") -> Event:
    assert old in EVENT
    return parse_event(EVENT.replace(old, new, 1) if old else EVENT, "quay.txt")


def test_an_event_is_read_as_written() -> None:
    read = event()
    assert [article.id for article in read.articles] == ["a1", "a2", "a3"]
    assert [article.published for article in read.articles][1:] == [None, "2025-03-05"]
    assert read.articles[0].text == "Ana Lund said that 14 boats were gone, all 14."
    assert read.articles[0].attributions[1]["speaker"] == "Ana Lund"
    assert [draft.url for draft in read.drafts] == [None]
    labels = read.labels
    assert labels.same == (frozenset({Ref("a1", 1), Ref("a3", 1)}),)
    assert [change.kinds for change in labels.changes] == [{ChangeKind.FIGURE}]
    assert labels.disputes == {(Ref("a2", 2), Ref("a1", 1))}
    kinds = {change.kind for change in labels.versions[0].changes}
    assert kinds == {VersionChangeKind.SAME, VersionChangeKind.REMOVED}
    assert labels.drafts[0].outcome is DraftOutcome.NOT_FOUND


def test_a_figure_is_every_place_of_its_words_or_the_one_that_is_numbered() -> None:
    assert len(event().labels.conflicts) == 2
    (pair,) = event('a1 "14" ~', 'a1 "14"#2 ~').labels.conflicts
    assert min(pair).span.start == 43


def test_the_last_of_two_pages_at_one_address_stands_for_it() -> None:
    assert [article.id for article in event().last_versions()] == ["a1", "a3"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("outlet: The Courier", "paper: The Courier"),
        ("== a2", "== a1"),
        ("== a2", "== b2"),
        ("1: person Ana Lund", "1: person Ana Lind"),
        ("same: a1.1 a3.1", "same: a1.1 a3.2"),
        ("same: a1.1 a3.1", "sane: a1.1 a3.1"),
        ("same: a1.1 a3.1", "same: a1.1"),
        ("> a3.1 : figure", "> a2.1 : figure"),
        (": figure", ": figures"),
        (": figure", ": identical, figure"),
        (": rewrite", ": theft"),
        ('a3 "40"', 'a3 "4"'),
        ('a3 "40"', 'a1 "14"'),
        ("dispute: a2.2 > a1.1", "dispute: a2.2 a1.1"),
        (", removed 2", ""),
        ("removed 2", "removed two"),
        ("not-found", "verbatim"),
        ("not-found", "altered a1.1"),
        ("not-found", "lost"),
        ("dispute: ", "differ: a1.1 ~ a3.1\ndispute: "),
        ("dispute: ", 'agree: a1 "14" ~ a3 "40"\ndispute: '),
        ("draft: ", "undisputed: a2.2 > a1.1\ndraft: "),
    ],
)
def test_a_slip_is_told_with_its_file_and_line(old: str, new: str) -> None:
    line = EVENT[: EVENT.index(old)].count("\n") + 1
    with pytest.raises(InputError, match=rf"^quay\.txt(, a1)?, line {line}: "):
        event(old, new)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("part: dev", "part: all", "part 'all': expected dev or test"),
        ("comment: a quay falls\n", "", "line 1: head without 'comment'"),
        ("{c1:said} {q1:that", "{q1:that", "a1: attribution 1 has no cue"),
        ("== labels", "== a9", "'a9' has 0 lines '---'"),
        (EVENT[EVENT.index("== labels") :], "", "no labels"),
    ],
)
def test_what_is_missing_is_told(old: str, new: str, told: str) -> None:
    with pytest.raises(InputError, match=r"^quay\.txt") as caught:
        event(old, new)
    assert told in str(caught.value)


def test_a_file_is_named_for_its_id_and_a_folder_holds_some(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no events"):
        read_events(tmp_path)
    (tmp_path / "quays.txt").write_text(EVENT, "utf-8")
    with pytest.raises(InputError, match=r"quays\.txt: id 'quay'"):
        read_events(tmp_path)
    (tmp_path / "quays.txt").rename(tmp_path / "quay.txt")
    assert [read.id for read in read_events(tmp_path, "dev")] == ["quay"]
    assert read_events(tmp_path, "test") == []
