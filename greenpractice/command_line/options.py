"""The command line: a thin front beside the window, a contract that scripts and support can rely on.

Exit status: 0 done; 1 problems were found, each named, or the program itself failed, which one sentence and
the log say; 2 wrong use. `--debug` before or after the command shows what failed instead.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from greenpractice import __version__
from greenpractice.command_line import commands
from greenpractice.command_line import record as record_command
from greenpractice.command_line import report as report_command
from greenpractice.command_line.commands import Answer, Services
from greenpractice.command_line.groups_asked import add_group_options, code
from greenpractice.errors import UsageError, UserError, system_words
from greenpractice.files import matching
from greenpractice.periods import Period
from greenpractice.tasks.exports import EXPORTS, endings_words

NO_NAME = "somebody who gave no name"

Command = Callable[[argparse.Namespace, Services], Answer]


def run(arguments: Sequence[str], services: Services) -> int:
    """Carry out one command; 0 done, 1 problems were found (each named), 2 wrong use."""
    try:
        asked = parser().parse_args(arguments)
        if sys.platform == "win32":
            fill_in(asked)
        if hasattr(asked, "store"):
            for sentence in services.use_facts(_store_of(asked, services)):
                services.tell(sentence)
        return _said(asked.command(asked, services), in_json=getattr(asked, "json", False))
    except UserError as error:
        say(str(error))
        return error.exit_status
    except BrokenPipeError:  # whoever read our output has gone
        raise
    except OSError as error:
        say(system_words(error))
        return 1


def _store_of(asked: argparse.Namespace, services: Services) -> Path:
    """The data file whose facts count: of `demo` its own, which is not there before it is made."""
    is_demo = asked.command is report_command.demo and asked.store is None
    return report_command.demo_store(asked) if is_demo else services.store_path(asked.store)


def fill_in(asked: argparse.Namespace) -> None:
    """Put the files that `*` and `?` stand for into every list of files that was given."""
    for name, value in vars(asked).items():
        if isinstance(value, list) and value and all(isinstance(each, Path) for each in value):
            setattr(asked, name, matching(value))


def _said(answer: Answer, *, in_json: bool) -> int:
    """Write an answer, and give the exit status it has."""
    for message in answer.messages:
        say(message)
    if answer.raw is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(answer.raw)
    elif in_json:
        json.dump(answer.json, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    elif answer.text:
        sys.stdout.write(answer.text + "\n")
    sys.stdout.flush()
    return 1 if answer.problems else 0


def say(message: str) -> None:
    """A message in plain words, on standard error."""
    sys.stderr.write(message + "\n")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}\n{self.format_usage().strip()}\nSee {self.prog} --help")


@cache
def parser() -> argparse.ArgumentParser:
    """Every command with its options, spelled as the contract does; made once, as that takes a while."""
    top = _Parser(
        prog="greenpractice",
        description="Carbon, inhaler indicators and a PDF return for GP practices.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"Greener Practice {__version__}")
    debug: dict[str, Any] = {"action": "store_true", "help": "if the program fails, show where"}
    top.add_argument("--debug", **debug)
    add = _Adding(top.add_subparsers(metavar="COMMAND", required=True), debug)
    _practice_commands(add)
    _network_commands(add)
    _starter_commands(add.several("starter", "Quarters that start full: make a starter file, or open one."))
    _store_commands(add)
    _facts_commands(add)
    _compare_commands(add.several("compare", "Compare with others: open what your Lead shared."))
    return top


class _Adding:
    """Adds a command, with the options that many have."""

    def __init__(self, names: Any, debug: dict[str, Any]) -> None:
        self._names, self._debug = names, debug

    def several(self, name: str, help: str) -> "_Adding":
        """A command that is one of several by its next word."""
        added = self._names.add_parser(name, help=help, description=help, allow_abbrev=False)
        return _Adding(added.add_subparsers(metavar="COMMAND", required=True), self._debug)

    def __call__(self, name: str, function: Any, help: str, store: bool = True, json: bool = False) -> Any:
        added = self._names.add_parser(name, help=help, description=help, allow_abbrev=False)
        added.set_defaults(command=function)
        added.add_argument("--debug", **self._debug)
        if store:
            added.add_argument("--store", type=Path, metavar="FILE", help="the data file to use")
        if json:
            added.add_argument("--json", action="store_true", help="print one JSON document")
        return added


def _practice_commands(command: _Adding) -> None:
    demo = command("demo", report_command.demo, "Make a store of made-up returns, and their PDFs.")
    demo.add_argument("--output", type=Path, metavar="DIR", default=Path("greenpractice-demo"))
    record = command("record", record_command.record, "Store returns given in the return format.")
    record.add_argument("files", type=Path, nargs="+", metavar="FILE.json")
    none = "keep what reads as an NHS number: you have looked, and none is a patient's"
    record.add_argument("--not-patients", action="store_true", help=none)
    practices = command("practices", commands.practices, "List practices and PCNs.", json=True)
    practices.add_argument("--pcn", type=code, metavar="CODE")
    footprint = command("footprint", commands.footprint, "The footprint of a quarter or a year.", json=True)
    _practice_and_period(footprint)
    indicators = command("indicators", commands.indicators, "The inhaler indicators.", json=True)
    who = indicators.add_mutually_exclusive_group(required=True)
    who.add_argument("--practice", type=code, metavar="ODS")
    add_group_options(who)
    indicators.add_argument("--period", type=_period, required=True, metavar="P")
    change = command(
        "change", _later("answers.change", "change"), "Why carbon changed between two periods.", json=True
    )
    who = change.add_mutually_exclusive_group(required=True)
    who.add_argument("--practice", type=code, metavar="ODS")
    add_group_options(who)
    from_ = "the earlier quarter or year"
    change.add_argument("--from", dest="earlier", type=_period, required=True, metavar="P", help=from_)
    change.add_argument("--to", dest="later", type=_period, required=True, metavar="P", help="the later one")
    report = command("report", report_command.report, "Make the PDF summary of a return.")
    _practice_and_period(report)
    report.add_argument(
        "--output", type=Path, required=True, metavar="FILE.pdf", help=endings_words(EXPORTS.practice)
    )
    extract = command("extract", commands.extract, "Print the return inside a PDF.")
    extract.add_argument("file", type=Path, metavar="FILE.pdf")


def _network_commands(command: _Adding) -> None:
    opened = command(
        "import", _later("import_files", "import_files"), "Take inhalers from prescribing files.", json=True
    )
    opened.add_argument("files", type=Path, nargs="+", metavar="FILE", help="CSV (zipped too) or XLSX")
    whose = opened.add_mutually_exclusive_group(required=True)
    whose.add_argument("--practice", type=code, metavar="ODS", help="the practice to take")
    whose.add_argument("--all", action="store_true", help="every practice in the files")
    opened.add_argument("--dry-run", action="store_true", help="say what would be stored, store nothing")
    opened.add_argument("--keep-mine", action="store_true", help="leave every typed figure as it is")
    opened.add_argument("--output-json", type=Path, metavar="DIR", help="write the returns as documents too")
    opened.set_defaults(replace=True)
    _bills(command)
    collate = command(
        "collate", _later("collate", "collate"), "Collate practices' PDFs for a network.", json=True
    )
    collate.add_argument(
        "paths", type=Path, nargs="*", metavar="PATH", help="PDFs; folders, zips, mails of them"
    )
    add_group_options(collate.add_mutually_exclusive_group(required=True))
    collate.add_argument("--period", type=_period, required=True, metavar="P", help="2025-26-Q1 or 2025-26")
    collate.add_argument("--output", type=Path, metavar="FILE.pdf", help=endings_words(EXPORTS.network))
    workbook = EXPORTS.for_network("network-workbook").name
    collate.add_argument("--xlsx", type=Path, metavar="FILE", help=f"save the {workbook} too")
    collate.add_argument("--lines", action="store_true", help="with --json, every line of the footprint")
    _leads_word(collate)


def _bills(command: _Adding) -> None:
    bills = command("bills", _later("bills", "bills"), "Take energy from a file of bills.", json=True)
    bills.add_argument("file", type=Path, metavar="FILE", help="half hours, days or bills: CSV or XLSX")
    bills.add_argument("--practice", type=code, required=True, metavar="ODS", help="the practice to take it")
    bills.add_argument("--period", type=_period, metavar="P", help="only this quarter; else all of the file")
    bills.add_argument("--site", metavar="SITE", help="the site of every meter that has no other")
    where = "the site of one meter, by the last digits of its number"
    bills.add_argument("--meter", action="append", default=[], metavar="ENDING=SITE", help=where)
    which = (
        "which column says what: first, last, time, used, meter, site, rough, measure, fuel, register, "
        "calorific, cost, or also (a second register, added to used)"
    )
    bills.add_argument("--column", action="append", default=[], metavar="WHAT=HEADER", help=which)
    bills.add_argument(
        "--unit",
        choices=("kWh", "Wh", "MWh", "therm", "m3", "ft3x100", "ft3"),
        help="the unit of the amounts",
    )
    bills.add_argument("--fuel", choices=("electricity", "gas"), help="what the file is of")
    bills.add_argument("--dry-run", action="store_true", help="say what would be stored, store nothing")


def _starter_commands(command: _Adding) -> None:
    make = command(
        "make", _later("starter", "make"), "One starter file of national months of prescribing.", json=True
    )
    make.add_argument("files", type=Path, nargs="+", metavar="FILE", help="EPD months: CSV, zipped too")
    group = "LLR for the whole area, or codes of networks and practices"
    make.add_argument("--group", type=_area_or_code, nargs="+", required=True, metavar="CODE", help=group)
    month = _later_type("starter", "month")
    make.add_argument("--from", dest="first", type=month, metavar="MONTH", help="the first, like 2019-04")
    make.add_argument("--to", dest="last", type=month, metavar="MONTH", help="the last one")
    name = "where to write it; without it, here under the name of the group and its months"
    make.add_argument("--output", type=Path, metavar="FILE.gpstarter", help=name)
    opened = command("open", _later("starter", "take"), "Take the months of a starter file.", json=True)
    opened.add_argument("file", type=Path, metavar="FILE.gpstarter")
    opened.add_argument("--practice", type=code, metavar="ODS", help="one practice; without it, all in it")
    opened.add_argument("--dry-run", action="store_true", help="say what would be stored, store nothing")
    other = "also where a month is held with other figures"
    opened.add_argument("--replace", action="store_true", help=other)
    opened.set_defaults(keep_mine=True, output_json=None)


def _leads_word(collate: argparse.ArgumentParser) -> None:
    """What only the Lead can say of what came."""
    many: dict[str, Any] = {"action": "append", "default": []}
    collate.add_argument(
        "--accept-key", metavar="CODE=FINGERPRINT", help="the practice read out this key", **many
    )
    collate.add_argument("--use", metavar="FILE", help="of files that disagree, let this one count", **many)
    reject = "never let this file count; its key waits for your word again"
    collate.add_argument("--reject", metavar="FILE", help=reject, **many)
    collate.add_argument("--why", metavar="TEXT", default="", help="the reason to reject it")
    collate.add_argument(
        "--take-back", metavar="FILE", help="a file that you rejected may count again", **many
    )
    collate.add_argument("--add", type=code, metavar="CODE", help="a practice that belongs here too", **many)


def _store_commands(command: _Adding) -> None:
    pictures = command(
        "screenshots", commands.screenshots, "Pictures of every page of the window.", store=False
    )
    pictures.add_argument("folder", type=Path, metavar="DIR")
    pictures.add_argument(
        "--looks",
        nargs="+",
        choices=("light", "dark", "contrast", "small", "large"),
        default=("light", "dark"),
        metavar="LOOK",
        help="light, dark, contrast, small (1093 x 534), large (text of 200%%); else light and dark",
    )
    pictures.add_argument(
        "--states",
        action="store_true",
        help="also pages that are empty, half done, with a problem, done, sent, changed since, or read only",
    )
    command("check", commands.check, "Verify the store: structure, hashes, every figure.", json=True)
    backup = command("backup", commands.backup, "Make a verified copy of the store.")
    backup.add_argument("file", type=Path, metavar="FILE")
    key = _later("moving", "key")
    command("key", key, "The key that signs your PDFs, in six groups to read out.", json=True)
    move_to = command("move-to", _later("moving", "move_to"), "All data and the key in one file.")
    move_to.add_argument("file", type=Path, metavar="FILE")
    move_from = command("move-from", _later("moving", "move_from"), "Take over what `move-to` wrote.")
    move_from.add_argument("file", type=Path, metavar="FILE")
    restore = command("restore", commands.restore, "Put a backup in the place of the store.")
    restore.add_argument("file", type=Path, metavar="FILE")
    for each in (move_from, restore):
        each.add_argument(
            "--other-kind",
            action="store_true",
            help="also demo data over real figures, or another practice's or network's",
        )


def _facts_commands(command: _Adding) -> None:
    facts = command.several("facts", "Packs of facts: make, check, install, list and take back.")
    make = facts("make", _later("facts", "make"), "Put tables of facts in one signed file.", json=True)
    make.add_argument(
        "files", type=Path, nargs="+", metavar="FILE",
        help="tables, or folders of them, named as in resources; the last one is the pack to write",
    )  # fmt: skip
    make.add_argument(
        "--key", type=Path, required=True, metavar="FILE", help="your key, made if it is not there"
    )
    make.add_argument("--maker", metavar="TEXT", default=NO_NAME, help="who you are: people read it")
    make.add_argument("--name", metavar="TEXT", help="what the pack is called; else the name of its file")
    make.add_argument("--day", type=_day, metavar="DAY", help="the day it is of, like 2026-06-01; else today")
    check = facts("check", _later("facts", "check"), "What a pack holds and would change.", json=True)
    install = facts("install", _later("facts", "install"), "Let a pack count from now on.", json=True)
    for each in (check, install):
        each.add_argument("file", type=Path, metavar="FILE")
        accept = "accept this key: its maker told it, and you compared the six groups"
        each.add_argument("--accept-key", metavar="FINGERPRINT", default="", help=accept)
    facts("list", _later("facts", "listed"), "The facts in use, and whose they are.", json=True)
    remove = facts("remove", _later("facts", "remove"), "Take an installed pack back.", json=True)
    remove.add_argument("pack", nargs="?", default="", metavar="PACK", help="its id or name; else the newest")
    forget = facts("forget-key", _later("facts", "forget_key"), "Accept a maker's key no more.")
    forget.add_argument("key", metavar="FINGERPRINT")


def _compare_commands(command: _Adding) -> None:
    taken = command("open", _later("compare", "take"), "Take a Lead's comparison file.", json=True)
    taken.add_argument("file", type=Path, metavar="FILE.gpcompare")
    taken.add_argument(
        "--practice", type=code, required=True, metavar="ODS", help="whose figures stand beside it"
    )
    accept = "accept this key: your Lead read it out, and you compared the six groups"
    taken.add_argument("--accept-key", metavar="FINGERPRINT", default="", help=accept)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} must be a day like 2026-06-01") from error


def _later(module: str, name: str) -> Command:
    """A command whose module is imported when it is asked for: the others start sooner without it."""

    def run(asked: argparse.Namespace, services: Services) -> Answer:
        function: Command = getattr(import_module(f"greenpractice.command_line.{module}"), name)
        return function(asked, services)

    return run


def _later_type(module: str, name: str) -> Callable[[str], Any]:
    """The same for what an option's text means."""

    def read(text: str) -> Any:
        return getattr(import_module(f"greenpractice.command_line.{module}"), name)(text)

    return read


def _area_or_code(text: str) -> str:
    return text if text == "LLR" else code(text)


def _practice_and_period(added: argparse.ArgumentParser) -> None:
    added.add_argument("--practice", type=code, required=True, metavar="ODS")
    added.add_argument("--period", type=_period, required=True, metavar="P", help="2025-26-Q1 or 2025-26")


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except UserError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
