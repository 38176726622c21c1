"""The command line. Everything heavy is imported by the command that needs it, so that --help answers at once."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from flows import cli_alerts, cli_look, cli_metrics, cli_ops, cli_review, cli_run, cli_sources, cli_subscribers
from flows.console import EXIT_FAULT, Fault, warn

app = typer.Typer(
    name="figurewatch",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # drawn boxes take longer to load than all the rest
    help="Figures from the news, each with its proof; an e-mail when a tracked one changes.",
    epilog="Exit codes: 0 done, 1 something is wrong and was said, 2 wrong usage, 75 try again later.",
)


@app.callback()
def options(
    home: Annotated[
        Path | None, typer.Option("--home", metavar="DIR", help="Where all state lives (or FIGUREWATCH_HOME).")
    ] = None,
    catalogue: Annotated[
        Path | None,
        typer.Option("--catalogue", metavar="DIR", help="Where the yaml files are (or FIGUREWATCH_CATALOGUE)."),
    ] = None,
) -> None:
    """Options that hold for every command; kept in the environment, so that what a command starts sees them too."""
    for name, place in (("FIGUREWATCH_HOME", home), ("FIGUREWATCH_CATALOGUE", catalogue)):
        if place is not None:
            os.environ[name] = str(place.resolve())


cli_run.register(app)
cli_look.register(app)
cli_metrics.register(app)
cli_alerts.register(app)
cli_ops.register(app)
cli_review.register(app)
cli_sources.register(app)
cli_subscribers.register(app)


def main() -> None:
    """Runs the command; a fault the user can mend is one message and an exit code, never a trace."""
    try:
        app()
    except Fault as fault:
        warn(f"figurewatch: {fault}")
        sys.exit(fault.code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_FAULT)
    except KeyboardInterrupt:
        warn("figurewatch: stopped")
        sys.exit(130)
