"""The card of Settings for facts: which count, whose they are, a pack looked at before it is installed."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from greenpractice.errors import UserError, system_words
from greenpractice.facts.in_use import Pack, in_use
from greenpractice.facts.sources import shipped_day
from greenpractice.facts.tables_reading import FOLDERS
from greenpractice.network.states import fingerprint
from greenpractice.packs.installed import about_words, held, install, remove
from greenpractice.packs.pack_file import SUFFIX, read_pack_file
from greenpractice.periods import day_of_today, day_words
from greenpractice.phrases import first_upper, joined
from ui.facts.looking import Asked, Looked, look
from ui.session.jobs import Jobs
from ui.session.session import Session
from ui.widgets.controls import announce, button, card, clear, page_layout, row, words
from ui.widgets.in_view import bring_into_view
from ui.widgets.looked_at import LookedAt, lines_in
from ui.window.parts.folds import Folds

_KIND = f"Packs of facts (*{SUFFIX})"
_ASKED = Qt.FocusReason.OtherFocusReason
_MEANWHILE = "Facts were changed in another window. Open your data again to use them here"
_CHANGED = "The file is another one by now. Open it again"


class FactsCard(QWidget):
    """Nothing counts before what it changes was shown; `practice` is whose figures are, "" all there are."""

    def __init__(self, session: Session, practice: str = "") -> None:
        super().__init__()
        self._session, self._practice = session, practice
        self._looked: Looked | None = None
        self._jobs = Jobs(self, "facts")
        frame, inside = card()
        frame.setObjectName("facts")
        page_layout(self).addWidget(frame)
        self._open = button("Open a pack…", "facts-open", self._choose, "bar")
        head = row(words("Facts", "card"), self._open, stretch=False)
        head.setStretch(0, 1)
        inside.addLayout(head)
        self._open.setVisible(session.can_write)
        hint = "Products, factors, indicators, plan and lists. A pack renews them without a new app"
        inside.addWidget(words(hint, "hint"))
        self._held = lines_in(inside)
        self._shipped = words("", "", "facts-shipped")
        inside.addWidget(Folds("facts-dates", {"shipped": ("What the app came with", self._shipped)}))
        self._note = words("", "hint", "facts-note")
        self._note.hide()
        inside.addWidget(self._note)
        self._preview = LookedAt("facts")
        inside.addWidget(self._preview)
        self.refresh()

    def refresh(self) -> None:
        """Show which facts count, those of packs above the ones that the app came with."""
        clear(self._held)
        there = held(self._session.store.path)
        is_old = there.facts.digests != in_use().digests
        for sentence in (*there.told, *([_MEANWHILE] if is_old else [])):
            self._held.addWidget(words(sentence, "error", "facts-told"))
        for lost in there.lost:
            self._add_held(f"“{lost.name}”. It does not count", lost.id)
        for file in there.stray:
            self._add_held(f"{file.name}. It does not count", file.stem)
        for pack in reversed(there.packs):
            does = "" if pack in there.facts.packs else ". It does not count"
            self._add_held(f"{_pack_words(pack)}. It holds {about_words(pack)}{does}", pack.id)
        days = ", ".join(f"{said} of {day_words(shipped_day(folder))}" for folder, said in FOLDERS.items())
        self._shipped.setText(first_upper(days))

    def showEvent(self, event: QShowEvent) -> None:
        """No figure changes when another program installs a pack, so nothing tells: it is read when seen."""
        super().showEvent(event)
        self.refresh()

    def open_packs(self, paths: Sequence[Path]) -> None:
        """Look at the first of several packs, as each changes what the next one would."""
        self.open_pack(paths[0])
        others = joined([path.name for path in paths[1:]])
        self._note.setText(f"One pack is looked at after the other. Open {others} then")
        self._note.setVisible(bool(others))

    def open_pack(self, path: Path, read_out: str = "") -> None:
        """Look at a pack beside the window; of two wishes the later one."""
        self._jobs.drop()
        self._forget()
        self._note.hide()
        if not self._session.can_write:
            self._refuse(self._session.in_use)
            return
        self._show_there(self._preview.begin("Reading the pack…"))
        asked = Asked(path, self._session.store.path, self._practice, read_out)
        job = self._jobs.run(partial(look, self._session.services, asked))
        job.done.connect(self._show)
        job.failed.connect(self._refuse)
        job.broke.connect(self._forget)

    @Slot(object)
    def _show(self, looked: Looked) -> None:
        self._forget()
        self._looked = looked
        pack, not_now = looked.pack, button("Not now", "facts-not-now", self._forget)
        if looked.is_there:
            self._refuse(f"“{pack.name}” is installed already")
            return
        if looked.why_key:
            self._preview.lines.addWidget(words(looked.why_key, "bold", "facts-key"))
            agrees = button("The six groups agree", "facts-key-agrees", self._accept)
            self._preview.lines.addLayout(row(agrees, not_now))
            announce(self, looked.why_key)
            self._go_to(not_now)  # a key is never accepted by a stray Enter
            return
        said = _pack_words(pack)
        self._preview.lines.addWidget(words(said, "bold", "facts-said"))
        self._preview.lines.addWidget(words(f"It holds {about_words(pack)}", "hint", "facts-about"))
        for what, lines in (("figure", looked.figures), ("fact", looked.facts)):
            for number, sentence in enumerate(lines):
                self._preview.lines.addWidget(words(sentence, "", f"facts-{what}-{number}"))
        yes = button("Install this pack", "facts-install", self._install, "primary")
        self._preview.lines.addLayout(row(yes, not_now))
        announce(self, f"{said}. {looked.figures[0]}")
        self._go_to(yes)

    def _go_to(self, part: QPushButton) -> None:
        """Give the keys to what was just made, once it is there, if this is still in view."""
        QTimer.singleShot(0, part, lambda: self.isVisible() and part.setFocus(_ASKED))

    def _show_there(self, part: QWidget) -> None:
        """Scroll to what is said: a pack that was opened from outside finds the page at its top."""

        def show() -> None:
            if self.isVisible():
                bring_into_view(part)

        QTimer.singleShot(0, part, show)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Pack of facts", "", _KIND)
        if chosen:
            self.open_pack(Path(chosen))

    def _accept(self) -> None:
        """The key was compared; it is kept once the pack is installed."""
        if self._looked is not None:
            note = self._note.text() if self._note.isVisibleTo(self) else ""
            self.open_pack(self._looked.asked.pack, self._looked.pack.public_key)
            self._note.setVisible(bool(note))

    def _install(self) -> None:
        looked = self._looked
        self._forget()
        if looked is None:
            return
        path = looked.asked.pack
        try:
            if read_pack_file(path).digest != looked.pack.digest:
                self._refuse(_CHANGED)
                return
            told = install(self._session.store.path, path, day_of_today(), looked.asked.read_out)
        except UserError as error:
            self._refuse(str(error))
        except OSError as error:
            self._refuse(system_words(error))
        else:
            self._session.facts_changed.emit(told)

    def _take_back(self, wanted: str) -> None:
        try:
            told = remove(self._session.store.path, wanted)
        except UserError as error:
            self._refuse(str(error))
        except OSError as error:
            self._refuse(system_words(error))
        else:
            self._session.facts_changed.emit(told)

    def _add_held(self, text: str, id: str) -> None:
        told = words(text, "", f"facts-pack-{id}")
        back = button("Take back", f"facts-back-{id}", partial(self._take_back, id))
        back.setAccessibleName(f"Take back: {text}")
        self._held.addLayout(row(told, back, stretch=False))
        back.setVisible(self._session.can_write)

    @Slot()
    def _forget(self) -> None:
        self._looked = None
        self._preview.forget()

    @Slot(str)
    def _refuse(self, sentence: str) -> None:
        self._forget()
        self._preview.refuse(sentence)
        self._go_to(self._open)  # else the page goes back to its title with the next look at the window
        self._show_there(self._preview.problem)


def _pack_words(pack: Pack) -> str:
    key = fingerprint(pack.public_key)
    return f"“{pack.name}” of {day_words(pack.day)}, by {pack.maker}, signed with the key {key}"
