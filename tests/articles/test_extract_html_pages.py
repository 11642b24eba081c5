"""What becomes of an HTML page's parts, on pages written for the purpose."""

from __future__ import annotations

import pytest

from onrecord.articles import extract
from onrecord.pages import from_text
from onrecord.records import BlockKind, FurnitureKind

LONG = "The tunnel will close on Monday for three weeks, the city of Port Elm said, and the ferries run."


def page(body, head=""):
    html = f"<!doctype html><html lang='en-GB'><head>{head}</head><body><main>{body}</main></body></html>"
    return extract(from_text(html, "test"))


def story(*parts, head=""):
    paragraphs = [f"<p>{LONG} Part {number}.</p>" for number in range(4)]
    body = "<article><h1>Tunnel to close for three weeks</h1>" + paragraphs[0] + paragraphs[1]
    return page(body + "".join(parts) + paragraphs[2] + paragraphs[3] + "</article>", head)


def kinds(article):
    return {b.span.of(article.text): b.kind for b in (*article.blocks, *article.furniture)}


def test_the_text_is_title_and_blocks_apart_by_a_blank_line():
    article = story()
    assert article.text.startswith(f"Tunnel to close for three weeks\n\n{LONG} Part 0.\n\n")
    assert article.blocks[0].kind is BlockKind.TITLE
    assert article.title == "Tunnel to close for three weeks"


@pytest.mark.parametrize(
    ("markup", "words", "kind"),
    [
        (
            "<blockquote>We waited as long as we could.</blockquote>",
            "We waited as long as we could.",
            BlockKind.QUOTE,
        ),
        ("<aside class='pullquote'><p>It is a nuisance.</p></aside>", "It is a nuisance.", BlockKind.QUOTE),
        ("<ul><li>No cars in the tunnel.</li></ul>", "No cars in the tunnel.", BlockKind.LIST_ITEM),
        ("<h2>What happens next</h2>", "What happens next", BlockKind.HEADING),
        (
            "<table><tr><td>Ferry</td><td>every ten minutes.</td></tr></table>",
            "Ferry every ten minutes.",
            BlockKind.TABLE,
        ),
        (
            "<p>He said <q>not again</q>, and left the room.</p>",
            "He said “not again”, and left the room.",
            BlockKind.PARAGRAPH,
        ),
        ("<p>One<br><br>Two words stand here now.</p>", "Two words stand here now.", BlockKind.PARAGRAPH),
        ("<p>Ends on <time>Monday</time>, she said.</p>", "Ends on Monday, she said.", BlockKind.PARAGRAPH),
        ("<figure><img><figcaption>A lorry.</figcaption></figure>", "A lorry.", FurnitureKind.CAPTION),
        (
            "<div class='related-stories'><p>Other news of the day.</p></div>",
            "Other news of the day.",
            FurnitureKind.RELATED,
        ),
        (
            "<p>Read more: <a href='/x'>Ferries are back</a></p>",
            "Read more: Ferries are back",
            FurnitureKind.RELATED,
        ),
        (
            "<p><a href='/x'>FERRIES ARE BACK IN SERVICE</a></p>",
            "FERRIES ARE BACK IN SERVICE",
            FurnitureKind.RELATED,
        ),
        (
            "<div class='newsletter-signup'><p>All in your inbox.</p></div>",
            "All in your inbox.",
            FurnitureKind.NEWSLETTER,
        ),
        ("<p>Advertisement</p>", "Advertisement", FurnitureKind.ADVERTISEMENT),
        (
            "<blockquote class='twitter-tweet'><p>Stuck again!</p></blockquote>",
            "Stuck again!",
            FurnitureKind.EMBED,
        ),
        ("<div class='share-bar'><a>Facebook</a></div>", "Facebook", FurnitureKind.SHARE),
    ],
)
def test_each_part_knows_what_it_is(markup, words, kind):
    assert kinds(story(markup)).get(words) is kind


