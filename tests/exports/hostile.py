"""Words that a page can hold and that have broken one format or another."""

from __future__ import annotations

from dataclasses import replace

from onrecord.exports.exported import Exported
from onrecord.records import (
    Article,
    Attribution,
    Block,
    BlockKind,
    Hop,
    HopKind,
    Mention,
    MentionForm,
    Quotation,
    Record,
    Setting,
    SettingKind,
    Span,
    Speaker,
    SpeakerKind,
)

HOSTILE = {
    "markup": '<script>alert("x")</script> & <b>',
    "formula": '=HYPERLINK("http://x.example","y")',
    "apostrophe-formula": "'=1+1",
    "controls": "a\x00b\x07c\x1bd\x7f",
    "newlines": "one\ntwo\r\nthree\u2028four\x85five\x0bsix",
    "tabs-and-semicolons": 'a\tb;c,d"e',
    "astral": "\U0001f600 \U00010348 said",
    "right-to-left": "\u202eقال\u202c \u05d0\u05de\u05e8",
    "combining": "e\u0301\u200d\ufeff",
    "surrogate": "\ud83d lone \udc00",
    "backslashes": "\\u0041 \\n %s {0} T1\tx",
}


def hostile_record(words: str) -> Record:
    """A record in which every text is ``words``: an interrupted content, a source, a cue, a speaker."""
    parts = [words] * 5
    starts = [i * (len(words) + 1) for i in range(5)]
    source, cue, first, second, place = (Span(at, at + len(words)) for at in starts)
    text = "\n".join(parts)
    speaker = Speaker(words, SpeakerKind.PERSON, (Mention(source, MentionForm.NAME),), role=place)
    article = Article(
        text,
        (Block(Span(0, len(text)), BlockKind.PARAGRAPH),),
        title=words,
        authors=(words,),
        published=words,
        outlet=words,
        url=words,
        language=words,
    )
    attribution = Attribution(
        (source,),
        (cue,),
        (first, second),
        Quotation.DIRECT,
        0.5,
        speakers=(0,),
        settings=(Setting(SettingKind.PLACE, place),),
        provenance=(Hop(HopKind.SITE, words, None), Hop(HopKind.OUTLET, words, cue)),
    )
    nested = replace(attribution, source=(), cue=(), quotation=Quotation.INDIRECT, parent=0)
    return Record(article, (attribution, nested), words, words, (words,), (speaker,))


def hostile_item(words: str) -> Exported:
    """The same, with ids that are hostile as well."""
    return Exported(
        hostile_record(words), words, (f"{words}-1", f"{words}-2"), sha256="ab" * 32, people={0: words}
    )
