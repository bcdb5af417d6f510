"""Every file the program writes for others, in one list: menus, command line and tests come from it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from greenpractice.errors import UsageError, UserError
from greenpractice.tasks import network_files, return_files
from greenpractice.tasks.file_kinds import problem_with
from greenpractice.tasks.network_files import Collation
from greenpractice.tasks.return_files import OneReturn

What = TypeVar("What", OneReturn, Collation)
Cancelled = Callable[[], bool]
Verb = Literal["Create", "Save"]
_WHILE = {"Create": "Making", "Save": "Saving"}
_AFTER = {"Create": "created", "Save": "saved"}


def never() -> bool:
    """What nobody cancels."""
    return False


@dataclass(frozen=True, slots=True)
class Export(Generic[What]):
    """One kind of file that the program writes.

    `write` is given what there is to write, where, the data file (which is never written over) and what
    tells that it was cancelled; it gives the files it wrote, none if it was cancelled. It imports what it
    needs when it is called. `name` goes on in a sentence: "network PDF"; `says` is the sentence of help.
    """

    key: str
    name: str
    suffix: str
    says: str
    write: Callable[[What, Path, Path, Cancelled], list[Path]]
    verb: Verb = "Save"
    entry: str = ""  # words of its entry in a menu, where they are not "Save workbook…"
    keys: tuple[str, ...] = ()
    named: str = ""  # the objectName of its entry and button, where it is not "export-workbook"
    page: str = ""  # the page of the window that makes it, where that is not the usual one
    issued_only: bool = False  # written of a return only once its PDF was created
    issues: bool = False  # writing it notes a version of the return
    earlier_years: bool = False  # says something of a network over time
    is_report: bool = False  # has a version of its own, and never takes the place of another

    @property
    def action(self) -> str:
        """The words of its button: "Save workbook"."""
        return f"{self.verb} {self.name}"

    @property
    def help_words(self) -> str:
        """What it is, for help: "Workbook (.xlsx). The network's tables, one a sheet."."""
        return f"{self.name[:1].upper()}{self.name[1:]} ({self.suffix}). {self.says}"

    @property
    def control(self) -> str:
        """The objectName of its entry and button."""
        return self.named or f"export-{self.key}"

    @property
    def while_written(self) -> str:
        """What is said meanwhile: "Saving the workbook"."""
        return f"{_WHILE[self.verb]} the {self.name}"

    def problem_with(self, target: Path, store: Path) -> str:
        """Why it may not be written here, or ""."""
        return problem_with(target, store, self.suffix, is_return=self.issues)

    def done_words(self, made: Sequence[Path]) -> str:
        """What is said afterwards: "Network PDF created", "11 CSV files saved"."""
        begin = f"{len(made)} {self.name}" if len(made) > 1 else f"{self.name[:1].upper()}{self.name[1:]}"
        return f"{begin} {_AFTER[self.verb]}"


@dataclass(frozen=True, slots=True)
class Exports:
    """The list, in the order of menus and help: what a practice writes, and what a network's Lead writes."""

    practice: tuple[Export[OneReturn], ...] = field(default=())
    network: tuple[Export[Collation], ...] = field(default=())

    def for_practice(self, key: str) -> Export[OneReturn]:
        """The one with this key among those of a practice."""
        return next(export for export in self.practice if export.key == key)

    def for_network(self, key: str) -> Export[Collation]:
        """The one with this key among those of a network."""
        return next(export for export in self.network if export.key == key)

    def __iter__(self) -> Iterator[Export[Any]]:
        yield from self.practice
        yield from self.network


EXPORTS = Exports(
    practice=(
        Export(
            "summary-pdf", "summary PDF", ".pdf",
            "The return on paper, with its figures inside for the network: this is what a practice sends.",
            return_files.save_summary_pdf, "Create", entry="Create &summary PDF", keys=("Ctrl+E",),
            named="create-pdf", page="summary", issues=True,
        ),
        Export(
            "return-workbook", "workbook", ".xlsx",
            "Each section as it was entered, and every line of carbon with its factor, to work with.",
            return_files.save_return_workbook, entry="E&xport to Excel…", named="export-excel",
        ),
        Export(
            "data-file", "data file", ".json",
            "The figures inside the PDF that was created last, for a network that cannot read the PDF.",
            return_files.save_data_file, entry="Save &data file…", issued_only=True,
        ),
    ),
    network=(
        Export(
            "network-pdf", "network PDF", ".pdf",
            "The network's report: totals, indicators, practices side by side, and how it was worked out.",
            network_files.save_network_pdf, "Create", named="report-pdf", earlier_years=True, is_report=True,
        ),
        Export(
            "network-workbook", "workbook", ".xlsx",
            "The network's tables, one a sheet, with every line of carbon.",
            network_files.save_workbook, named="report-workbook",
        ),
        Export(
            "network-csv", "CSV files", ".csv",
            "The same tables, one a file, for other programs.",
            network_files.save_csv_files, named="report-csv",
        ),
        Export(
            "comparison", "comparison file", ".gpcompare",
            "What is usual in the network, for its practices to see where they stand. It names no practice.",
            network_files.save_comparison, named="report-comparison",
        ),
        Export(
            "chase-list", "chase list", ".csv",
            "Whom to ask and why, when each was asked, and the text to send.",
            network_files.save_chase_list, entry="Save chase list…", named="chase-save", page="chase",
        ),
    ),
)  # fmt: skip


def write_export(
    export: Export[What], what: What, target: Path, store: Path, cancelled: Cancelled = never
) -> list[Path]:
    """The files written, none if cancelled; UserError over the data file or a file of another kind."""
    problem = export.problem_with(target, store)
    if problem:
        raise UserError(f"{problem}. Choose another folder or name.")
    return export.write(what, target, store, cancelled)


def export_for(target: Path, exports: Sequence[Export[What]]) -> Export[What]:
    """The first of these that writes files with this ending; without an ending, the first of all.

    UsageError for an ending that none writes: a PDF under the name of a text would open nowhere.
    """
    fitting = [export for export in exports if export.suffix == target.suffix.lower()]
    if not fitting and target.suffix:
        endings = ", ".join(dict.fromkeys(export.suffix for export in exports))
        raise UsageError(f"{target}: no file with this ending is written. Endings are: {endings}")
    return (fitting or exports)[0]


def endings_words(exports: Sequence[Export[What]]) -> str:
    """What each ending of a file name gives, and what only the window writes, for the help of a command."""
    chosen = [export for export in exports if export_for(Path(f"a{export.suffix}"), exports) is export]
    window = [export.name for export in exports if export not in chosen]
    words = ", ".join(f"{export.suffix} the {export.name}" for export in chosen)
    return f"{words} (only in the window: the {', the '.join(window)})" if window else words
