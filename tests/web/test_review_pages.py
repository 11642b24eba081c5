"""Reviewing in the browser, without scripts: each act, who may, who was quicker, what is sent twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.ledger import accounts
from onrecord.ledger.ledger import Ledger
from onrecord.web.leases import Leases
from onrecord.web.security import passwords
from onrecord.web.views.review_form import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx2 as httpx

    from reading_room import Browser

PASSWORD = "a long enough password"


@pytest.fixture
def ledger(filled: str) -> Iterator[Ledger]:
    with Ledger.open(filled) as opened:
        yield opened


def hidden(page: str, form: str) -> dict[str, str]:
    """The fields of the form whose tag has ``form`` in it, as a browser would send them untouched."""
    found = re.search(rf"<form[^>]*{re.escape(form)}[^>]*>(.*?)</form>", page, re.DOTALL)
    assert found, form
    fields = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', found[1]))
    areas = re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)</textarea>', found[1])
    ticked = re.findall(r'<input type="checkbox" name="([^"]*)" value="([^"]*)" checked', found[1])
    chosen = re.findall(r'<select[^>]*name="([^"]*)">.*?value="([^"]*)" selected', found[1], re.DOTALL)
    return {**fields, **dict(areas), **dict(ticked), **dict(chosen)}


def of(ledger: Ledger, content: str) -> int:
    """The number of the statement of the first article with these words."""
    from onrecord.answers import reviewing

    return next(place.id for place in reviewing.desk(ledger, 1).places if place.words == content)


def send(browser: Browser, statement: int, **fields: Any) -> httpx.Response:
    """Loads a statement's page and sends its form, some fields filled in otherwise."""
    page = browser.get(f"/review/statements/{statement}").text
    form = "judge" if fields.get("act") in ("accept", "reject") else 'id="change"'
    return browser.fill(f"/review/statements/{statement}", **{**hidden(page, form), **fields})


def status(ledger: Ledger, statement: int) -> str:
    return ledger.told(statement).status


def test_the_queue_shows_the_most_doubtful_first_and_leads_to_it(browser: Browser) -> None:
    page = browser.get("/review").text
    assert page.index("The wind … will turn") < page.index("It was a fair price") < page.index("a strike")
    assert "nobody found who speaks" in page
    assert browser.get("/review/next", follow_redirects=False).headers["location"] == "/review/statements/7"


def test_the_queue_is_narrowed_and_empty_where_nothing_is_open(browser: Browser) -> None:
    assert "a strike" in browser.get("/review?q=strike").text
    assert "It was a fair price" not in browser.get("/review?q=strike").text
    assert "Nothing of this is open" in browser.get("/review?article=99").text
    assert browser.get("/review?speaker=Nobody").status_code == 404


