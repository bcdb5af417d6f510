"""The cards of Settings that both windows have: data, backups, how the window looks, about."""

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from greenpractice.backup_names import made_at
from greenpractice.errors import UserError, system_words
from greenpractice.evidence_kept import beside_words, choose_backed_up, is_backed_up
from greenpractice.files import make_folders, typed_path
from greenpractice.store import OfferedBackup
from ui.session.backup_words import lost_words, moment_words
from ui.session.places import backup_target, backups_folder, is_data_file
from ui.session.session import Session, clock_words
from ui.widgets import tokens
from ui.widgets.controls import Radio, announce, beside, button, card, fix_width, page_layout, row, words
from ui.widgets.flow import Flow
from ui.widgets.opening_outside import open_outside
from ui.widgets.style import apply_look, is_compact, scaled, text_size
from ui.window.about import version_words
from ui.window.frame import Frame

_SIZES = {100: "Usual", 125: "Larger (125%)", 150: "Large (150%)", 200: "Largest (200%)"}
_THE_DATA = "the data file that is open"
_LEAST_PATH, _LABEL = 120, 92  # px at 100%
_LOOKS = {"": "As this computer is set", "light": "Light", "dark": "Dark"}


class LookCard(QWidget):
    """Text size and colours, and with `compact` how high rows are; what is chosen applies at once."""

    def __init__(self, session: Session, *, compact: bool = False) -> None:
        super().__init__()
        self._session = session
        self._sizes = dict[int, QRadioButton]()
        frame, inside = card()
        page_layout(self).addWidget(frame)
        self._compact = QCheckBox("Lower rows in tables")
        self._compact.setObjectName("look-compact")
        self._compact.clicked.connect(self._turn_compact)
        sizes, others = QVBoxLayout(), QVBoxLayout()
        across = QHBoxLayout()
        for column in (sizes, others):
            column.setSpacing(0)
            across.addLayout(column, 1)
        inside.addLayout(across)
        inside.addWidget(words("Ctrl and + or - change the size of the text from any page", "hint"))
        self._add_sizes(sizes)
        self._add_colours(others)
        others.addWidget(self._compact)
        self._compact.setVisible(compact)
        for column in (sizes, others):
            column.addStretch(1)

    def _add_sizes(self, inside: QVBoxLayout) -> None:
        inside.addWidget(words("Text size", "card"))
        self._group = QButtonGroup(self)
        for size, label in _SIZES.items():
            radio = _radio(label, f"text-size-{size}", f"Text size: {label}", size == text_size())
            radio.clicked.connect(partial(self._set_size, size))
            self._sizes[size] = radio
            self._group.addButton(radio)
            inside.addWidget(radio)

    def _add_colours(self, inside: QVBoxLayout) -> None:
        inside.addWidget(words("Colours", "card"))
        preferences = self._session.preferences
        chosen = preferences.text("look") if preferences else ""
        self._look_group = QButtonGroup(self)
        for key, label in _LOOKS.items():
            radio = _radio(label, f"look-{key or 'system'}", f"Colours: {label}", key == chosen)
            radio.clicked.connect(partial(self._set_look, key))
            self._look_group.addButton(radio)
            inside.addWidget(radio)

    def refresh(self) -> None:
        """Show the text size and the rows that are used, which keys and the menu change too."""
        for size, radio in self._sizes.items():
            radio.setChecked(size == text_size())
        self._compact.setChecked(is_compact())

    def fit_rows(self) -> None:
        """Somebody chose other rows."""
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """No figure changes with them, so nothing tells: it is read when seen."""
        super().showEvent(event)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._sizes:
            self.refresh()

    def _turn_compact(self) -> None:
        window = self.window()
        if isinstance(window, Frame):
            window.toggle_compact()

    def _set_size(self, size: int, _checked: bool = True) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_look(application, size=size)
        if self._session.preferences is not None:
            self._session.preferences.put("text_size", str(size))

    def _set_look(self, key: str, _checked: bool = True) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_look(application, dark={"dark": True, "light": False}.get(key), system=not key)
        if self._session.preferences is not None:
            self._session.preferences.put("look", key or None)


