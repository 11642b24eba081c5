"""What the letters say about names, where model and letters disagree; marked as in ``written``."""

from __future__ import annotations

import numpy as np
import pytest
from written import KINDS, written

from onrecord.analysis.mentions import Kind
from onrecord.analysis.speakers.capitals import settled

# Text enough to tell that the article is written as usual.
AROUND = "Nothing else was heard in the old harbour on Monday, and the boats stayed where they were. "


def kinds(markup: str) -> dict[str, Kind | None]:
    """The kind of each mention by its words; None where it is dropped."""
    article = written(markup)
    found, kept = settled(article.text, article.spans, article.mentions)
    settled_kinds = (Kind(k) if keep else None for k, keep in zip(found.tolist(), kept.tolist(), strict=True))
    return dict(zip(article.words, settled_kinds, strict=True))


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("So said {b the FCB} on Monday.", Kind.GROUP_NAME),
        ("{b The FCB} said so.", Kind.GROUP_NAME),
        ("So said {b the Bank of Vell}.", Kind.GROUP_NAME),
        ("So said {d Ana Lund} then.", Kind.PERSON_NAME),
        ("So said {b the ministry} then.", Kind.GROUP),
        ("{d Officials} said so.", Kind.PERSON),
        ("{d The Officials} said so.", Kind.PERSON),
        ("“{x Everything} is fine.”", Kind.OTHER),
        ("So said {d the President} then.", Kind.PERSON),
        ("So said {p the senator} then.", Kind.PERSON),
        ("So said {g the ministry} then.", Kind.GROUP),
        ("So said {p Ana Lund} then.", Kind.PERSON_NAME),
        ("So said {p Omar al-Rasi} then.", Kind.PERSON_NAME),
        ("So said {p Jan van der Berg} then.", Kind.PERSON_NAME),
        ("So said {g the Ministry of Health and Labour}.", Kind.GROUP_NAME),
        ("{r He} said so.", Kind.PRONOUN),
        ("So said {p Lund when asked about it} then.", None),
        ("So said {p —} then.", None),
        ("So said {p the FCB} then.", Kind.GROUP_NAME),
        ("So said {p F.C.B.} then.", Kind.GROUP_NAME),
        ("So said {p ANA} LUND then.", Kind.PERSON_NAME),
        ("So it was on {g Thursday} then.", None),
        ("So it was in {p Jan.} then.", None),
        ("So said {p Republicans} then.", Kind.PERSON),
        ("So said {d Citizens for Clean Water} then.", Kind.GROUP_NAME),
    ],
)
def test_letters_settle_the_kind(markup: str, kind: Kind | None) -> None:
    (found,) = kinds(AROUND + markup).values()
    assert found is kind


def test_a_capital_that_begins_a_sentence_makes_no_name_even_at_the_very_start() -> None:
    assert kinds("{d Dockers} said so. " + AROUND) == {"Dockers": Kind.PERSON}
    assert kinds("{x Nothing} was said. " + AROUND) == {"Nothing": Kind.OTHER}


def test_a_name_that_is_but_the_first_word_of_a_sentence_and_small_elsewhere_is_none() -> None:
    assert kinds("{g Crane} drivers left. They run a crane. " + AROUND) == {"Crane": Kind.GROUP}
    assert kinds("{p Crane} left. They run a crane. " + AROUND) == {"Crane": Kind.PERSON}


@pytest.mark.parametrize("more", ["They met Crane.", "They met Mr. Crane.", "They met Ana Crane."])
def test_it_is_one_where_a_sentence_has_it_inside(more: str) -> None:
    assert kinds("{p Crane} left. They run a crane. " + more + AROUND) == {"Crane": Kind.PERSON_NAME}


def test_a_family_name_that_letters_found_is_a_persons() -> None:
    found = kinds(AROUND + "So said {p Ana Lund} then, and so thinks {x Lund} now.")
    assert found == {"Ana Lund": Kind.PERSON_NAME, "Lund": Kind.PERSON_NAME}


@pytest.mark.parametrize("case", [str.upper, str.lower], ids=["capitals", "small letters"])
def test_an_article_in_one_case_throughout_says_nothing(case: object) -> None:
    assert callable(case)
    article = written(AROUND + "So said {p Ana Lund} of {g the fcb}, and {d officials}, and {b the Bank}.")
    found, kept = settled(case(article.text), article.spans, article.mentions)
    assert found.tolist() == article.mentions.kinds.tolist()
    assert kept.all()


@pytest.mark.parametrize("text", ["", "1234 5678", "—"])
def test_a_text_without_letters_settles_nothing(text: str) -> None:
    article = written(text)
    found, kept = settled(article.text, article.spans, article.mentions)
    assert len(found) == len(kept) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_the_mentions_given_are_left_as_they_are(kind: str) -> None:
    article = written(AROUND + f"So said {{{kind} the Bank of Vell}} and {{{kind} officials there}}.")
    before = article.mentions.kinds.copy()
    settled(article.text, article.spans, article.mentions)
    assert np.array_equal(article.mentions.kinds, before)