@pytest.mark.parametrize(("act", "becomes"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_statement_is_judged_and_the_next_one_comes(
    browser: Browser, ledger: Ledger, act: str, becomes: str
) -> None:
    one = of(ledger, "The wind … will turn")
    reply = send(browser, one, act=act, note="heard it")
    assert (reply.status_code, status(ledger, one)) == (303, becomes)
    assert re.fullmatch(r"/review/statements/\d+\?did=1", reply.headers["location"])
    page = browser.get(reply.headers["location"]).text
    assert f"{becomes.title()}:</strong> <bdi>The wind … will turn" in page
    assert 'action="/review/corrections/1/undo"' in page
    history = browser.get(f"/review/statements/{one}/history").text
    assert "heard it" in history
    assert f"{becomes.title()}</strong> by" in history


def test_undo_brings_it_back_and_twice_is_once(browser: Browser, ledger: Ledger) -> None:
    one = of(ledger, "a strike")
    send(browser, one, act="reject")
    for _ in range(2):
        reply = browser.fill("/review/corrections/1/undo")
        assert reply.headers["location"] == f"/review/statements/{one}"
    assert status(ledger, one) == "machine"
    assert "undone by" in browser.get("/review/mine").text


def test_words_are_changed_by_writing_them(browser: Browser, ledger: Ledger) -> None:
    one = of(ledger, "that the cranes were old")
    send(browser, one, content="the cranes were old", source="Ms. Lund, an engineer")
    told, text = ledger.told(one), ledger.record_of(1).article.text
    assert [span.of(text) for span in told.content] == ["the cranes were old"]
    assert [span.of(text) for span in told.source] == ["Ms. Lund, an engineer"]
    assert told.status == "changed"


def test_several_pieces_and_the_nearest_place_are_found(browser: Browser, ledger: Ledger) -> None:
    one = of(ledger, "The wind … will turn")
    send(browser, one, content="The wind … turn", cue="said")
    told, text = ledger.told(one), ledger.record_of(1).article.text
    assert [span.of(text) for span in told.content] == ["The wind", "turn"]
    assert told.cue[0].start == text.rindex("said")


def test_offsets_that_a_script_gives_count_before_words(browser: Browser, ledger: Ledger) -> None:
    one = of(ledger, "that the cranes were old")
    text = ledger.record_of(1).article.text
    first = text.index("Lund")
    send(browser, one, source="Lund", source_at=f"{first}-{first + 4}")
    assert ledger.told(one).source[0].start == first


def test_a_speaker_is_changed_named_or_left_unknown(browser: Browser, ledger: Ledger) -> None:
    one = of(ledger, "that the cranes were old")
    send(browser, one, speaker="person:Tomas Reyes")
    assert [who.name for who in ledger.told(one).speakers] == ["Tomas Reyes"]
    send(browser, one, speaker="person:Tomas Reyes", other_name="The harbour board", other_kind="group")
    assert [who.name for who in ledger.told(one).speakers] == ["Tomas Reyes", "The harbour board"]
    send(browser, one, speaker=[])
    assert ledger.told(one).speakers == ()


def test_another_speaker_takes_the_evidence_for_the_old_one_away(browser: Browser, ledger: Ledger) -> None:
    one = of(ledger, "that the cranes were old")
    assert '"e":' in ledger.told(one).detail
    send(browser, one, speaker="person:Tomas Reyes")
    assert '"e":' not in ledger.told(one).detail
    assert '"p":' not in ledger.told(one).detail
    assert '"s":' in ledger.told(one).detail  # to whom and where it was said


def test_a_stance_is_changed(browser: Browser, ledger: Ledger) -> None:
    one = of(ledger, "a strike")
    send(browser, one, stance="deny", negated="on")
    record = ledger.record_of(1)
    changed = next(a for a in record.attributions if a.content[0].of(record.article.text) == "a strike")
    assert (changed.stance, changed.negated) == ("deny", True)


def test_the_kind_of_quotation_follows_the_words(browser: Browser, ledger: Ledger) -> None:
    one = of(ledger, "“The quay will hold,”")
    send(browser, one, content="“The quay will hold,” … Tomas Reyes")
    assert ledger.told(one).quotation == "mixed"


def test_a_change_that_changes_nothing_is_an_agreement(browser: Browser, ledger: Ledger) -> None:
    one = of(ledger, "It was a fair price")
    send(browser, one)
    assert status(ledger, one) == "accepted"
    assert [who.name for who in ledger.told(one).candidates] == ["Ana Lund", "Karl Lund"]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"content": "words that are not there"}, "does not stand in the article"),
        ({"content": ""}, "without words that are attributed"),
        ({"cue": ""}, "without a cue"),
        ({"source": "the cranes"}, "share words"),
        ({"other_name": "x", "other_kind": "ship"}, "kind of speaker"),
        ({"stance": "shout"}, "the stance"),
        ({"act": "shred"}, "use one of the buttons"),
    ],
)
def test_what_cannot_be_taken_is_shown_again_with_all_that_was_filled_in(
    browser: Browser, ledger: Ledger, fields: dict[str, str], problem: str
) -> None:
    one = of(ledger, "that the cranes were old")
    reply = send(browser, one, note="my note", **fields)
    assert reply.status_code == 422
    assert problem in reply.text
    assert 'value="my note"' in reply.text
    assert fields.get("content", "that the cranes were old") in reply.text
    assert status(ledger, one) == "machine"


def test_a_missed_one_is_added_and_undone(browser: Browser, ledger: Ledger) -> None:
    page = browser.get("/review/articles/1/add?near=120").text
    fields = {**hidden(page, 'id="change"'), "cue": "was there", "content": "Her brother Karl Lund"}
    reply = browser.fill("/review/articles/1/add", **fields, speaker="person:Ana Lund")
    assert reply.status_code == 303
    one = of(ledger, "Her brother Karl Lund")
    assert reply.headers["location"] == f"/review/statements/{one}?did=1"
    assert status(ledger, one) == "added"
    assert "Added:" in browser.get(reply.headers["location"]).text
    browser.fill("/review/corrections/1/undo")
    assert status(ledger, one) == "rejected"
    refused = browser.fill("/review/articles/1/add", cue="nowhere", content="Her brother", nonce="n")
    assert refused.status_code == 422