class BackupCard(QWidget):
    """Backups, and putting one back after one confirmation; `bills` where figures have bills attached."""

    def __init__(self, session: Session, bills: bool = False) -> None:
        super().__init__()
        self._session = session
        self._backed_up = ""  # what was said of a backup that holds all there is
        self._wrong = ""  # what was said of the file to restore from
        session.saved.connect(self._say_changed)
        frame, inside = card()
        page_layout(self).addWidget(frame)
        inside.addWidget(words("Backup", "card"))
        hint = "One is made by itself after changes. Keep another on another drive"
        inside.addWidget(words(hint, "hint"))
        self._to = _path_box("backup-file", "Backup file", str(backup_target(session)))
        _labelled(inside, self._to, "Back up to", button("Choose…", "choose-backup", self._choose_target))
        now = button("Back up now", "back-up", self._back_up)
        inside.addWidget(Flow([now, *([self._with_bills()] if bills else [])]))
        self._said = words("", "bold", "backup-said")
        self._said.hide()
        inside.addWidget(self._said)
        self._from = _path_box("restore-file", "Backup to restore", "")
        self._from.textChanged.connect(self._ask_again)
        choose = button("Choose…", "choose-restore", self._choose_source)
        self._restore = button("Restore", "restore", self._ask)
        self._sure, sure = card("check-box")
        self._sure_words = words("", "", "restore-sure")
        sure.addWidget(self._sure_words)
        self._yes = button("Yes, restore it", "restore-yes", self._do_restore)
        sure.addLayout(row(self._yes, button("Cancel", "restore-no", self._sure.hide)))
        self._sure.hide()
        if session.can_write and not session.store.is_demo():
            _labelled(inside, self._from, "Restore from", choose, self._restore)
        else:
            for part in (self._from, self._restore, choose):
                part.setParent(self)
                part.hide()
        inside.addWidget(self._sure)

    def _with_bills(self) -> QCheckBox:
        """Whether backups hold what is attached to figures; kept beside the data."""
        store = self._session.store.path
        box = QCheckBox("Also back up attached bills and print-outs")
        box.setObjectName("backup-evidence")
        box.setChecked(is_backed_up(store))
        box.setEnabled(self._session.can_write)

        def choose(chosen: bool) -> None:
            try:
                choose_backed_up(store, chosen)
            except UserError as error:
                box.setChecked(is_backed_up(store))
                self._say(str(error))

        box.clicked.connect(choose)
        return box

    def _back_up(self) -> None:
        target = typed_path(self._to.text())
        if is_data_file(self._session, target):
            self._say(f"{target.name} is {_THE_DATA}. Choose another file for the backup")
            return
        self._session.try_again()
        try:
            make_folders(target.parent)
            self._session.store.backup(target)
        except UserError as error:
            self._say(str(error))
        except OSError as error:
            self._say(system_words(error))
        else:
            self._backed_up = (
                f"Backed up and verified at {clock_words(datetime.now().astimezone())}: {target.name}"
                f"{beside_words(self._session.store.path, target)}"
            )
            self._say(self._backed_up)
            self._to.setText(str(backup_target(self._session)))

    def _ask(self) -> None:
        backup = typed_path(self._from.text())
        if not backup.is_file():
            self._wrong = "Choose the backup file to restore"
            self._say(self._wrong)
            return
        if self._is_refused(backup):
            return
        session = self._session
        session.try_again()  # what waits to be saved is counted too
        offered = OfferedBackup(backup, made_at(backup), None, None)
        if session.services is not None:
            offered = session.services.backup_offered(session.store.path, backup)
        self._sure_words.setText(
            f"This replaces your data with the backup of {moment_words(offered.at)}. {lost_words(offered)}"
        )
        self._sure.show()
        self._yes.setFocus()

    def _ask_again(self) -> None:
        """Another file: what was asked or said is about the one before."""
        self._sure.hide()
        if self._said.text() == self._wrong:
            self._said.hide()

    def _is_refused(self, backup: Path) -> bool:
        """True, and said, for the data file that is open: it would take its own place."""
        refused = is_data_file(self._session, backup)
        if refused:
            self._wrong = f"{backup.name} is {_THE_DATA}, not a backup of it. Choose a backup"
            self._sure.hide()
            self._say(self._wrong)
        return refused

    def _do_restore(self) -> None:
        self._sure.hide()
        self._session.restore_asked.emit(typed_path(self._from.text()))

    def _say_changed(self) -> None:
        """A backup is no longer all there is, and what would be lost is more than was asked about."""
        self._sure.hide()
        if self._backed_up:
            self._said.setText(f"{self._backed_up}. There are changes since, which it does not hold")
            self._backed_up = ""

    def _choose_target(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "Back up to", self._to.text(), "Backups (*.db)")
        if chosen:
            self._to.setText(chosen)

    def _choose_source(self) -> None:
        folder = str(backups_folder(self._session))
        chosen, _ = QFileDialog.getOpenFileName(self, "Restore from", folder, "Backups (*.db)")
        if chosen and not self._is_refused(Path(chosen)):
            self._from.setText(chosen)
            self._ask_again()

    def _say(self, text: str) -> None:
        if text != self._backed_up:
            self._backed_up = ""
        self._said.setText(text)
        self._said.show()
        announce(self, text)


