from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from onrecord.exports.report import report
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
from onrecord.testing import SAMPLE_TEXT

if TYPE_CHECKING:
    from pathlib import Path

VOID = {"meta", "input"}


class Page(HTMLParser):
    """The report's elements, its text, and whether every element is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(data)


def html_of(*records: Record) -> str:
    return "".join(report(records))


def test_every_element_is_closed_and_ids_are_unique(record: Record) -> None:
    page = Page(html_of(record, record))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert page.open == []
    assert len(ids) == len(set(ids)) == 2 * (7 + 5 + 2)  # attributions, speakers, a figure and a date


def test_the_words_of_the_article_stand_in_it_unchanged(record: Record) -> None:
    shown = "".join(word for word in Page(html_of(record)).words)
    shown = re.sub(r"\s+", " ", re.sub(r"(?<=[a-z”])[\d, ]+(?=[ .])", "", shown))
    for words in SAMPLE_TEXT.split("\n\n"):
        assert re.sub(r"[,.]", "", words) in re.sub(r"[,.]", "", shown)


def test_nothing_is_fetched_from_outside(record: Record) -> None:
    text = html_of(record)
    for tag, attributes in Page(text).elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form"}
        assert not {"src", "srcset", "style", "onclick"} & set(attributes)
    assert "url(" not in text
    assert "@import" not in text


def test_the_security_policy_knows_our_style_and_script_and_nothing_else(record: Record) -> None:
    text = html_of(record)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_a_hostile_page_stays_words() -> None:
    evil = "</p><script>alert(1)</script>\"'><img src=x onerror=alert(1)>\x00"
    span = Span(0, len(evil))
    mentions = (Mention(span, MentionForm.NAME), Mention(Span(0, 9), MentionForm.NAME))
    speaker = Speaker(evil, SpeakerKind.PERSON, mentions, role=span, affiliation=span, reason=span)
    item = Attribution(
        (Span(0, 4),),
        (span,),
        (span,),
        Quotation.DIRECT,
        0.5,
        speakers=(0,),
        settings=(Setting(SettingKind.PLACE, span),),
        provenance=(Hop(HopKind.SITE, evil, None), Hop(HopKind.OUTLET, evil, span)),
    )
    article = Article(
        evil,
        (Block(span, BlockKind.PARAGRAPH),),
        title=evil,
        authors=(evil,),
        published=evil,
        outlet=evil,
        url="javascript:alert(1)//" + evil,
        language=evil,
    )
    text = html_of(Record(article, (item,), None, evil, (evil,), (speaker,)))
    page = Page(text)
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert "img" not in {tag for tag, _ in page.elements}
    assert all(
        not str(attributes.get("href", "#")).startswith("javascript") for _, attributes in page.elements
    )
    assert "\x00" not in text


def test_a_segment_names_its_partners_and_its_card(record: Record) -> None:
    segments = [a for tag, a in Page(html_of(record)).elements if tag == "a" and "seg" in str(a.get("class"))]
    nested = next(a for a in segments if a["data-own"] == "2" and "source" in str(a["class"]))
    assert nested["data-a"] == "1:content 2:source"
    assert nested["href"] == "#r1-3"


def test_without_a_script_every_segment_links_to_a_card_that_is_there(record: Record) -> None:
    elements = Page(html_of(record, record)).elements
    ids = {attributes["id"] for _, attributes in elements if "id" in attributes}
    links = {str(a["href"]) for tag, a in elements if tag == "a" and str(a["href"]).startswith("#")}
    leading = {link[1:] for link in links}
    assert leading <= ids
    assert ids - leading == {"r1-t1", "r2-t1"}  # the day of speaking, which is no claim


def test_cards_can_be_reached_by_keyboard(record: Record) -> None:
    cards = [a for tag, a in Page(html_of(record)).elements if tag == "li" and a.get("class")]
    assert [card["tabindex"] for card in cards] == ["0"] * 7


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def test_the_speakers_are_listed_with_links_to_what_they_say(record: Record) -> None:
    (listed,) = re.findall('<nav class="speakers".*?</nav>', html_of(record), re.DOTALL)
    assert text_of(listed) == (
        "Speakers Ana Lund, engineer, the harbour board also: Ms. Lund 1 3 4 Tomas Reyes 2 "
        "Two dockers, who were not authorised to speak publicly 5 "
        "Either Ana Lund or Karl Lund: the text does not decide 6 Speaker not known 7"
    )
    assert re.findall('href="(.*?)"', listed) == [f"#r1-{n}" for n in (1, 3, 4, 2, 5, 6, 7)]


def test_a_card_tells_who_speaks_to_whom_and_through_whom(record: Record) -> None:
    cards = re.findall("<dl>.*?</dl>", html_of(record), re.DOTALL)
    assert text_of(cards[3]) == (
        "speakerAna Lund, engineer, the harbour board givento Radio Nord in Vell on Monday "
        "chainThe Vell Courier &lt; Radio Nord &lt; Ana Lund"
    )
    assert '<a href="#r1-s1" dir="auto">Ana Lund</a>' in cards[3]
    assert text_of(cards[5]) == "speakerEither Ana Lund or Karl Lund: the text does not decide"


def test_pointing_at_a_source_that_does_not_say_it_shows_the_name(record: Record) -> None:
    titles = {a["title"] for _, a in Page(html_of(record)).elements if "title" in a}
    claimed = {"2 docker", "2024-04-29", "the page’s own voice"}
    assert titles - claimed == {"Ana Lund", "either Ana Lund or Karl Lund"}


def test_the_web_address_is_a_link_and_a_path_is_not(record: Record) -> None:
    assert '<a href="https://courier.example.org/quay" rel="noreferrer noopener">' in html_of(record)
    elsewhere = replace(record, article=replace(record.article, url=None), name="C:/x.html")
    assert "<p>C:/x.html · " in html_of(elsewhere)


def test_no_record_is_still_a_page() -> None:
    assert "<title>No page was read" in html_of()


def test_pointing_at_a_span_lights_its_partners(record: Record, tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if not browser:
        pytest.skip("no chromium on this machine: the report's script is not run")
    # The policy would stop a second script, as it should; here the test's own is let in by its hash.
    probe = (
        "const at = document.querySelector('.seg.source[data-own=\"0\"]');"
        'at.dispatchEvent(new PointerEvent("pointerover", {bubbles: true}));'
        'document.title = [...document.querySelectorAll(".on, .on-source, .on-cue, .on-content")]'
        ".map((e) => e.textContent.trim().slice(0, 21)).join('|');"
    )
    digest = base64.b64encode(hashlib.sha256(probe.encode()).digest()).decode()
    text = html_of(record).replace("script-src ", f"script-src 'sha256-{digest}' ")
    page = tmp_path / "report.html"
    page.write_text(text.replace("</body>", f"<script>{probe}</script></body>"), encoding="utf-8")
    done = subprocess.run(
        [
            browser,
            *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
            *(f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", page.as_uri()),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    (title,) = re.findall("<title>(.*?)</title>", done.stdout, re.DOTALL)
    assert title.startswith("“The quay will hold,”|Ana Lund|said|1Ana Lund said"), done.stdout[:300]