def test_the_second_of_two_reviewers_decides_with_both_in_view(browser: Browser, ledger: Ledger) -> None:
    one = of(ledger, "that the cranes were old")
    page = browser.get(f"/review/statements/{one}").text
    ledger.change(one, _with_speaker(ledger, one), by="Ana")
    mine = {**hidden(page, 'id="change"'), "content": "the cranes were old"}
    reply = browser.fill(f"/review/statements/{one}", **mine)
    assert reply.status_code == 409
    assert "<bdi>Ana</bdi> changed this statement" in reply.text
    assert "<td><bdi>that the cranes were old</bdi></td><td><bdi>the cranes were old</bdi></td>" in reply.text
    assert ledger.told(one).speakers[0].name == "Karl Lund"
    again = hidden(reply.text, f'action="/review/statements/{one}"')
    assert browser.fill(f"/review/statements/{one}", **again).status_code == 303
    text = ledger.record_of(1).article.text
    assert ledger.told(one).content[0].of(text) == "the cranes were old"
    assert len(re.findall("<li", browser.get(f"/review/statements/{one}/history").text.split("<ol")[-1])) == 2


def _with_speaker(ledger: Ledger, one: int) -> Any:
    from dataclasses import replace

    from onrecord.ledger.restating import Who
    from onrecord.records import SpeakerKind

    return replace(ledger.told(one), speakers=(Who("Karl Lund", SpeakerKind.PERSON),))


def test_a_change_of_speaker_or_standing_alone_is_noticed_too(browser: Browser, ledger: Ledger) -> None:
    one = of(ledger, "a strike")
    page = browser.get(f"/review/statements/{one}").text
    ledger.reject(one, by="Ana")  # the digest is the same: no word was changed
    reply = browser.fill(f"/review/statements/{one}", **hidden(page, "judge"), act="accept")
    assert reply.status_code == 409
    assert "<bdi>Ana</bdi> rejected this statement" in reply.text


def test_two_who_say_the_same_do_not_disagree(browser: Browser, ledger: Ledger) -> None:
    one = of(ledger, "a strike")
    page = browser.get(f"/review/statements/{one}").text
    ledger.accept(one, by="Ana")
    reply = browser.fill(f"/review/statements/{one}", **hidden(page, "judge"), act="accept")
    assert reply.status_code == 303
    assert browser.get(f"/review/statements/{one}/history").text.count("Accepted</strong>") == 1


