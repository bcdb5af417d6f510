"""What the window needs from outside: files, stores and PDFs, handed over by `app.py`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from greenpractice.reports.page_image import PreviewPages
from greenpractice.returns.documents import ReturnDocument
from greenpractice.store import OfferedBackup, Store
from greenpractice.tasks.pdf_preview import Draft

if TYPE_CHECKING:
    from greenpractice.network.keeping import Arrived, FileKey
    from greenpractice.network.states import Read
    from greenpractice.tasks.exports import Export, What
    from greenpractice.tasks.network_files import Collation


class WindowServices(Protocol):
    """Everything the window cannot do itself, as it knows neither databases nor PDF libraries."""

    def store_path(self, asked: Path | None) -> Path:
        """Where the data file is, if nobody chooses another place."""
        ...

    def preferences_path(self) -> Path:
        """The small file with text size, role and place of the data: nothing of a return."""
        ...

    def open_store(self, path: Path, *, write: bool, demo: bool = False) -> Store:
        """The store, made if it is to be written and is not there; StoreError if it cannot be."""
        ...

    def use_facts(self, store: Path) -> tuple[str, ...]:
        """Let the facts count that are installed for a data file; says why a pack that is there does not."""
        ...

    def is_in_use(self, path: Path) -> bool:
        """True while somebody has a data file open to write in it."""
        ...

    def fill_demo(self, store: Store) -> None:
        """Put the made-up returns in a demo store, where they are not there yet."""
        ...

    def restore(self, store: Path, backup: Path, *, other_kind: bool = False) -> str:
        """Put a verified backup in the place of the store; says where the replaced one is kept.

        OtherKind for demo data over real figures, or somebody else's figures, unless that is meant.
        """
        ...

    def backups(self, store: Path) -> list[OfferedBackup]:
        """Every copy beside a data file, the newest first, each one read through; in any thread."""
        ...

    def backups_folder(self, store: Path) -> Path:
        """Where the backups of a data file lie that are made by themselves."""
        ...

    def backup_offered(self, store: Path, backup: Path) -> OfferedBackup:
        """One copy, wherever it lies, and what the data file holds beyond it; it is not read through."""
        ...

    def preview(self, draft: Draft) -> PreviewPages:
        """The pages of that PDF as they would be now; for a thread of its own, as it takes a moment."""
        ...

    def preview_report(self, what: "Collation") -> PreviewPages:
        """The pages of a network's PDF as they would be now; for a thread of its own likewise."""
        ...

    def get_ready(self) -> None:
        """Load what making a PDF needs, so that the first one comes as fast as the next; in any thread."""
        ...

    def export(
        self, export: "Export[What]", what: "What", target: Path, store: Path, cancelled: Callable[[], bool]
    ) -> list[Path]:
        """Write files of one kind, which it gives ([] if cancelled); UserError if they may not be written.

        `store` is the data file, which is never written over. In any thread where `what` holds no store.
        """
        ...

    def report_name(self, document: ReturnDocument) -> str:
        """The file name of a summary PDF."""
        ...

    def make_demo_arrivals(self, store: Store) -> Path:
        """A folder of made-up PDFs as practices send them to a Lead, made where it is not there yet."""
        ...

    def read_practice_files(
        self,
        paths: Sequence[Path],
        leave_out: Sequence[Path],
        progress: Callable[[int, int, str], object],
        cancelled: Callable[[], bool],
        known: "Mapping[FileKey, Read]",
    ) -> "Iterator[Arrived]":
        """Read practices' PDFs one by one; `progress` is told how many were read, of how many, and a name.

        What is in files that are `known` is not read again.
        """
        ...
