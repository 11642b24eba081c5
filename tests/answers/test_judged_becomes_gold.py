"""What people judged leaves the ledger as gold, and nothing of the machine's with it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from ledgers import made
from onrecord.answers import judged
from onrecord.errors import NotRecordedError, UsageError
from onrecord.evaluation import gold
from onrecord.evaluation.run import evaluate, predict
from onrecord.ledger import tables
from onrecord.ledger.restating import Told, Who
from onrecord.records import Quotation, Span, SpeakerKind
from onrecord.testing import SAMPLE_TEXT, FakeAnalyser
from onrecord.training.corpora import read_documents

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.ledger.ledger import Ledger

EVA = Who("Eva Brandt", SpeakerKind.PERSON)
TEXT = SAMPLE_TEXT.replace("low", "l01")


@pytest.fixture
def article(ledger: Ledger) -> int:
    outcome = ledger.record(ledger.begin_run(["add"]), *made(1), None)
    assert outcome.article_id is not None
    return outcome.article_id


def statement(ledger: Ledger, content: str) -> int:
    with ledger.reading() as connection:
        columns = tables.attributions.c
        wanted = select(columns.id).where(columns.content == content, columns.current)
        return int(connection.execute(wanted).scalar_one())


def where(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def lines(ledger: Ledger, *, partial: bool = False) -> list[dict[str, Any]]:
    out = io.BytesIO()
    judged.write(ledger, out, partial=partial)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def contents(line: dict[str, Any]) -> list[str]:
    return [" … ".join(line["text"][s:e] for s, e in one["content"]) for one in line["attributions"]]


def test_an_article_in_which_one_statement_was_corrected_is_no_gold(ledger: Ledger, article: int) -> None:
    ledger.accept(statement(ledger, "a strike"), by="ida")
    assert lines(ledger) == []


def test_an_article_with_open_statements_is_not_finished_unless_they_are_accepted(
    ledger: Ledger, article: int
) -> None:
    with pytest.raises(UsageError, match="7 of its statements are not judged yet"):
        ledger.finish_review(article, by="ida")
    assert lines(ledger) == []
    ledger.finish_review(article, by="ida", accept_rest=True)
    (line,) = lines(ledger)
    assert len(line["attributions"]) == 7
    assert (line["reviewed"], line["by"]) == ("whole", ["ida"])


def test_what_was_rejected_is_left_out_what_was_changed_and_added_is_there(
    ledger: Ledger, article: int
) -> None:
    ledger.reject(statement(ledger, "a strike"), by="ida")
    one = statement(ledger, "that the cranes were old")
    told = replace(ledger.told(one), content=(where("the cranes were old"),), speakers=(EVA,))
    ledger.change(one, told, by="kofi")
    missed = Told((), (where("was there"),), (where("Her brother Karl Lund"),), Quotation.INDIRECT, (EVA,))
    ledger.add_statement(article, missed, by="ida")
    ledger.finish_review(article, by="ida", accept_rest=True)
    (line,) = lines(ledger)
    said = contents(line)
    assert "a strike" not in said
    assert "the cranes were old" in said
    assert said[-1] == "Her brother Karl Lund"
    by_words = dict(zip(said, line["attributions"], strict=True))
    assert by_words["the cranes were old"]["speaker"] == "Eva Brandt"
    assert by_words["It was a fair price"]["candidates"] == ["Ana Lund", "Karl Lund"]
    assert line["by"] == ["ida", "kofi"]


def test_the_text_is_without_furniture_and_offsets_are_into_it(ledger: Ledger, article: int) -> None:
    ledger.finish_review(article, by="ida", accept_rest=True)
    (line,) = lines(ledger)
    assert "Share this article" not in line["text"]
    assert line["text"].startswith("Mayor says the quay is safe\n\n“The quay will hold,”")
    assert contents(line)[0] == "“The quay will hold,”"
    assert contents(line)[-1] == "The wind … will turn"


def test_nesting_is_kept_and_the_parent_of_what_stays_is_what_stays(ledger: Ledger, article: int) -> None:
    inner = statement(ledger, "that the tide was l01")
    outer = statement(ledger, "that Ana Lund said that the tide was l01")
    ledger.finish_review(article, by="ida", accept_rest=True)
    (line,) = lines(ledger)
    at = contents(line).index("that the tide was l01")
    assert contents(line)[line["attributions"][at]["parent"]] == "that Ana Lund said that the tide was l01"
    ledger.reject(outer, by="ida")
    (line,) = lines(ledger)
    at = contents(line).index("that the tide was l01")
    assert line["attributions"][at]["parent"] is None
    assert inner != outer


def test_undoing_a_correction_opens_the_article_again(ledger: Ledger, article: int) -> None:
    correction = ledger.accept(statement(ledger, "a strike"), by="ida")
    ledger.finish_review(article, by="ida", accept_rest=True)
    assert len(lines(ledger)) == 1
    ledger.undo(correction, by="kofi")
    assert lines(ledger) == []
    assert not ledger.reopen_review(article, by="kofi")


def test_what_another_model_finds_later_in_a_finished_article_is_no_gold(
    ledger: Ledger, article: int
) -> None:
    ledger.reject(statement(ledger, "a strike"), by="ida")
    ledger.finish_review(article, by="ida", accept_rest=True)
    before = lines(ledger)
    _, record = made(1)
    more = replace(record.attributions[-1], content=(where("was there too"),))
    again = replace(record, model="fake 1", attributions=(*record.attributions, more))
    ledger.reread(article, again)
    assert lines(ledger) == before


def test_of_an_article_judged_in_part_whole_paragraphs_leave(ledger: Ledger, article: int) -> None:
    ledger.accept(statement(ledger, "that the cranes were old"), by="ida")
    assert lines(ledger, partial=True) == []  # the strike stands in the same paragraph, and is open
    ledger.reject(statement(ledger, "a strike"), by="ida")
    (line,) = lines(ledger, partial=True)
    assert line["text"] == TEXT[slice(*line["reviewed"])]
    assert line["text"].startswith("Ms. Lund, an engineer")
    assert line["text"].endswith("expect a strike.")
    assert contents(line) == ["that the cranes were old"]
    assert "speaker" not in line["attributions"][0]  # "Ana Lund" does not stand in the paragraph
    assert lines(ledger) == []


def test_an_addition_that_was_undone_says_nothing_of_its_paragraph(ledger: Ledger, article: int) -> None:
    title = Told((), (where("says"),), (where("the quay is safe"),), Quotation.INDIRECT)
    correction, _ = ledger.add_statement(article, title, by="ida")
    assert [line["text"] for line in lines(ledger, partial=True)] == ["Mayor says the quay is safe"]
    ledger.undo(correction, by="ida")
    assert lines(ledger, partial=True) == []


def test_gold_is_read_by_evaluate_and_train(ledger: Ledger, article: int, tmp_path: Path) -> None:
    missed = Told((), (where("was there"),), (where("Her brother Karl Lund"),), Quotation.INDIRECT, (EVA,))
    ledger.add_statement(article, missed, by="ida")
    ledger.finish_review(article, by="ida", accept_rest=True)
    file = tmp_path / "gold.jsonl"
    with file.open("wb") as out:
        judged.write(ledger, out)
    docs = gold.load(file)
    figures = evaluate(docs, dict(predict(docs, FakeAnalyser()))).scores.figures()
    # The fake finds three of eight; nobody judged otherwise.
    assert figures["attribution"] == pytest.approx(2 * 3 / (3 + 8))
    (document,) = read_documents(file)
    assert len(document.attributions) == 8
    nested = [a for a in document.attributions if a.nested]
    assert [document.text[s:e] for a in nested for s, e in a.content] == ["that the tide was l01"]
    assert {a.content[0] for a in document.attributions} <= set(document.known)


def test_a_finished_article_that_is_withdrawn_leaves_no_gold(ledger: Ledger, article: int) -> None:
    ledger.finish_review(article, by="ida", accept_rest=True)
    ledger.withdraw(article, reason="asked", by="ida")
    assert lines(ledger) == []
    with pytest.raises(NotRecordedError, match="it was withdrawn"):
        ledger.finish_review(article, by="ida")
