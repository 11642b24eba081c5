from __future__ import annotations

from onrecord.exports.markdown import escaped, markdown
from onrecord.records import Article, Block, BlockKind, Record, Span


def test_a_record_is_a_head_and_a_nested_list(record: Record) -> None:
    text = "".join(markdown([record]))
    assert text.startswith("# Mayor says the quay is safe\n\nThe Vell Courier · By Ida Moss and Kofi Brandt")
    assert "- **Ana Lund** *said*: “The quay will hold,” (direct quotation, 90% sure)\n" in text
    assert "\n    - **Ana Lund** *said*: that the tide was low" in text


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