def test_the_same_form_sent_twice_is_made_once(browser: Browser, ledger: Ledger) -> None:
    one = of(ledger, "a strike")
    fields = {**hidden(browser.get(f"/review/statements/{one}").text, "judge"), "act": "reject"}
    first, second = (browser.fill(f"/review/statements/{one}", **fields) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert browser.get(f"/review/statements/{one}/history").text.count("Rejected</strong>") == 1
    one = of(ledger, "that the cranes were old")
    page = browser.get(f"/review/statements/{one}").text
    fields = {**hidden(page, 'id="change"'), "content": "the cranes were old"}
    first, second = (browser.fill(f"/review/statements/{one}", **fields) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert browser.get(f"/review/statements/{one}/history").text.count("Changed</strong>") == 1
    page = browser.get("/review/articles/1/add").text
    fields = {**hidden(page, 'id="change"'), "cue": "was there", "content": "Her brother Karl Lund"}
    first, second = (browser.fill("/review/articles/1/add", **fields) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]


def test_a_form_of_one_statement_decides_on_no_other(browser: Browser, ledger: Ledger) -> None:
    one, other = of(ledger, "a strike"), of(ledger, "that the cranes were old")
    fields = {**hidden(browser.get(f"/review/statements/{one}").text, "judge"), "act": "reject"}
    browser.fill(f"/review/statements/{one}", **fields)
    reply = browser.fill(f"/review/statements/{other}", **fields)
    assert reply.status_code == 422
    assert f"statement {other}: its key was given with correction 1" in reply.text
    assert status(ledger, other) == "machine"


def test_what_was_undone_is_not_made_again_by_a_late_repetition(browser: Browser, ledger: Ledger) -> None:
    one = of(ledger, "a strike")
    fields = {**hidden(browser.get(f"/review/statements/{one}").text, "judge"), "act": "reject"}
    browser.fill(f"/review/statements/{one}", **fields)
    browser.fill("/review/corrections/1/undo")
    assert browser.fill(f"/review/statements/{one}", **fields).status_code == 409
    assert status(ledger, one) == "machine"


def test_another_decision_on_the_same_page_is_another_key() -> None:
    fields = [("nonce", "n"), ("content", "x"), ("csrf", "1"), ("seen", "s1:a@1.0")]
    same = [("nonce", "n"), ("content", "x"), ("csrf", "2"), ("seen", "s1:b@2.0")]
    assert key_of("ida", "change", fields) == key_of("ida", "change", same)
    assert key_of("ida", "accept", fields) != key_of("ida", "change", fields)
    assert key_of("kofi", "change", fields) != key_of("ida", "change", fields)
    assert key_of("ida", "change", [("content", "x")]) is None


def test_an_article_is_finished_and_opened_again(browser: Browser, ledger: Ledger) -> None:
    assert "7 of 7 open" in browser.get("/review/articles/1").text
    assert browser.fill("/review/articles/1/done").status_code == 422
    assert browser.fill("/review/articles/1/done", rest="accept").status_code == 303
    page = browser.get("/review/articles/1").text
    assert "Reviewed to its end" in page
    assert page.count(">accepted</span>") == 7
    browser.fill("/review/articles/1/reopen")
    assert "0 of 7 open" in browser.get("/review/articles/1").text


def test_an_article_is_gone_through_in_the_order_of_its_text(browser: Browser, ledger: Ledger) -> None:
    first = browser.get("/review/next?article=1", follow_redirects=False).headers["location"]
    assert first == f"/review/statements/{of(ledger, '“The quay will hold,”')}?article=1"
    page = browser.get(first).text
    reply = browser.fill(first, **hidden(page, "judge"), act="accept")
    second = of(ledger, "that Ana Lund said that the tide was l00")
    assert reply.headers["location"] == f"/review/statements/{second}?article=1&did=1"


def test_a_reader_sees_and_may_not(room: Callable[..., Browser], ledger: Ledger) -> None:
    _accounts(ledger)
    browser = room(open_to_all=True)
    _sign_in(browser, "rosa")
    one = of(ledger, "a strike")
    page = browser.get(f"/review/statements/{one}").text
    assert "ask an admin for the role reviewer" in page
    assert 'class="judge"' not in page
    for path in (f"statements/{one}", "articles/1/add", "articles/1/done", "articles/1/reopen"):
        assert browser.fill(f"/review/{path}", act="accept").status_code == 403
    assert status(ledger, one) == "machine"


def test_what_a_reviewer_does_has_their_name(room: Callable[..., Browser], ledger: Ledger) -> None:
    _accounts(ledger)
    browser = room(open_to_all=True)
    _sign_in(browser, "ida")
    one = of(ledger, "a strike")
    send(browser, one, act="accept")
    assert "by <bdi>ida</bdi>" in browser.get(f"/review/statements/{one}/history").text
    assert "a strike" in browser.get("/review/mine").text
    with ledger.reading() as connection:
        acts = [deed.act for deed in accounts.deeds(connection)]
    assert "correct" in acts


def test_what_is_sent_after_the_session_ended_is_kept_and_goes_on(
    room: Callable[..., Browser], ledger: Ledger
) -> None:
    _accounts(ledger)
    browser = room(open_to_all=True)
    _sign_in(browser, "ida")
    one = of(ledger, "that the cranes were old")
    page = browser.get(f"/review/statements/{one}").text
    browser.fill("/sign-out")
    mine = {**hidden(page, 'id="change"'), "content": "the cranes were old"}
    reply = browser.fill(f"/review/statements/{one}", **mine)
    assert reply.status_code == 401
    assert "nothing of it is lost" in reply.text
    kept = hidden(reply.text, f'action="/review/statements/{one}"')
    _sign_in(browser, "ida")
    assert browser.fill(f"/review/statements/{one}", **kept).status_code == 303
    assert status(ledger, one) == "changed"


@pytest.mark.parametrize(
    "address",
    [
        *("/review/statements/{}", "/review/statements/{}/history", "/review/articles/{}"),
        *("/review/articles/{}/add", "/review?article={}", "/review?did={}", "/review/next?article={}"),
        *("/review?article=-{}", "/review/articles/1/add?near={}", "/accounts/log?before={}"),
    ],
)
def test_a_number_that_no_row_can_have_is_told(browser: Browser, address: str) -> None:
    assert browser.get(address.format(10**20)).status_code == 422


def test_a_number_that_no_row_can_have_is_told_where_it_is_sent(browser: Browser, ledger: Ledger) -> None:
    for address in ("statements/{}", "corrections/{}/undo", "articles/{}/add", "articles/{}/done"):
        assert browser.fill(f"/review/{address.format(10**20)}", act="accept").status_code == 422
    for near in ("²", "9" * 5_000):
        assert browser.fill("/review/articles/1/add", near=near, content="no such words").status_code == 422
        after = f"0.5-{near}"
        assert browser.get("/review/next", params={"article": 1, "after": after}).status_code == 200


def test_a_character_that_no_database_takes_is_replaced(browser: Browser, ledger: Ledger) -> None:
    one = of(ledger, "a strike")
    assert send(browser, one, act="accept", note="a\x00b").status_code == 303
    assert "a\ufffdb" in browser.get(f"/review/statements/{one}/history").text
    assert browser.fill("/sign-in", name="\x00", password="x").status_code == 401
    assert browser.fill("/add/text", text="Words.", url="http://a\x00b").status_code == 422


def test_what_another_site_sends_to_somebody_signed_out_is_not_kept(
    room: Callable[..., Browser], ledger: Ledger
) -> None:
    _accounts(ledger)
    browser = room(open_to_all=True)
    one = of(ledger, "a strike")
    # A browser sends no cookie of the session with another site's form: everybody seems signed out then.
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example.org"}):
        reply = browser.post(f"/review/statements/{one}", data={"act": "reject"}, headers=headers)
        assert reply.status_code == 403
        assert 'name="act"' not in reply.text


def _accounts(ledger: Ledger) -> None:
    with ledger.atomic() as connection:
        for name, role in (("boss", "admin"), ("ida", "reviewer"), ("rosa", "reader")):
            accounts.add(connection, name, role, passwords.hashed(PASSWORD), at="2024-05-02")


def _sign_in(browser: Browser, name: str) -> None:
    assert browser.fill("/sign-in", name=name, password=PASSWORD).status_code == 303


def test_who_else_looks_at_a_statement_is_told_and_their_statement_passed_over(
    room: Callable[..., Browser], ledger: Ledger
) -> None:
    _accounts(ledger)
    browser = room(open_to_all=True)
    _sign_in(browser, "ida")
    first = browser.get("/review/next").url.path
    browser.fill("/sign-out")
    _sign_in(browser, "boss")
    assert "<bdi>ida</bdi> is looking at this statement too" in browser.get(first).text
    assert browser.get("/review/next").url.path != first


def test_a_mark_moves_on_and_fades() -> None:
    now = [0.0]
    leases = Leases(lambda: now[0])
    leases.look(1, "ida")
    now[0] = 130
    leases.look(1, "ida")
    assert leases.others(1, "kofi") == (("ida", 2),)
    assert leases.others(1, "ida") == ()
    assert leases.taken("kofi") == {1}
    leases.look(2, "ida")
    assert leases.taken("kofi") == {2}
    now[0] = 500
    assert leases.taken("kofi") == frozenset()


def test_a_script_is_answered_with_where_to_go(browser: Browser, ledger: Ledger) -> None:
    one = of(ledger, "a strike")
    fields = {**hidden(browser.get(f"/review/statements/{one}").text, "judge"), "act": "accept"}
    script = {"X-Onrecord-Script": "review"}
    told = browser.post(f"/review/statements/{one}", data=fields | {"csrf": browser.token}, headers=script)
    assert told.json()["did"] == 1
    assert told.json()["next"].startswith("/review/statements/")
    page = browser.get(f"/review/statements/{one}").text
    ledger.reject(one, by="Ana")
    fields = {**hidden(page, "judge"), "act": "accept", "csrf": browser.token}
    assert browser.post(f"/review/statements/{one}", data=fields, headers=script).status_code == 409


@pytest.mark.parametrize(
    "path", ["statements/999", "statements/999/history", "articles/999", "articles/999/add"]
)
def test_numbers_of_nothing_are_told_as_such(browser: Browser, path: str) -> None:
    assert browser.get(f"/review/{path}").status_code == 404


def test_an_article_of_very_many_statements_and_names_comes_in_parts(
    browser: Browser, ledger: Ledger
) -> None:
    from newsroom import publish

    said = [f"Ana Lund{chr(97 + i // 26)}{chr(97 + i % 26)} said that pier {i} was shut." for i in range(450)]
    number = publish(ledger, "\n\n".join(said), url="https://news.example.org/piers")
    first = browser.get(f"/review/articles/{number}").text
    assert "450 of 450 open" in first
    assert first.count("<li class=") == 200
    assert browser.get(f"/review/articles/{number}?part=3").text.count("<li class=") == 50
    one = reviewing_desk(ledger, number)[400]
    page = browser.get(f"/review/statements/{one}").text
    assert page.count('type="checkbox" name="speaker"') == 40
    assert "<option value=" in page.split('<datalist id="more-names">')[1]
    assert "paragraphs before this" in page
    assert len(page) < 60_000


def reviewing_desk(ledger: Ledger, article: int) -> list[int]:
    from onrecord.answers import reviewing

    return [place.id for place in reviewing.desk(ledger, article).places]
