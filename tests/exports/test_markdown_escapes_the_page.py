from __future__ import annotations

from dataclasses import replace

from onrecord.exports.markdown import escaped, markdown
from onrecord.records import Article, Block, BlockKind, Record, Span


def test_a_record_is_a_head_and_a_nested_list(record: Record) -> None:
    text = "".join(markdown([record]))
    assert text.startswith("# Mayor says the quay is safe\n\nThe Vell Courier · By Ida Moss and Kofi Brandt")
    assert "- **Ana Lund** *said*: “The quay will hold,” (direct quotation, 90% sure)\n" in text
    assert "\n    - **Ana Lund** *said*: that the tide was low" in text


def test_the_speaker_settings_and_chain_stand_in_the_entry(record: Record) -> None:
    assert (
        r"- **Ms. Lund \[Ana Lund\]** *told*: that the cranes were old (indirect quotation, 80% sure; "
        r"to Radio Nord in Vell on Monday; The Vell Courier \< Radio Nord \< Ana Lund)"
    ) in "".join(markdown([record]))


def test_by_speaker_each_is_a_heading_with_a_list(record: Record) -> None:
    text = "".join(markdown([record], shown="speaker"))
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Ana Lund, engineer, the harbour board (3 statements)",
        "## Tomas Reyes (1 statement)",
        "## Two dockers, who were not authorised to speak publicly (1 statement)",
        "## Either Ana Lund or Karl Lund: the text does not decide (1 statement)",
        "## Speaker not known (1 statement)",
    ]
    assert "(3 statements)\n\nalso: Ms. Lund\n\n- **Ana Lund** *said*: “The quay will hold,”" in text


def test_a_name_is_never_markup(record: Record) -> None:
    bold = replace(record.speakers[0], name="*Ana* <b>")
    text = "".join(markdown([replace(record, speakers=(bold, *record.speakers[1:]))], shown="speaker"))
    assert "<b>" not in text.replace(r"\<b\>", "")
    assert r"## \*Ana\* \<b\>" in text


def test_several_records_are_parted_by_a_rule(record: Record) -> None:
    assert "".join(markdown([record, record])).count("\n---\n") == 1


def test_nothing_in_a_page_is_taken_for_markup() -> None:
    assert escaped("*a* _b_ `c` [d](e) <b> &amp; a|b") == (r"\*a\* \_b\_ \`c\` \[d\](e) \<b\> \&amp; a\|b")
    assert escaped("1. First - second") == r"1\. First - second"
    assert escaped("- item") == r"\- item"
    assert escaped("# head") == r"\# head"


def test_notes_are_shown() -> None:
    record = Record(Article("x", (Block(Span(0, 1), BlockKind.PARAGRAPH),)), notes=("Half was read.",))
    assert "*Note: Half was read.*" in "".join(markdown([record]))
