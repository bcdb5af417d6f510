"""The composition root: puts store and command line together, and is the outermost handler of errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from greenpractice.only_ours import only_our_sentences

if TYPE_CHECKING:  # what is needed before the window is seen is imported at once, the rest where it is used
    from greenpractice.network.keeping import Arrived, FileKey
    from greenpractice.network.states import Read
    from greenpractice.reports.page_image import PreviewPages
    from greenpractice.returns.documents import ReturnDocument
    from greenpractice.store import OfferedBackup, Store
    from greenpractice.tasks.exports import Export, What
    from greenpractice.tasks.network_files import Collation
    from greenpractice.tasks.pdf_preview import Draft

STORE_VARIABLE = "GREENPRACTICE_STORE"
STORE_NAME = "greenpractice.db"
PORTABLE_NAME = "greenpractice-data"
_FAILED = "Something went wrong in the program. Nothing more was changed."


class LocalServices:
    """The store in a file of this computer."""

    def __init__(self) -> None:
        self._used: Path | None = None

    @property
    def used(self) -> Path:
        """The file that was asked for or opened last, else the usual one: the log lies beside it."""
        return self._used or self.store_path(None)

    def store_path(self, asked: Path | None) -> Path:
        """The file asked for, else that of GREENPRACTICE_STORE, else the one in the usual folder."""
        if asked is not None:
            self._used = Path(os.path.realpath(asked))  # key, lock and backups lie beside the file itself
            return self._used
        named = os.environ.get(STORE_VARIABLE)
        if named:
            return Path(os.path.realpath(named))
        portable = portable_folder()
        if portable is not None:
            return portable / STORE_NAME
        from platformdirs import user_data_path

        return user_data_path("Greener Practice", appauthor=False) / STORE_NAME

    def open_store(self, path: Path, *, write: bool, demo: bool = False) -> Store:
        """Open the store; SQLAlchemy is imported here, where it is first needed."""
        from db.opening import open_store, put_in_order

        self._used = path
        if not write:
            put_in_order(path)
        store = open_store(path, write=write, demo=demo)
        if write:
            from greenpractice.packs.note import is_noted, read_note

            note = read_note(path) if is_noted(path) else None
            if note is not None:
                store.note_facts(note.packs)
        return store

    def use_facts(self, store: Path) -> tuple[str, ...]:
        """Let the facts count that are installed for a data file; says why a pack does not, if one does not.

        What verifies packs is imported only where there is one.
        """
        from db.beside.facts_noted import packs_noted
        from greenpractice.facts import in_use
        from greenpractice.own_files import facts_folder
        from greenpractice.packs.note import is_noted, keep_record, missed

        packs = packs_noted(store)
        if not packs and not is_noted(store) and not facts_folder(store).is_dir():
            in_use.use(in_use.SHIPPED)
            return ()
        noted = missed(store, packs)  # of a data file that was copied away from them
        from greenpractice.packs.installed import held

        keep_record(store)
        found = held(store, noted)
        in_use.use(found.facts)
        return found.told

    def is_in_use(self, path: Path) -> bool:
        """True while somebody has a data file open to write in it."""
        from db.lock import is_held

        return is_held(Path(os.path.realpath(path)))

    def tell(self, sentence: str) -> None:
        """Say something on standard error."""
        sys.stderr.write(sentence + "\n")

    def restore(self, store: Path, backup: Path, *, other_kind: bool = False) -> str:
        """Put a verified backup in the place of the store, or all that was moved from another computer."""
        from db.restoring import restore
        from greenpractice.tasks.moving import is_move_file, move_from

        put = partial(restore, other_kind=other_kind)
        return move_from(backup, store, put) if is_move_file(backup) else put(store, backup)

    def backups(self, store: Path) -> list[OfferedBackup]:
        """Every copy beside a store, each one read through."""
        from db.restoring import offered_backups

        return offered_backups(store)

    def backups_folder(self, store: Path) -> Path:
        """Where the automatic backups of a store lie."""
        from db.backups import folder_of

        return folder_of(store)

    def backup_offered(self, store: Path, backup: Path) -> OfferedBackup:
        """One copy, and how many steps of the store came after it."""
        from db.restoring import offered_backup

        return offered_backup(store, backup)

    def screenshots(
        self, folder: Path, looks: Sequence[str] = ("light", "dark"), *, states: bool = False
    ) -> list[Path]:
        """Every page as a picture, over a demo store and settings that are thrown away afterwards."""
        from ui.screenshots import render

        with TemporaryDirectory() as there:
            return render(folder, _ServicesIn(Path(there)), looks, states=states)

    # What only the window asks for

    def preferences_path(self) -> Path:
        """Beside the store that the environment names, else beside the data on a stick, else the user's."""
        if os.environ.get(STORE_VARIABLE):
            return self.store_path(None).with_suffix(".ini")
        portable = portable_folder()
        if portable is not None:
            return portable / "window.ini"
        from platformdirs import user_config_path

        return user_config_path("Greener Practice", appauthor=False) / "window.ini"

    def fill_demo(self, store: Store) -> None:
        """The made-up returns that are not in the demo store yet."""
        from greenpractice.demo.comparison import make_comparison
        from greenpractice.demo.story import told_documents
        from greenpractice.store import ReturnKey

        held = set(store.keys())
        missing = [
            document
            for document in told_documents()
            if ReturnKey(document.ods_code, document.period) not in held
        ]
        if missing:
            with store.step("made-up returns"):
                for document in missing:
                    store.record(document)
        make_comparison(store)

    def preview(self, draft: Draft) -> PreviewPages:
        """The pages that a summary PDF of this draft would have, rendered by PDFium."""
        from greenpractice.reports.page_images import PdfPages
        from greenpractice.tasks.return_files import preview_of

        return PdfPages(preview_of(draft))

    def preview_report(self, what: Collation) -> PreviewPages:
        """The pages that a network's PDF of this collation would have, rendered likewise."""
        from greenpractice.reports.page_images import PdfPages
        from greenpractice.tasks.network_files import report_bytes

        return PdfPages(report_bytes(what))

    def get_ready(self) -> None:
        """Import what PDFs are made and rendered with."""
        import greenpractice.exchange.signing
        import greenpractice.reports.page_images
        import greenpractice.reports.summary  # noqa: F401 - only to have them

    def export(
        self, export: Export[What], what: What, target: Path, store: Path, cancelled: Callable[[], bool]
    ) -> list[Path]:
        """Files of one kind, written where asked; its libraries are imported here, where they are needed."""
        from greenpractice.tasks.exports import write_export

        return write_export(export, what, target, store, cancelled)

    def report_name(self, document: ReturnDocument) -> str:
        """The file name of a summary PDF."""
        from greenpractice.tasks.return_files import summary_name

        return summary_name(document)

    def make_demo_arrivals(self, store: Store) -> Path:
        """A folder of made-up PDFs as practices send them to a Lead, made where it is not there yet."""
        from greenpractice.demo.lead import make_arrivals

        return make_arrivals(store)

    def read_practice_files(
        self,
        paths: Sequence[Path],
        leave_out: Sequence[Path],
        progress: Callable[[int, int, str], object],
        cancelled: Callable[[], bool],
        known: Mapping[FileKey, Read],
    ) -> Iterator[Arrived]:
        """Practices' PDFs, one by one; pypdf is imported here, where it is first needed."""
        from greenpractice.tasks.collating import read_files

        return read_files(paths, leave_out, progress, cancelled, known)


