"""What every window works over: an open store, and the signals by which pages hear of it."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from greenpractice.errors import UserError
from greenpractice.periods import Period
from greenpractice.store import Changes, Store, StoreDamaged, StoreError, StoreReplaced
from greenpractice.tasks.exports import EXPORTS
from ui.session.given_back import GivenBack
from ui.session.numbers_asked import NumberAsked
from ui.session.services import WindowServices

if TYPE_CHECKING:
    from ui.session.preferences import Preferences


class Session(QObject):
    """An open store with a period in view. `Workspace` edits a practice's returns in it."""

    sums_told = Signal(object)  # Changes: what was saved comes to so much; it is shown before all else
    models_told = Signal(object)  # Changes: models take their rows again, before `changed` comes
    changed = Signal(object)  # Changes: what pages have to show again; only `tell` emits it
    typing_ends = Signal()  # what is being typed goes in its figure now; only `finish_typing` emits it
    leaving = Signal()  # the window closes: what still runs beside it comes in now, or is let go of
    view_left = Signal()  # another period comes into view: what was said of the one before is over
    saved = Signal(object)  # datetime of the last commit
    failed = Signal(str)  # why a step could not be saved; it is kept, see `try_again`
    refused = Signal(str)  # why something was not done at all
    done = Signal(str)  # what was done in the place of the data, such as a restore: good news
    number_asked = Signal()  # what is asked about numbers changed: see `numbers_asked`
    put_aside = Signal(str, str)  # why a step can never be saved, and what was typed in it
    file_lost = Signal(str)  # why nothing can be saved in the file until it is opened again
    undone = Signal(str)  # what undo or redo did, in a sentence
    restore_asked = Signal(object)  # Path of a backup that is to take the place of the data
    page_asked = Signal(str)  # key of a page: open it
    facts_changed = Signal(str)  # packs of facts were installed or taken back; what was done
    open_asked = Signal(object)  # Path of another data file that is to be opened
    charts_shown = Signal(bool)  # charts are to be tables (True), or pictures again

    def __init__(
        self,
        store: Store,
        parent: QObject | None = None,
        services: WindowServices | None = None,
        preferences: "Preferences | None" = None,
    ) -> None:
        super().__init__(parent)
        self.store, self.services, self.preferences = store, services, preferences
        self._is_stale = False  # another program changed what is shown
        self.exports = EXPORTS  # what menus and pages offer to write
        self.given_back = GivenBack()
        self.numbers_asked: list[NumberAsked] = []  # the oldest first
        self.is_lost = False  # see `file_lost`
        self.in_use = "Another window has this data open. You can look, but not change it"
        self._charts_as_tables = preferences is not None and preferences.is_on("charts_as_tables")

    @property
    def charts_as_tables(self) -> bool:
        """True where people want the figures of charts instead of their pictures."""
        return self._charts_as_tables

    def show_charts_as_tables(self, as_tables: bool) -> None:
        """Show every chart as a table, or as a picture again; kept for the next start."""
        if as_tables != self._charts_as_tables:
            self._charts_as_tables = as_tables
            if self.preferences is not None:
                self.preferences.put_on("charts_as_tables", as_tables)
            self.charts_shown.emit(as_tables)

    @property
    def period(self) -> Period:
        """The quarter (or year) in view."""
        raise NotImplementedError

    def show_period(self, period: Period) -> None:
        """Bring another quarter into view."""
        raise NotImplementedError

    def periods_held(self) -> dict[Period, str]:
        """The periods there are figures of, each with how far it has come in words."""
        raise NotImplementedError

    def tell(self, changes: Changes | None, *, saved: bool = False) -> None:
        """Say what changed, in the one order there is: models first, then pages, which read the models.

        Before both what is looked at first, where all that is shown was `saved` and read again: its sums.
        """
        if saved:
            self.sums_told.emit(changes)
        self.models_told.emit(changes)
        self.changed.emit(changes)

    def look_again(self) -> bool:
        """Show anew what another program changed in data that can be looked at only; True if it did.

        While it cannot be read, as the other program is writing, what was read stands, and it is asked again.
        """
        try:
            self._is_stale = not self.can_write and (self._is_stale or self.store.changed_elsewhere())
            if self._is_stale:
                self.read_again()
        except StoreError:
            return False
        was_stale, self._is_stale = self._is_stale, False
        if was_stale:
            self.tell_all()
        return was_stale

    def read_again(self) -> None:
        """Read what is in view afresh; StoreError if it cannot be, and then all is as it was."""
        raise NotImplementedError

    def tell_all(self) -> None:
        """Say that anything may have changed."""
        self.tell(None)

    def finish_typing(self) -> None:
        """Put all that is being typed in its figure, before anything reads, writes or leaves the figures."""
        self.typing_ends.emit()

    @property
    def can_write(self) -> bool:
        """False where another window has the data open: it can be looked at only."""
        return self.store.can_write

    @property
    def has_unsaved(self) -> bool:
        """True while something waits to be saved."""
        return False

    def try_again(self) -> None:
        """Save what could not be saved; `failed` tells if it still cannot."""

    def waiting_words(self) -> list[str]:
        """What was typed in each step that waits to be saved."""
        return []

    def answer_number(self, keep: bool) -> None:
        """Of the oldest question about numbers: none is a patient's, or what was typed is not wanted."""

    def take_over(self, texts: list[str]) -> None:
        """Give back here what the window before this one could not save."""
        self.given_back.add(texts)
        self.put_aside.emit("It was typed before this file was opened.", texts[-1])

    def refuse(self, error: UserError, before: str = "") -> None:
        """Say why something was not done; where the file is to blame, also what leads on."""
        if isinstance(error, StoreReplaced | StoreDamaged):
            self.is_lost = True
            self.file_lost.emit(str(error))
        else:
            self.refused.emit(f"{before}{error}")

    def saved_words(self, at: datetime) -> str:
        """`All changes saved at 2:05pm`."""
        return f"All changes saved at {clock_words(at)}"

    def safety_words(self) -> str:
        """What of the figures is saved, in a sentence, for when something went wrong."""
        return (
            "Nothing is saved any more: open the file again." if self.is_lost else "Your figures are saved."
        )

    def check_words(self) -> str:
        """What is to be checked, for the status bar: `2 to check`, or nothing."""
        return ""

    def open_page(self, key: str) -> None:
        """Ask for a page by its key."""
        self.page_asked.emit(key)


def clock_words(at: datetime) -> str:
    """`2:05pm`."""
    return f"{at.hour % 12 or 12}:{at.minute:02}{'am' if at.hour < 12 else 'pm'}"
