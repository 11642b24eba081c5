"""The ledger on its way out, and feeds on their way in."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ledgers import SAID

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

FEED = (
    """<?xml version="1.0"?><rss version="2.0"><channel><title>The Vell Courier</title>{}</channel></rss>"""
)
ITEM = "<item><title>Quay {0}</title><link>{1}</link><pubDate>Thu, 02 May 2024 07:30:00 GMT</pubDate></item>"
PAGE = (
    "<html><head><title>Quay {0}</title></head>"
    "<body><article><h1>Quay {0}</h1><p>{1}</p></article></body></html>"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_LEDGER", raising=False)
    return tmp_path


@pytest.fixture
def filled(desk: Path, run: Run) -> Path:
    lines = (
        {"text": SAID.format(number), "url": f"https://courier.example.org/{number}",
         "published": f"2024-05-0{number}",
         "publisher": "The Vell Courier" if number == 1 else "Harbour Herald"}
        for number in (1, 2)
    )  # fmt: skip
    (desk / "pages.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert run("add", "pages.jsonl").exit_code == 0
    return desk


def records(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_articles_leave_with_the_ids_of_the_ledger(filled: Path, run: Run) -> None:
    first, second = records(run("export"))
    assert (first["article_id"], second["article_id"]) == ("1", "2")
    (statement,) = json.loads(run("said", "Lund", "--until", "2024-05-01", "--format", "json").stdout)
    assert [one["id"] for one in first["attributions"]] == [str(statement["id"])]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("options", "articles"),
    [
        (("--outlet", "herald"), ["2"]),
        (("--until", "2024-05-01"), ["1"]),
        (("--speaker", "Lund", "--since", "2024-05-02"), ["2"]),
        (("--kind", "direct"), []),
        (("--corrections", "--format", "jsonl"), []),
    ],
    ids=["outlet", "until", "speaker since", "kind", "corrections"],
)
def test_what_narrows_chooses_articles(
    filled: Path, run: Run, options: tuple[str, ...], articles: list[str]
) -> None:
    result = run("export", *options)
    assert [record["article_id"] for record in records(result)] == articles
    assert ("no article to write" in result.stderr) is not articles if not articles else result.stderr == ""


def test_only_what_a_person_corrected_leaves_where_that_is_asked_for(filled: Path, run: Run) -> None:
    from onrecord.ledger import open_ledger

    with open_ledger("onrecord.db") as ledger:
        correction = ledger.accept(2, by="ida")
    corrected = "export", "--corrections", "--format", "jsonl"
    assert [record["article_id"] for record in records(run(*corrected))] == ["2"]
    with open_ledger("onrecord.db") as ledger:
        ledger.undo(correction, by="ida")
    assert records(run(*corrected)) == []


def test_corrections_are_gold_that_evaluate_reads(filled: Path, run: Run) -> None:
    from onrecord.ledger import open_ledger

    nothing = run("export", "--corrections")
    assert (nothing.stdout, nothing.exit_code) == ("", 0)
    assert "no article was reviewed to its end" in nothing.stderr
    with open_ledger("onrecord.db") as ledger:
        ledger.accept(1, by="ida")
        ledger.finish_review(2, by="ida", accept_rest=True)
    result = run("export", "--corrections", "-o", "gold.jsonl")
    assert "1 attribution in 1 text; reviewed to their end: 1 article" in result.stderr
    figures = json.loads(run("evaluate", "gold.jsonl", "--json").stdout)["figures"]
    assert figures["attribution"] == 1
    both = run("export", "--corrections", "--partial")
    assert [line["reviewed"] == "whole" for line in records(both)] == [False, True]


def test_partial_alone_is_a_mistake(filled: Path, run: Run) -> None:
    assert run("export", "--partial").exit_code == 2
    assert run("export", "--partial", "--corrections", "--format", "csv").exit_code == 2


def test_rejected_statements_stay_behind(filled: Path, run: Run) -> None:
    from onrecord.ledger import open_ledger

    with open_ledger("onrecord.db") as ledger:
        ledger.reject(1, by="ida")
    first, _ = records(run("export"))
    assert first["attributions"] == []


def test_what_is_withdrawn_while_the_others_are_written_is_left_out(filled: Path) -> None:
    from onrecord.answers import exporting
    from onrecord.ledger import open_ledger

    with open_ledger("onrecord.db") as ledger:
        rest = exporting.exported(ledger, exporting.wanted(ledger))
        first = next(rest)
        ledger.withdraw(2, reason="asked", by="ida")
        assert (first.article_id, list(rest)) == ("1", [])


def test_every_format_is_written(filled: Path, run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "csv").stdout)))
    assert [row["published"] for row in rows] == ["2024-05-01", "2024-05-02"]
    assert run("export", "--format", "brat", "-o", "brat.zip").exit_code == 0
    assert len(zipfile.ZipFile(filled / "brat.zip").namelist()) >= 4
    assert run("export", "--format", "brat", "-o", "brat").exit_code == 0
    assert list((filled / "brat").glob("*.ann"))
    for name in ("webannotation", "schemaorg", "prov", "labelstudio"):
        json.loads(run("export", "--format", name).stdout)


@pytest.fixture
def site_with_feed(site, desk: Path) -> str:  # type: ignore[no-untyped-def]
    """A site with a feed of two articles; the address of FEEDS.toml."""
    items = ""
    for number in (1, 2):
        page = PAGE.format(number, SAID.format(number)).encode()
        items += ITEM.format(number, site.answers(f"/{number}.html", page, Content_Type="text/html"))
    feed = site.answers(
        "/feed.xml", FEED.format(items).encode(), Content_Type="application/rss+xml", ETag='"1"'
    )
    (desk / "feeds.toml").write_text(
        f'[defaults]\ndelay = "0s"\n[[feeds]]\nurl = "{feed}"\nname = "The Vell Courier"\n'
    )
    return str(desk / "feeds.toml")


def test_new_articles_of_feeds_are_added_once(site, site_with_feed: str, run: Run) -> None:  # type: ignore[no-untyped-def]
    result = run("watch", "--once", "--allow-private", site_with_feed)
    assert result.exit_code == 0, result.output
    assert result.stdout.count(" added ") == 2
    assert "2 added, 0 known" in result.stdout
    fetched = len(site.paths)
    assert "0 added, 0 known" in run("watch", "--once", "--allow-private", site_with_feed).stdout
    assert len(site.paths) == fetched  # nothing is due yet


def test_a_watch_with_nothing_due_says_when_something_is(site_with_feed: str, run: Run) -> None:
    assert "is due" not in run("watch", "--once", "--allow-private", site_with_feed).stderr
    result = run("watch", "--once", "--allow-private", site_with_feed)
    due = re.search(r"no feed is due before (\d{4}-\d\d-\d\d \d\d:\d\d) UTC", result.stderr)
    assert due
    wait = datetime.fromisoformat(f"{due[1]}+00:00") - datetime.now(UTC)
    assert timedelta(minutes=13) < wait <= timedelta(minutes=15)


def test_an_article_of_a_feed_has_its_date_and_outlet(site_with_feed: str, run: Run) -> None:
    run("watch", "--once", "--allow-private", site_with_feed)
    (one, _) = json.loads(run("said", "Lund", "--format", "json").stdout)
    assert (one["published"][:10], one["outlet"]) == ("2024-05-02", "The Vell Courier")


def test_a_watch_that_is_stopped_goes_on_without_loss(
    site_with_feed: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.ledger.ledger import Ledger

    store = Ledger.record

    def stopped(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Ledger, "record", stopped)
    assert run("watch", "--once", "--allow-private", site_with_feed).exit_code == 130
    monkeypatch.setattr(Ledger, "record", store)
    assert "2 added" in run("watch", "--once", "--allow-private", site_with_feed).stdout


def test_a_list_of_feeds_that_makes_no_sense_is_a_sentence(desk: Path, run: Run) -> None:
    (desk / "feeds.toml").write_text('[[feeds]]\nurl = "courier"\n')
    result = run("watch", "feeds.toml")
    assert (result.exit_code, "feeds[1].url: 'courier'" in result.stderr) == (2, True)
    result = run("watch", "missing.toml")
    assert (result.exit_code, "expected a list of feeds in TOML" in result.stderr) == (1, True)
