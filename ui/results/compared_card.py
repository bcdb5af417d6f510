"""Compared with others, on Results: where the practice stands, the files that say it, and whose they are."""

from decimal import Decimal
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from greenpractice.cells import InWords
from greenpractice.comparison.comparison_file import SUFFIX, Comparison
from greenpractice.comparison.held import Held, held_beside
from greenpractice.comparison.kept import Mine, accept, remove, remove_damaged, take
from greenpractice.comparison.telling import NOT_CONFIRMED, Compared
from greenpractice.errors import UserError, system_words
from greenpractice.network.states import fingerprint
from greenpractice.numbers import NO_DATA
from greenpractice.periods import day_words
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.controls import announce, button, card, clear, page_layout, row, words
from ui.widgets.figure_table import FigureTable
from ui.widgets.in_view import bring_into_view

_KIND = f"Comparison files (*{SUFFIX});;All files (*)"
_NONE = (
    "Your network's Lead can share what is usual in the network, without naming any practice. Open the file "
    "here to see where you stand; nothing leaves this computer"
)
_ASK = (
    "Ask your Lead for their key, by telephone, and compare the six groups. Until then it stands here only, "
    "and not in the PDF"
)
_TITLES = ("Measure", "Yours", "Middle half", "Practices", "Where you stand")


class ComparedCard(QWidget):
    """A table of all measures; what is opened is kept beside the data until it is removed."""

    told = Signal()  # something was opened, removed or refused here, for who has it folded away

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("results-compared")
        self._workspace = workspace
        frame, inside = card()
        page_layout(self).addWidget(frame)
        self._heading = words("Compared with others", "card", "compared-heading")
        self._about = words("", "hint", "compared-about")
        self.table = FigureTable("compared-table", "Compared with others")
        self._notes = words("", "hint", "compared-notes")
        self._problem = words("", "error", "compared-problem")
        self._problem.hide()
        self._files = QVBoxLayout()
        self._files.setSpacing(tokens.SPACE_1)
        self._open = button("Open a comparison file…", "compared-open", self.choose)
        for part in (self._heading, self._about, self.table, self._notes):
            inside.addWidget(part)
        inside.addLayout(self._files)
        inside.addWidget(self._problem)
        inside.addLayout(row(self._open))

    def show_held(self, held: Held, found: Compared | None) -> None:
        """Show where the practice stands, and all files that are held."""
        self._open.setVisible(self._workspace.can_write)
        self._heading.setText(found.heading if found else "Compared with others")
        self._about.setText(_about(found) if found else _NONE)
        for part in (self.table, self._notes):
            part.setVisible(found is not None)
        if found is not None:
            self.table.show_rows(_TITLES, _rows(found), (1, 2, 3))
            self._notes.setText(" ".join(found.notes))
        self._show_files(held)

    def _show_files(self, held: Held) -> None:
        """Each file with what can be done about it, the newest first; then what is damaged."""
        clear(self._files)
        may_change = self._workspace.can_write
        newest_first = sorted(
            held.comparisons, key=lambda each: (each.period.last_day, each.made), reverse=True
        )
        for number, each in enumerate(newest_first):
            name = f"{each.group_name}, {each.period.words}"
            away = button("Remove", f"compared-remove-{number}", partial(self._remove, each))
            away.setAccessibleName(f"Remove: {name}")
            if held.is_confirmed(each):
                said = words(f"{name}. From your Lead, with the key {fingerprint(each.public_key)}", "hint")
                self._files.addLayout(row(said, away, stretch=False))
                away.setVisible(may_change)
                continue
            key = fingerprint(each.public_key)
            said = words(
                f"{name}: {NOT_CONFIRMED}. Its key is {key}. {_ASK}", "bold", f"compared-key-{number}"
            )
            agrees = button("The six groups agree", f"compared-agrees-{number}", partial(self._accept, each))
            agrees.setAccessibleName(f"The six groups agree: {name}")
            self._files.addWidget(said)
            self._files.addLayout(row(agrees, away))
            for offered in (agrees, away):
                offered.setVisible(may_change)
        for sentence in held.told:
            self._files.addWidget(words(sentence, "error", "compared-told"))
        if held.told and may_change:
            damaged = button("Remove what is damaged", "compared-damaged", self._remove_damaged)
            self._files.addLayout(row(damaged))

    def choose(self) -> None:
        """Ask for a comparison file and open it."""
        chosen, _ = QFileDialog.getOpenFileName(self, "Open a comparison file", "", _KIND)
        if chosen:
            self.open_file(Path(chosen))

    def open_file(self, path: Path) -> None:
        """Keep a comparison and show it, or say why not."""
        workspace = self._workspace
        if not workspace.can_write:
            self._refuse(workspace.in_use)
            return
        try:
            mine = Mine(workspace.documents(), workspace.store.is_demo())
            taken = take(workspace.store.path, path, mine)
        except UserError as error:
            self._refuse(str(error))
        except OSError as error:
            self._refuse(system_words(error))
        else:
            confirmed = held_beside(workspace.store.path).is_confirmed(taken)
            unsure = "" if confirmed else ". Its key is not confirmed yet: compare it below"
            self._changed(f"{taken.group_name}, {taken.period.words}, is here to compare with{unsure}")

    def _accept(self, comparison: Comparison) -> None:
        try:
            accept(self._workspace.store.path, comparison.public_key)
        except (UserError, OSError) as error:
            self._refuse(str(error))
        else:
            self._changed("The key of your Lead is accepted")

    def _remove(self, comparison: Comparison) -> None:
        try:
            remove(self._workspace.store.path, comparison)
        except OSError as error:
            self._refuse(system_words(error))
        else:
            self._changed(f"{comparison.group_name}, {comparison.period.words}, was removed")

    def _remove_damaged(self) -> None:
        try:
            remove_damaged(self._workspace.store.path)
        except OSError as error:
            self._refuse(system_words(error))
        else:
            self._changed("What was damaged was removed")

    def _changed(self, done: str) -> None:
        """Everything that shows a comparison shows itself again; the keys go to what stays."""
        self._problem.hide()
        self._workspace.tell(None)
        self._workspace.done.emit(done)
        announce(self, done)
        self._go_to(self._heading)

    def _refuse(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
        announce(self, sentence)
        self._go_to(self._problem)

    def _go_to(self, part: QWidget) -> None:
        """Show what is said, once it is there, with the keys on the button that opens another."""
        self.told.emit()

        def show() -> None:
            if self.isVisible():
                self._open.setFocus(Qt.FocusReason.OtherFocusReason)
                bring_into_view(part)

        QTimer.singleShot(0, part, show)


def _about(found: Compared) -> str:
    """Who made it, when, with which version, and how far it reaches."""
    comparison = found.comparison
    by = f"by the Greener Lead of {comparison.group_name}"
    when = f"on {day_words(comparison.made.date())} with version {comparison.app}"
    made = f"Made {by} {when}" if found.is_confirmed else f"It says that it was made {by} {when}"
    return f"{made}. {comparison.sent} of {comparison.practices} practices sent whole returns that count"


def _rows(found: Compared) -> list[tuple[str, ...]]:
    return [
        (
            each.title,
            InWords(each.own.words or NO_DATA, each.own.value),
            InWords(each.middle_half, each.usual.middle),
            InWords(f"{each.usual.practices} of {found.comparison.practices}", Decimal(each.usual.practices)),
            each.stands,
        )
        for each in found.told
    ]
