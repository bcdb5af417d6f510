"""The Help page: contents at the left, one part of it at the right, and a box that finds words in all."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from greenpractice.phrases import counted
from ui.help.contents import Contents
from ui.help.factor_table import FactorTable, factor_rows, holds
from ui.help.help_text import HelpText
from ui.help.keys import KEYS_OF_PARTS
from ui.help.parts import HelpPart, parts_of_help
from ui.help.passages import Passage, field_passages, page_passages
from ui.session.session import Session
from ui.widgets import tokens
from ui.widgets.controls import announce, beside, button, card, fix_width, row, words
from ui.widgets.figure_table import FigureTable
from ui.widgets.search_list import FindBox
from ui.widgets.style import scaled
from ui.widgets.style_sheet import FOCUS_RING
from ui.widgets.window_size import ANY
from ui.window.about import ABOUT_LINES, facts_lines, support_details, version_words
from ui.window.frame import Frame
from ui.window.page import AnyPage
from ui.window.page_spec import PageSpec
from ui.window.parts.side_column import in_one_column

_CONTENTS_WIDE = tokens.PAGES_WIDE
_NOT_SHORTER = 6  # lines of a part that are seen where there is little room


class HelpPage(AnyPage):
    """What it says is read from the window and the facts, of one part at a time, when that is opened."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._parts: dict[str, HelpPart] = {}
        self._said: dict[str, str] = {}  # what each part says, once it was searched
        self._shown = ""
        self.box = FindBox(self._to_contents)
        self.tools = (self._made_find(),)
        self.contents = Contents()
        self.contents.chosen.connect(self._show)
        self.title = words("", "section")
        self.title.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._open = button("", "help-open-page", self._open_page, "link")
        self.text = HelpText("help-text-of-part")
        self._tables: dict[str, QWidget] = {}  # of keys and factors, and what stands below About
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(tokens.SPACE_3)
        self._across.addWidget(self.contents)
        frame, self._inside = card()
        self._head = row(self.title, self._open, stretch=False)
        self._head.setStretch(0, 1)
        self._inside.addLayout(self._head)
        self._inside.addWidget(self.text, 1)
        self._across.addWidget(frame, 1)

    def _made_find(self) -> QWidget:
        label = words("Find in help")
        label.setWordWrap(False)
        self.box.setObjectName("help-find")
        self.box.setAccessibleName("Find in help")
        self.box.setProperty("look", "bar")
        fix_width(self.box, 200)
        self.box.textChanged.connect(self._search)
        self.box.returnPressed.connect(self._to_text)
        label.setBuddy(self.box)
        made = beside(label, self.box)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        made.setParent(self)  # until the head takes it: without one it would be a window
        return made

    def lay_out(self) -> None:
        narrow = in_one_column(self)
        self._across.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self.contents.set_narrow(narrow)
        self.contents.setMinimumWidth(0 if narrow else scaled(_CONTENTS_WIDE))
        self.contents.setMaximumWidth(ANY if narrow else scaled(_CONTENTS_WIDE))
        self.text.setMinimumHeight(self.text.fontMetrics().lineSpacing() * _NOT_SHORTER)

    def refresh(self) -> None:
        if not self._parts:
            about = (version_words(), *facts_lines(), *ABOUT_LINES)
            found = parts_of_help(self._of_pages(), self._session.exports, lambda: about)
            self._parts = {part.key: part for part in found}
            self.contents.offer({key: part.title for key, part in self._parts.items()})
            self._show(next(iter(self._parts)))
        self._said.pop("factors", None)  # of the year that is in view now
        self._fill_tables()

    def start_find(self) -> None:
        """Search in all of help."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def show_part(self, part: str) -> None:
        """Bring a part into view, its title with the focus."""
        if self._stale:
            self.show_now()
        if part in self._parts:
            self.box.clear()
            self._show(part)
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def keys(self) -> FigureTable:
        """The list of keys, made when it is first asked for."""
        table = self._table("keys")
        assert isinstance(table, FigureTable)
        return table

    @property
    def factors(self) -> FactorTable:
        """The table of factors, made when it is first asked for."""
        table = self._table("factors")
        assert isinstance(table, FactorTable)
        return table

    def _of_pages(self) -> Iterator[HelpPart]:
        """What help says of each page of this window."""
        window = self.window()
        if not isinstance(window, Frame):
            return
        for spec in window.specs:
            if spec.key != "help":
                passages = partial(_of_page, window, spec)
                yield HelpPart(f"page-{spec.key}", spec.title, passages, spec.key)

    def _show(self, key: str) -> None:
        """One part from its top, with what was searched marked in it."""
        part, self._shown = self._parts[key], key
        self.contents.show_chosen(key)
        self.title.setText(part.title)
        self.title.setObjectName(f"help-part-{key}-title")
        self._open.setText(f"Open {part.title}")
        self._open.setAccessibleName(self._open.text())
        self._open.setVisible(bool(part.page))
        passages = tuple(part.passages())
        self.text.setVisible(bool(passages))
        # Words stand further in than tables, by the ring that shows the focus.
        self._head.setContentsMargins(FOCUS_RING if passages else 0, 0, 0, 0)
        self.text.show_passages(part.title, passages)
        self.text.mark(self._sought)
        if key in _TABLES:
            self._table(key)
        for other, table in self._tables.items():
            table.setVisible(other == key)
        self._fill_tables()

    @property
    def _sought(self) -> list[str]:
        return self.box.text().casefold().split()

    def _search(self) -> None:
        """Offer the parts that say it, and show the first of them unless the one shown does."""
        sought = self._sought
        found = [key for key in self._parts if holds(self._words_of(key), sought)]
        typed = self.box.text().strip()
        said = f"{counted(len(found), 'part')} with “{typed}”" if sought else ""
        if not found:
            said, found = f"Nothing in help says “{typed}”. Try a part of the word", [*self._parts]
        self.contents.offer({key: self._parts[key].title for key in found}, said)
        if self._shown not in found:
            self._show(found[0])
        else:
            self.text.mark(sought)
            self._fill_tables()

    def _words_of(self, key: str) -> str:
        if key not in self._said:
            part = self._parts[key]
            lines = [part.title, *(each.text for each in part.passages())]
            if key == "factors":
                lines += [" ".join(each) for each in factor_rows(self._session.period.year)]
            elif key == "keys":
                lines += [" ".join(each) for each in _keys_of(self.window())]
            self._said[key] = "\n".join(lines)
        return self._said[key]

    def _table(self, key: str) -> QWidget:
        if key not in self._tables:
            self._tables[key] = made = self._made_table(key)
            self._inside.addWidget(made, 0 if key == "about" else 1)
            made.setVisible(key == self._shown)
            self._fill_tables()
        return self._tables[key]

    def _made_table(self, key: str) -> QWidget:
        if key == "keys":
            return FigureTable("help-keys", "Keyboard shortcuts", sorts=False, grows=False)
        return FactorTable(self._session) if key == "factors" else Support()

    def _fill_tables(self) -> None:
        """Put in what is true now, in those that were made."""
        if "keys" in self._tables:
            self.keys.show_rows(("To do this", "Press"), _keys_of(self.window()))
        if "factors" in self._tables:
            self.factors.show_factors(self._sought)

    def _open_page(self) -> None:
        self._session.open_page(self._parts[self._shown].page)

    def _to_contents(self) -> None:
        self.contents.take_focus()

    def _to_text(self) -> None:
        """Enter in the box: on to what was found."""
        shown = (self.text, *(each for each in self._tables.values() if isinstance(each, FigureTable)))
        first = next((each for each in shown if each.isVisible()), None)
        (first or self.factors.table).setFocus(Qt.FocusReason.OtherFocusReason)


_TABLES = ("keys", "factors", "about")


def _of_page(window: Frame, spec: PageSpec) -> Iterator[Passage]:
    yield from page_passages(window.page_help(spec.key))
    yield from field_passages(spec.sections)


class Support(QWidget):
    """Copies what helps support."""

    def __init__(self) -> None:
        super().__init__()
        self._said = words("", "bold", "support-copied")
        self._said.hide()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(button("Copy details for support", "copy-support", self._copy, icon="copy"))
        down.addWidget(self._said)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(support_details())
        self._said.setText("Details copied. They hold no figures and no names")
        self._said.show()
        announce(self, self._said.text())


def _keys_of(window: QWidget) -> Sequence[tuple[str, str]]:
    """What each key of a window does: of its menus, then of tables, boxes and charts."""
    menus = window.menus if isinstance(window, Frame) else None
    lines = (*(menus.key_lines if menus is not None else ()), *KEYS_OF_PARTS)
    return [(line.words, " or ".join(line.keys)) for line in lines]