def data_card(session: Session, kept: str = "Everything you enter") -> QWidget:
    """Where the data are; `kept` is what is in the file."""
    frame, inside = card()
    inside.setSpacing(tokens.SPACE_1)
    path = session.store.path
    folder = partial(open_outside, path.parent, session.refused.emit)
    _headed(inside, "Your data", button("Open folder", "open-data-folder", folder, "bar"))
    inside.addWidget(words(f"{kept} is in one file. Nothing leaves this computer", "hint"))
    inside.addWidget(words(str(path), "", "data-path"))
    inside.addWidget(words("Enter no names, NHS numbers or anything about one patient", "hint", "privacy"))
    return frame


def role_card(text: str, hint: str) -> QWidget:
    """The way to the other kind of window: a practice's, or a network's."""
    frame, inside = card()

    def ask() -> None:
        window = frame.window()
        if isinstance(window, Frame):
            window.role_asked.emit()

    _headed(inside, "How you use this app", button(text, "switch-role", ask, "bar"))
    inside.addWidget(words(hint, "hint"))
    return frame


def about_line() -> QWidget:
    """What this program is, in one line; Help says all of it."""
    said = words(f"{version_words()}. Not made or endorsed by the NHS", "hint", "about")
    whole = beside(said)

    def open_about() -> None:
        window = whole.window()
        if isinstance(window, Frame):
            window.show_help_part("about")

    told = whole.layout()
    assert told is not None
    told.addWidget(button("About", "settings-about", open_about, "line"))
    return whole


def _headed(inside: QVBoxLayout, title: str, tool: QPushButton) -> None:
    """A title, and at the right end of its line the card's button."""
    head = row(words(title, "card"), tool, stretch=False)
    head.setStretch(0, 1)
    inside.addLayout(head)


def _radio(label: str, name: str, spoken: str, checked: bool) -> QRadioButton:
    radio = Radio(label)
    radio.setObjectName(name)
    radio.setAccessibleName(spoken)
    radio.setChecked(checked)
    return radio


def _path_box(name: str, label: str, text: str) -> QLineEdit:
    box = QLineEdit(text)
    box.setObjectName(name)
    box.setAccessibleName(label)
    box.setMinimumWidth(scaled(_LEAST_PATH))
    box.setCursorPosition(0)
    return box


def _labelled(layout: QVBoxLayout, box: QLineEdit, text: str, *beside: QPushButton) -> None:
    label = words(text)
    label.setBuddy(box)
    fix_width(label, _LABEL)
    for tool in beside:
        tool.setAccessibleName(f"{tool.text().rstrip('…')}: {text.lower()}")
    layout.addLayout(row(label, box, *beside, stretch=False))
