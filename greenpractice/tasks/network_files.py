"""What a network is written to: its PDF, its workbook, its CSV files and its chase list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from greenpractice.errors import UserError
from greenpractice.files import write_in_one_step
from greenpractice.periods import due_day
from greenpractice.tasks.file_kinds import (
    BOM,
    is_another_report,
    need_same_comparison,
    need_same_table,
    need_same_workbook,
    problem_with,
)

if TYPE_CHECKING:  # a practice's window knows these files by name, and makes none of them
    from greenpractice.exchange.table import NetworkTable
    from greenpractice.network.network import Network
    from greenpractice.network.states import FileState
    from greenpractice.reports.network.issues import Issue

_MOST_CODES = 4  # that stand in a name of a file


@dataclass(frozen=True, slots=True)
class Collation:
    """All that the files of a network say: its figures, the files that came, and whether it is made up.

    `chase` is the chase list as the Lead keeps it, with days and texts; None for the usual one. `issue` is
    which version of the network's report this is; None where no report is made. `noting` keeps that version.
    """

    network: "Network"
    files: "Sequence[FileState]"
    demo: bool
    chase: "NetworkTable | None" = None
    issue: "Issue | None" = None
    noting: Callable[[], object] | None = None

    @property
    def name(self) -> str:
        """What the names of its files begin with: `Example PCN, 2026-27-Q1`."""
        place = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in self._place)
        return f"{' '.join(place.split())[:80]}, {self.network.period.id}"

    @property
    def _place(self) -> str:
        """What the group is called; of several networks which they are, as others are called the same."""
        group = self.network.group
        codes = sorted(group.pcns or ())
        if len(codes) < 2:
            return group.name
        which = " ".join(codes)
        if len(codes) > _MOST_CODES:
            which = f"{codes[0]} to {codes[-1]} {sha256(which.encode()).hexdigest()[:6]}"
        return f"{group.name[:40]} {which}"

    @property
    def report_name(self) -> str:
        """That of the network's PDF, which has its version: `Example PCN, 2026-27-Q1, v2`."""
        return f"{self.name}, v{self.issue.report.version}" if self.issue is not None else self.name


def save_network_pdf(
    what: Collation, target: Path, _store: Path, cancelled: Callable[[], bool]
) -> list[Path]:
    """The network's PDF; ReportLab is imported here, where it is first needed. [] if cancelled before.

    A report that is there is replaced by the same version of itself and by nothing else.
    """
    from greenpractice.reports.network.issues import mark_of

    assert what.issue is not None
    if is_another_report(target, mark_of(what.issue.report)):
        raise UserError(f"{target} is there already and is another report. Give this one another name.")
    data = report_bytes(what)
    if cancelled():
        return []
    write_in_one_step(target, data, noting=what.noting)
    return [target]


def report_bytes(what: Collation) -> bytes:
    """The network's PDF of its issue, for its file and its preview alike."""
    from greenpractice.reports.network.network_pdf import network_pdf

    assert what.issue is not None
    return network_pdf(what.network, what.files, what.issue, what.demo)


def save_workbook(what: Collation, target: Path, _store: Path, cancelled: Callable[[], bool]) -> list[Path]:
    """The network's workbook; openpyxl is imported here, where it is first needed. [] if cancelled before."""
    from greenpractice.exchange.workbook import workbook_bytes, workbook_of

    need_same_workbook(target, workbook_of(what.network))
    data = workbook_bytes(what.network, what.files, what.demo)
    if cancelled():
        return []
    write_in_one_step(target, data)
    return [target]


def save_csv_files(what: Collation, target: Path, store: Path, cancelled: Callable[[], bool]) -> list[Path]:
    """A CSV file for each table, beside each other, the table's name after that of the target.

    Nothing is written if one of them may not be.
    """
    from greenpractice.exchange.network_tables import network_tables

    tables = network_tables(what.network, what.files)
    targets = [target.with_name(f"{target.stem}, {table.name}.csv") for table in tables]
    for table, each in zip(tables, targets, strict=True):
        problem = problem_with(each, store, ".csv")
        if problem:
            raise UserError(f"{problem}. Choose another folder or name.")
        need_same_table(each, _csv(table))
    if cancelled():
        return []
    for table, each in zip(tables, targets, strict=True):
        write_in_one_step(each, _csv(table))
    return targets


def save_comparison(what: Collation, target: Path, store: Path, cancelled: Callable[[], bool]) -> list[Path]:
    """What is usual in the network, for its practices, signed with the key of these data. [] if cancelled.

    A file that is there is replaced only by one of the same group and period.
    """
    from greenpractice.comparison.comparison_file import comparison_bytes
    from greenpractice.comparison.making import comparison_of
    from greenpractice.exchange.signing import signing_key

    comparison = comparison_of(what.network, datetime.now(UTC), what.demo)
    need_same_comparison(target, comparison)
    if cancelled():
        return []
    write_in_one_step(target, comparison_bytes(comparison, signing_key(store)))
    return [target]


def save_chase_list(what: Collation, target: Path, _store: Path, cancelled: Callable[[], bool]) -> list[Path]:
    """The chase list as one table."""
    table = what.chase or _usual_chase_list(what)
    data = _csv(table)
    need_same_table(target, data)
    if cancelled():
        return []
    write_in_one_step(target, data)
    return [target]


def _usual_chase_list(what: Collation) -> "NetworkTable":
    from greenpractice.exchange.network_tables import chase_table
    from greenpractice.network.chasing import chase_list, mail_to

    due = due_day(what.network.period)
    chased = chase_list(what.network, what.files)
    return chase_table(chased, due, {}, {each.practice: mail_to(each, what.network, due) for each in chased})


def _csv(table: "NetworkTable") -> bytes:
    from greenpractice.exchange.csv_text import csv_text

    return BOM + csv_text(table).encode("utf-8")
