"""The ``onrecord`` command: finds the command that was named, and turns errors into exit codes.

A command's module is imported when the command runs; the list in the help is written from the table below.

Exit codes: 0 done, 1 something could not be read (the rest was), 2 the command line makes no sense,
130 interrupted, 141 the reader of a pipe went away.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any, Final

import click

from onrecord.errors import OnrecordError, UsageError

REFUSED: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130  # 128 + SIGINT, what shells give
PIPE_CLOSED: Final = 141  # 128 + SIGPIPE

# command: what it does, in one line. Each is the click command named ``command`` of its module.
COMMANDS: Final = {
    "read": "Read news pages and show who said what.",
    "annotate": "Find the attributions in the texts of a JSON Lines file.",
    "add": "Add pages to a ledger.",
    "watch": "Poll feeds and add their articles.",
    "said": "Show everything somebody said.",
    "search": "Find statements by their words.",
    "show": "Show a statement or an article of the ledger.",
    "trace": "Show where else a statement occurs.",
    "origins": "Show which articles tell one another's words.",
    "versions": "Show what changed between versions of a page.",
    "check": "Find a draft's quotations in the ledger.",
    "people": "Show who is in the ledger.",
    "figures": "Show figures about one thing that differ.",
    "disputes": "Show who disputes whose words.",
    "merge": "Let two people of the ledger be one.",
    "split": "Part people of the ledger who were taken for one.",
    "review": "Show what nobody has judged yet, and judge it.",
    "stats": "Show how much the ledger holds.",
    "serve": "Show the ledger in the browser.",
    "accounts": "Say who may use the reading room.",
    "export": "Write the ledger in another program's format.",
    "reread": "Read the articles of the ledger again.",
    "verify": "Check every row of the ledger.",
    "withdraw": "Take an article down.",
    "schema": "Print the JSON Schema of a record.",
    "evaluate": "Measure attributions against GOLD.",
    "train": "Train an attribution model.",
}


class App(click.Group):
    """The group of all commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, its module imported now; None for a name that is not one."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"onrecord.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; an error of ours becomes one message and an exit code, never a stack trace."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except OnrecordError as error:
            click.echo(f"onrecord: {error}", err=True)
            ctx.exit(USAGE if isinstance(error, UsageError) else REFUSED)
        except BrokenPipeError:
            _abandon_stdout()
            ctx.exit(PIPE_CLOSED)
        except OSError as error:  # a full disk, a terminal that went away: no mistake in the program
            click.echo(f"onrecord: {error}", err=True)
            ctx.exit(REFUSED)
        except KeyboardInterrupt:
            with suppress(OSError, ValueError):
                click.echo("\n" * sys.stderr.isatty() + "onrecord: interrupted", err=True)  # \n: behind "^C"
            ctx.exit(INTERRUPTED)


def _say_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    """Prints the version; looked up now, since the look-up costs more than the rest of the help."""
    if asked:
        import onrecord

        click.echo(f"onrecord {onrecord.__version__}")
        ctx.exit()


@click.group(
    cls=App,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Each command explains itself: onrecord read --help",
)
@click.option(
    *("-V", "--version"),
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_say_version,
    help="Show the version and exit.",
)
def main() -> None:
    """Put a news page on the record: who said what, in which words, with exact offsets.

    Everything runs on this computer, without a network, unless you name a page by its address. onrecord
    says who is given which words; it never says whether they are true. `read` shows single pages; `add` keeps
    many in a ledger, which `said`, `search` and `people` ask.

    \b
    Examples:
      onrecord read page.html
      onrecord read --view text page.html
      onrecord read --format html -o report.html pages/
      onrecord add pages/
      onrecord said "Ana Lund" --about dam
    """


def _abandon_stdout() -> None:
    """Lets Python end without a complaint that the last buffered words found no reader."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


if __name__ == "__main__":
    main()
