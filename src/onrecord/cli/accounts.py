"""``onrecord accounts``: who may use the reading room."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli import ledger_options
from onrecord.errors import OnrecordError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from onrecord.ledger.ledger import Ledger

F = TypeVar("F", bound="Callable[..., Any]")

_ROLES = click.Choice(["reader", "reviewer", "admin"])


def _role(function: F) -> F:
    return click.option(
        "--role",
        type=_ROLES,
        default="reader",
        show_default=True,
        help="reader reads; reviewer also adds pages and corrects; admin also takes articles down and keeps "
        "the accounts.",
    )(function)


@click.group("accounts")
def command() -> None:
    """Say who may use the reading room.

    Accounts are needed where others can reach onrecord serve: whoever changes something signs in. They are
    kept in the ledger, passwords as hashes.

    A password is asked for, or read from standard input where that is no terminal.

    \b
    Examples:
      onrecord accounts add "Ana Lund" --role admin
      onrecord accounts list
      onrecord accounts role "Ana Lund" reviewer
      onrecord accounts password "Ana Lund"
      onrecord accounts token "Ana Lund" "nightly export"
      onrecord accounts log
      onrecord accounts remove "Ana Lund"

    Exit code: 0 done, 1 no such account, 2 the command line makes no sense.
    """


@command.command("add")
@click.argument("name")
@_role
@ledger_options.ledger
def add(name: str, role: str, location: str | None) -> None:
    """Make an account; the password is asked for.

    \b
    Examples:
      onrecord accounts add "Ana Lund" --role reviewer
    """
    from onrecord.ledger import accounts

    with ledger_options.opened(location, create=True, write=True) as ledger:
        with ledger.reading() as connection:
            if accounts.find(connection, name):
                raise UsageError(
                    f"the account {name!r}: there is one already; expected a new name; `onrecord accounts "
                    "password` and `role` change what there is"
                )
        password = _password()
        with ledger.atomic() as connection:
            made = accounts.add(connection, name, role, password, at=_now())
            _note(connection, "account added", f"{made.name}, {role}")
        click.echo(f"{ledger.name}: {made.name} may sign in ({role})")


@command.command("list")
@ledger_options.ledger
def show(location: str | None) -> None:
    """Show all accounts, with the keys of their programs.

    \b
    Examples:
      onrecord accounts list
    """
    from onrecord.ledger import accounts

    with ledger_options.opened(location) as ledger, ledger.reading() as connection:
        found = accounts.everyone(connection)
        for one in found:
            click.echo(f"{one.name}  {one.role}  since {one.added[:10]}")
            for key in accounts.tokens(connection, one):
                until = f" until {key.expires[:10]}" if key.expires else ""
                click.echo(f"  key {key.id}: {key.name}, since {key.added[:10]}{until}")
        if not found:
            click.echo(f"{ledger.name}: no account; make one with `onrecord accounts add NAME`", err=True)


@command.command("role")
@click.argument("name")
@click.argument("role", type=_ROLES)
@ledger_options.ledger
def set_role(name: str, role: str, location: str | None) -> None:
    """Let an account do what another role may.

    \b
    Examples:
      onrecord accounts role "Ana Lund" admin
    """
    from onrecord.ledger import accounts

    with _written(location) as ledger, ledger.atomic() as connection:
        one = accounts.named(connection, name)
        accounts.set_role(connection, one, role)
        _note(connection, "role changed", f"{one.name}, {one.role} to {role}")
    click.echo(f"{one.name} is a {role} now")


@command.command("password")
@click.argument("name")
@click.option("--keys", is_flag=True, help="Also take back the keys of the account's programs.")
@ledger_options.ledger
def set_password(name: str, keys: bool, location: str | None) -> None:
    """Change a password, and sign the account out everywhere.

    Keys of its programs stay good unless --keys is given; how many there are is said.

    \b
    Examples:
      onrecord accounts password "Ana Lund"
      onrecord accounts password "Ana Lund" --keys
    """
    from onrecord.cli.tables import counted
    from onrecord.ledger import accounts

    with _written(location) as ledger:
        with ledger.reading() as connection:
            accounts.named(connection, name)
        password = _password()
        with ledger.atomic() as connection:
            one = accounts.named(connection, name)
            accounts.set_password(connection, one, password)
            gone = accounts.remove_tokens(connection, one) if keys else 0
            taken = f", {counted(gone, 'key')} taken back" if gone else ""
            _note(connection, "password changed", one.name + taken)
            left = accounts.keys_that_open(connection, at=_now()).get(one.id, 0)
    click.echo(f"{one.name} has a new password, and is signed out everywhere{taken}")
    if left:
        click.echo(
            f"onrecord: {counted(left, 'key')} of {one.name}'s programs stay good; --keys takes them back "
            "too, `onrecord accounts list` shows them",
            err=True,
        )


@command.command("token")
@click.argument("name")
@click.argument("use")
@click.option("--days", type=click.IntRange(1, 3_650), metavar="N", help="Let it expire after so many days.")
@ledger_options.ledger
def add_token(name: str, use: str, days: int | None, location: str | None) -> None:
    """Give a program a key to the API, with which it may do what the account NAME may.

    USE says what it is for. The key is printed once and kept nowhere; programs send it as the header
    "Authorization: Bearer KEY".

    \b
    Examples:
      onrecord accounts token "Ana Lund" "nightly export" --days 90
    """
    from onrecord.ledger import accounts
    from onrecord.web.security.sessions import new_key

    now = datetime.now(UTC)
    expires = (now + timedelta(days=days)).isoformat(timespec="seconds") if days else None
    key, digest = new_key()
    with _written(location) as ledger, ledger.atomic() as connection:
        one = accounts.named(connection, name)
        made = accounts.add_token(connection, one, use, digest, at=_now(), expires=expires)
        _note(connection, "key added", f"{one.name}, key {made.id}, {made.name}")
    click.echo(key)


@command.command("remove")
@click.argument("name")
@click.option("--key", type=int, metavar="N", help="Only take back the key of this number.")
@ledger_options.ledger
def remove(name: str, key: int | None, location: str | None) -> None:
    """Remove an account with its keys; its name stays at what it did.

    \b
    Examples:
      onrecord accounts remove "Ana Lund"
      onrecord accounts remove "Ana Lund" --key 3
    """
    from onrecord.ledger import accounts

    with _written(location) as ledger, ledger.atomic() as connection:
        one = accounts.named(connection, name)
        if key is not None:
            gone = accounts.remove_token(connection, one, key)
            _note(connection, "key removed", f"{one.name}, key {gone.id}, {gone.name}")
            told = f"{one.name}: the key {gone.id} ({gone.name}) opens nothing now"
        else:
            accounts.remove(connection, one)
            _note(connection, "account removed", f"{one.name}, {one.role}")
            told = f"{one.name} can no longer sign in"
    click.echo(told)


@command.command("log")
@ledger_options.limit
@ledger_options.ledger
def log(limit: int, location: str | None) -> None:
    """Show who did what in the reading room, the latest first.

    \b
    Examples:
      onrecord accounts log --limit 100
    """
    from onrecord.exports.words import one_line
    from onrecord.ledger import accounts

    with ledger_options.opened(location) as ledger, ledger.reading() as connection:
        for deed in accounts.deeds(connection, limit=limit):
            parts = deed.at, deed.who or "a visitor", deed.address, deed.act, deed.detail
            click.echo("  ".join(map(one_line, parts)))


def _written(location: str | None) -> Ledger:
    return ledger_options.opened(location, write=True)


def _password() -> str:
    """The hash of a password: asked for twice at a terminal, else a line of standard input."""
    from onrecord.web.security import passwords

    if not sys.stdin.isatty():
        return passwords.hashed(sys.stdin.readline().rstrip("\r\n"))
    while True:
        given = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        try:
            return passwords.hashed(given)
        except OnrecordError as error:
            click.echo(f"onrecord: {error}", err=True)


def _note(connection: Connection, act: str, detail: str) -> None:
    """A line of the audit log, by whoever is at this computer."""
    from onrecord.ledger import accounts
    from onrecord.web.security.identity import system_name

    accounts.note(connection, system_name(), None, "command line", act, detail, at=_now())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
