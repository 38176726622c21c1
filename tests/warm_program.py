"""The program, loaded once: each command that is asked for runs in a process of its own, forked from here.

What a command imports is most of what a short one costs. One JSON line on standard input asks for a command, with its
folder, environment and the files that are its standard streams; one line answers with its exit code.
"""

import importlib
import json
import os
import signal
import sys
import traceback

LOADED = (
    "flows.ingest_recipe",
    "flows.ledger_steps",
    "flows.published",
    "flows.run_report",
    "flows.extracting",
    "flows.mail_steps",
    "fetching.acquiring",
    "extraction",
    "tracking.matching",
    "tracking.observing",
    "rich.console",
    "rich.table",
    "rich.box",
)
LONGEST_S = 300


def run(asked: dict) -> int:
    """The exit code of the command, in this process."""
    signal.alarm(LONGEST_S)
    for number, (name, flags) in enumerate(
        (("stdin", os.O_RDONLY), ("stdout", os.O_WRONLY | os.O_APPEND), ("stderr", os.O_WRONLY | os.O_APPEND))
    ):
        os.dup2(os.open(asked[name], flags), number)
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    sys.argv = asked["command"]
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(n, mode, encoding="utf-8") for n, mode in enumerate("rww"))
    from flows.cli import main

    try:
        main()
    except SystemExit as ended:
        if not isinstance(ended.code, str):
            return int(ended.code or 0)
        sys.stderr.write(f"{ended.code}\n")
        return 1
    return 0


def main() -> None:
    for name in ("flows.cli", *LOADED):
        importlib.import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                code = run(json.loads(line))
                sys.stdout.flush()
                sys.stderr.flush()
            finally:
                if sys.exc_info()[0]:
                    traceback.print_exc()
                    sys.stderr.flush()
                os._exit(code)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{ended}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