def test_a_container_named_like_furniture_keeps_the_article():
    paragraphs = "".join(f"<p>{LONG} Part {number}.</p>" for number in range(4))
    article = page(
        "<article><h1>Tunnel to close now</h1>"
        f"<div class='share paywall-subscribe'>{paragraphs}</div></article>"
    )
    assert [b.kind for b in article.blocks].count(BlockKind.PARAGRAPH) == 4


def test_the_standfirst_is_kept():
    head = "<meta property='og:description' content='Operator says repairs cannot wait'>"
    body = (
        "<article><header><h1>Tunnel to close now</h1>"
        "<p class='dek'>Operator says repairs cannot wait</p></header>"
        f"<div>{f'<p>{LONG}</p>' * 3}</div></article>"
    )
    assert kinds(page(body, head))["Operator says repairs cannot wait"] is BlockKind.PARAGRAPH


def test_metadata_says_where_it_was_read():
    head = """<title>Tunnel to close for three weeks | The Elm Courier</title>
    <meta property="og:title" content="Tunnel to close for three weeks - The Elm Courier">
    <meta property="og:site_name" content="The Elm Courier">
    <script type="application/ld+json">{"@type":"NewsArticle","headline":"Tunnel to close for three weeks",
    "author":[{"@type":"Person","name":"Ana Lund and Bo Berg"}],
    "datePublished":"2024-05-03T10:15:00Z"}</script>"""
    article = story(head=head)
    assert (article.title, article.outlet, article.language) == (
        "Tunnel to close for three weeks",
        "The Elm Courier",
        "en",
    )
    assert article.authors == ("Ana Lund", "Bo Berg")
    assert article.published == "2024-05-03T10:15:00+00:00"
    assert article.origins["authors"] == article.origins["published"] == "json-ld"
    assert (article.origins["outlet"], article.origins["language"]) == ("meta", "html")


def test_what_the_page_does_not_say_is_absent():
    article = story()
    assert (article.authors, article.published, article.outlet, article.url, article.dateline) == (
        (),
        None,
        None,
        None,
        None,
    )
    assert set(article.origins) == {"title", "language"}


def test_the_dateline_is_found_in_the_first_paragraph():
    article = page(
        f"<article><h1>Tunnel to close now</h1><p>PORT ELM (ND) — {LONG}</p><p>{LONG}</p></article>"
    )
    assert article.dateline is not None
    assert article.dateline.of(article.text) == "PORT ELM (ND) —"


def test_a_page_drawn_by_script_is_read_from_json_ld():
    body = "The mayor said no. " * 20
    data = f'{{"@type":"NewsArticle","headline":"No","articleBody":"{body}"}}'
    head = f'<script type="application/ld+json">{data}</script>'
    article = page("<div id='root'></div>", head)
    assert article.origins["body"] == "json-ld"
    assert "The mayor said no." in article.text


@pytest.mark.parametrize(
    "html",
    [
        "<!doctype html>",
        "<html></html>",
        "<!doctype html><p>a",
        "<html><body><nav><a href=/>Home</a></nav></body></html>",
        "<html>" + "<div>" * 5000,
        "<html><body><p>" + "<b>" * 5000 + "text",
        "<html><body><div " + " ".join(f"a{i}=x" for i in range(20_000)) + ">hi</div>",
        "<html><script type='application/ld+json'>" + "[" * 20_000 + "</script>",
        "<html><script type='application/ld+json'>"
        '{"@type":"NewsArticle","author":[null,3,{"name":[1]}]}</script>',
        "<html><body><p>\ud800 \x01 \ufffd said the mayor.</p></body></html>",
    ],
    ids=[
        "doctype",
        "nothing",
        "one letter",
        "menu",
        "deep",
        "unclosed",
        "attributes",
        "json deep",
        "json odd",
        "surrogate",
    ],
)
def test_broken_pages_give_an_article_and_no_error(html):
    article = extract(from_text(html, "test"))
    assert len(article.blocks) <= 2
