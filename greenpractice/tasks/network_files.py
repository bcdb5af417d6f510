"""What a network is written to: its PDF, its workbook and its CSV files, never over files of another kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from greenpractice.errors import UserError
from greenpractice.exchange.csv_text import csv_text
from greenpractice.exchange.network_tables import network_tables
from greenpractice.exchange.table import NetworkTable
from greenpractice.files import write_in_one_step
from greenpractice.network.network import Network
from greenpractice.network.states import FileState

BOM = b"\xef\xbb\xbf"  # by which Excel knows UTF-8
_STARTS = {
    ".pdf": (b"%PDF-", "a PDF"),
    ".xlsx": (b"PK", "a workbook"),
    ".csv": (BOM, "a CSV file of this app"),
}


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Collation:
    """All that the files of a network say: its figures, the files that came, and whether it is made up."""

    network: Network
    files: Sequence[FileState]
    demo: bool

    @property
    def name(self) -> str:
        """What the names of its files begin with: `Example PCN, 2026-27-Q1`."""
        place = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in self._place)
        return f"{' '.join(place.split())[:80]}, {self.network.period.id}"

    @property
    def _place(self) -> str:
        return self.network.group.name


def save_network_pdf(
    what: Collation, target: Path, store: Path, cancelled: Callable[[], bool] = _never
) -> list[Path]:
    """The network's PDF; ReportLab is imported here, where it is first needed. [] if cancelled before."""
    _need_same_kind(target, store)
    from greenpractice.reports.network.network_pdf import network_pdf

    data = network_pdf(what.network, what.files, what.demo)
    if cancelled():
        return []
    write_in_one_step(target, data)
    return [target]


def save_workbook(
    what: Collation, target: Path, store: Path, cancelled: Callable[[], bool] = _never
) -> list[Path]:
    """The network's workbook; openpyxl is imported here, where it is first needed. [] if cancelled before."""
    _need_same_kind(target, store)
    from greenpractice.exchange.workbook import workbook_bytes

    data = workbook_bytes(what.network, what.files, what.demo)
    if cancelled():
        return []
    write_in_one_step(target, data)
    return [target]


def save_csv_files(
    what: Collation, folder: Path, store: Path, cancelled: Callable[[], bool] = _never
) -> list[Path]:
    """A CSV file for each table, beside each other; nothing is written if one of them may not be."""
    tables = network_tables(what.network, what.files)
    targets = [folder / f"{what.name}, {table.name}.csv" for table in tables]
    for target in targets:
        _need_same_kind(target, store)
    if cancelled():
        return []
    for table, target in zip(tables, targets, strict=True):
        _write_csv(table, target)
    return targets


def save_csv(table: NetworkTable, target: Path, store: Path) -> Path:
    """One table as a CSV file."""
    _need_same_kind(target, store)
    _write_csv(table, target)
    return target


def _write_csv(table: NetworkTable, target: Path) -> None:
    write_in_one_step(target, BOM + csv_text(table).encode("utf-8"))


def _need_same_kind(target: Path, store: Path) -> None:
    """A file that is there already may be replaced only by its own kind: a key or a backup never is."""
    start, kind = _STARTS.get(target.suffix.lower(), (b"", ""))
    if not start:
        raise UserError(f"Give {target.name} a name that ends in {', '.join(_STARTS)}.")
    try:
        if store.exists() and target.samefile(store):
            raise UserError(f"{target} is the data file itself. Choose another folder or name.")
        with target.open("rb") as file:
            begins = file.read(1024)
    except OSError:
        return  # not there, or not readable: writing says what is wrong
    if begins and not begins.startswith(start):
        raise UserError(f"{target} is there already and is not {kind}. Choose another folder or name.")