class _ServicesIn(LocalServices):
    """The same with everything in one folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def store_path(self, asked: Path | None) -> Path:
        """In the folder, whatever the environment says."""
        return self._folder / STORE_NAME

    def preferences_path(self) -> Path:
        """In the folder."""
        return self._folder / "window.ini"


def portable_folder() -> Path | None:
    """Where a built app keeps its data if somebody made that folder beside it, as on a USB stick."""
    if not getattr(sys, "frozen", False):
        return None
    program = Path(os.path.realpath(sys.executable))
    app = next((each for each in program.parents if each.suffix == ".app"), program)  # as macOS has it
    folder = app.parent / PORTABLE_NAME
    return folder if folder.is_dir() else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with command line arguments; without any, open the window, or make the demo."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _make_output_ready()
    only_our_sentences()
    services = LocalServices()
    try:
        return _run(given, services)
    except BrokenPipeError:  # the reader of our output has gone: not a problem of ours
        _let_go_of_output()
        return 0
    except KeyboardInterrupt as stopped:
        if stopped.args:  # what was done until then
            sys.stderr.write(f"{stopped}\n")
        return 130
    except Exception as error:  # noqa: BLE001 - the outermost handler: a bug
        return _failed(error, given, services)


def _make_output_ready() -> None:
    """Whatever is said can be written, names of files that are no text too; where nobody listens, nowhere."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by who started us, or a program without a console
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - until the end
        elif hasattr(stream, "reconfigure"):  # a Windows console may not be UTF-8
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _run(given: list[str], services: LocalServices) -> int:
    debug = given == ["--debug"]
    files = files_to_open(given)
    if (debug or files or not given) and has_display():
        from ui.start import run

        return run(services, sys.argv[:1], files, debug=debug)
    from greenpractice.command_line import options as cli  # not for the window, which is to be seen first

    return cli.run([*given, "demo"] if debug or not given else given, services)


def files_to_open(given: Sequence[str]) -> list[Path]:
    """The files that a system asks to open, which it names in full; none where a command is given.

    Also what is not there, or is a folder: what reads files has a sentence on each.
    """
    are_files = given and all(os.path.isabs(word) for word in given)
    return [Path(word) for word in given] if are_files else []


def _let_go_of_output() -> None:
    """What is still to be written goes nowhere, so that Python does not complain of it at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed, none, or no file
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _failed(error: Exception, given: list[str], services: LocalServices) -> int:
    """Write a bug to the log and say so in one sentence, or with `--debug` show all of it."""
    import traceback

    from greenpractice.bug_log import BugLog
    from greenpractice.bug_report import describe

    bug = BugLog(services.used).record(describe(type(error), error, error.__traceback__))
    options = given[: given.index("--")] if "--" in given else given
    if "--debug" in options:
        said = "".join(traceback.format_exception(error))
    elif bug.path is None:
        said = f"{_FAILED} Add --debug to see the details.\n"
    else:
        said = f"{_FAILED} Details are in {bug.path}; add --debug to see them here.\n"
    try:
        sys.stderr.write(said)
        sys.stderr.flush()
    except OSError:  # nobody reads it, or there is no room for it
        _let_go_of_output()
    return 1


def has_display() -> bool:
    """True where a window can be shown; drawing without a screen is for tests, which ask for it."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
