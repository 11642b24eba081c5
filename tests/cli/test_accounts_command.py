"""``onrecord accounts``: who may use the reading room, said at the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.ledger import accounts
from onrecord.ledger.ledger import Ledger
from onrecord.web.security import passwords, sessions

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

LONG_ENOUGH = "correct horse battery\n"


@pytest.fixture
def place(run: Run, tmp_path: Path) -> Path:
    """A ledger in which Ana is a reviewer."""
    there = tmp_path / "desk.db"
    made = run("accounts", "add", "Ana Lund", "--role", "reviewer", "--ledger", str(there), input=LONG_ENOUGH)
    assert made.exit_code == 0, made.stderr
    assert "Ana Lund may sign in (reviewer)" in made.stdout
    return there


def test_the_password_comes_from_standard_input_and_is_kept_as_a_hash(place: Path) -> None:
    with Ledger.open(place) as ledger, ledger.reading() as connection:
        ana = accounts.named(connection, "ana lund")
    assert ana.role == "reviewer"
    assert passwords.matches(ana.password, "correct horse battery")
    assert not passwords.matches(ana.password, "correct horse battery\n")
    assert ana.password.startswith("$argon2id$v=19$m=65536,")


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("ANA LUND", LONG_ENOUGH, "there is one already"),
        ("Bo", "short\n", "expected 10 to 1,000"),
        ("Bo", "", "expected 10 to 1,000"),
        ("", LONG_ENOUGH, "expected 1 to 64 letters"),
        ("B\u202eo", LONG_ENOUGH, "expected 1 to 64 letters"),
        ("<b>Bo</b>", LONG_ENOUGH, "expected 1 to 64 letters"),
        ("B" * 65, LONG_ENOUGH, "expected 1 to 64 letters"),
    ],
)
def test_what_makes_no_account_is_refused(place: Path, run: Run, name: str, given: str, told: str) -> None:
    refused = run("accounts", "add", name, "--ledger", str(place), input=given)
    assert refused.exit_code == 2
    assert told in refused.stderr
    assert run("accounts", "list", "--ledger", str(place)).stdout.count("\n") == 1


def test_a_role_and_a_password_change_and_both_are_on_record(place: Path, run: Run) -> None:
    assert run("accounts", "role", "Ana Lund", "admin", "--ledger", str(place)).exit_code == 0
    assert "admin" in run("accounts", "list", "--ledger", str(place)).stdout
    new = run("accounts", "password", "Ana Lund", "--ledger", str(place), input="another horse battery\n")
    assert new.exit_code == 0
    log = run("accounts", "log", "--ledger", str(place)).stdout.splitlines()
    assert [line.split("  ")[3] for line in log] == ["password changed", "role changed", "account added"]
    assert "Ana Lund, reviewer to admin" in log[1]
    assert "command line" in log[1]


def test_a_key_is_printed_once_and_opens_until_it_is_removed(place: Path, run: Run) -> None:
    made = run("accounts", "token", "Ana Lund", "nightly export", "--days", "30", "--ledger", str(place))
    key = made.stdout.strip()
    with Ledger.open(place) as ledger, ledger.reading() as connection:
        found = accounts.token(connection, sessions.digest_of(key))
    assert found is not None
    assert (found[0].name, found[1].name) == ("Ana Lund", "nightly export")
    assert found[1].expires is not None
    shown = run("accounts", "list", "--ledger", str(place)).stdout
    assert "key 1: nightly export" in shown
    assert key not in shown
    assert run("accounts", "remove", "Ana Lund", "--key", "1", "--ledger", str(place)).exit_code == 0
    with Ledger.open(place) as ledger, ledger.reading() as connection:
        assert accounts.token(connection, sessions.digest_of(key)) is None


def test_keys_stay_with_a_new_password_unless_they_are_to_go(place: Path, run: Run) -> None:
    run("accounts", "token", "Ana Lund", "nightly export", "--ledger", str(place))
    new = run("accounts", "password", "Ana Lund", "--ledger", str(place), input=LONG_ENOUGH)
    assert "1 key of Ana Lund's programs stay good; --keys takes" in new.stderr
    gone = run("accounts", "password", "Ana Lund", "--keys", "--ledger", str(place), input=LONG_ENOUGH)
    assert "1 key taken back" in gone.stdout
    assert gone.stderr == ""
    assert "key 1" not in run("accounts", "list", "--ledger", str(place)).stdout


def test_an_account_goes_with_its_keys(place: Path, run: Run) -> None:
    run("accounts", "token", "Ana Lund", "export", "--ledger", str(place))
    assert run("accounts", "remove", "Ana Lund", "--ledger", str(place)).exit_code == 0
    assert run("accounts", "list", "--ledger", str(place)).stdout == ""
    assert "account removed" in run("accounts", "log", "--ledger", str(place)).stdout


@pytest.mark.parametrize(
    "words", [["role", "Bo", "admin"], ["password", "Bo"], ["token", "Bo", "x"], ["remove", "Bo"]]
)
def test_an_account_that_is_not_there_is_named(place: Path, run: Run, words: list[str]) -> None:
    refused = run("accounts", *words, "--ledger", str(place), input=LONG_ENOUGH)
    assert refused.exit_code == 1
    assert "'Bo': there is none" in refused.stderr


@pytest.mark.parametrize("name", ["add", "list", "role", "password", "token", "remove", "log"])
def test_each_part_explains_itself_with_an_example(run: Run, name: str) -> None:
    told = run("accounts", name, "--help")
    assert told.exit_code == 0
    assert f"onrecord accounts {name}" in told.stdout
