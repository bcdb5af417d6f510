"""The Help page: how to begin, each page, the glossary, how sums are made, every factor and every key."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from greenpractice.cells import InWords
from greenpractice.facts.factors import load_factors
from greenpractice.indicators.computing import load_indicators, newest_schemes
from greenpractice.indicators.schemes import scheme_words
from greenpractice.numbers import normal
from greenpractice.periods import Period
from greenpractice.tasks.exports import Exports
from ui.help.keys import KEYS_OF_PARTS
from ui.help.texts import TOPICS
from ui.session.session import Session
from ui.widgets import tokens
from ui.widgets.columns import Columns
from ui.widgets.controls import announce, button, card, fix_width, page_layout, row, words
from ui.widgets.figure_table import FigureTable
from ui.widgets.search_list import FindBox
from ui.window.about import ABOUT_LINES, facts_lines, support_details, version_words
from ui.window.frame import Frame
from ui.window.help_passages import field_parts, glossary_lines, page_parts
from ui.window.page import AnyPage

_WORDS_FIRST = ("start",)  # the other topics stand after the pages


class HelpPage(AnyPage):
    """What it says about pages, keys, indicators and factors is read from the window and the facts."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._layout = page_layout(self)
        self._parts: dict[str, QWidget] = {}
        self._titles: dict[str, QLabel] = {}
        self._contents, inside = card()
        inside.addWidget(words("In this help", "card"))
        self._links = Columns(fill=False, spacing=tokens.SPACE_1)
        inside.addWidget(self._links)
        self._layout.addWidget(self._contents)
        self._together = QWidget()  # one by one each part would lay out anew all that are there already
        self._inside = page_layout(self._together)
        self.keys = FigureTable("help-keys", "Keyboard shortcuts", sorts=False)
        self.factors = FactorTable(session)
        self._filled = False
        self._part = ""  # that was gone to last

    def refresh(self) -> None:
        if not self._filled:
            self._fill()
        self.keys.show_rows(("To do this", "Press"), _keys_of(self.window()))
        self.factors.refresh()

    def start_find(self) -> None:
        """Search in the factors."""
        self.show_part("factors")
        self.factors.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.factors.box.selectAll()

    def show_part(self, part: str) -> None:
        """Bring a part into view, its title with the focus."""
        if self._stale:
            self.show_now()
        if part in self._parts:
            self._part = part
            self._titles[part].setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, self._bring_part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A page that is still being laid out moves the part away again, until somebody goes on from it."""
        super().resizeEvent(event)
        if self._part:
            QTimer.singleShot(0, self, self._bring_part)

    def _bring_part(self) -> None:
        if self._part and self._titles[self._part].hasFocus():
            _scroll_to(self._parts[self._part])

    def _fill(self) -> None:
        self._filled = True
        topics = {topic.key: topic for topic in TOPICS}
        for key in _WORDS_FIRST:
            self._add_lines(key, topics[key].title, topics[key].lines)
        window = self.window()
        if isinstance(window, Frame):
            for spec in window.specs:
                if spec.key != "help":
                    parts = (*page_parts(window.page_help(spec.key)), *field_parts(spec.sections))
                    self._add(f"page-{spec.key}", spec.title, parts)
        self._add_lines("glossary", "Glossary", glossary_lines())
        self._add_lines("method", topics["method"].title, topics["method"].lines)
        self._add("factors", "Emission factors and sources", [self.factors])
        self._add_lines("files", "Files to give to others", _file_lines(self._session.exports))
        self._add("indicators", "The indicators", _indicator_words())
        self._add_lines("privacy", topics["privacy"].title, topics["privacy"].lines)
        self._add("keys", "Keyboard shortcuts", [self.keys])
        self._add_lines("accessibility", topics["accessibility"].title, topics["accessibility"].lines)
        self._add("about", "About", _about_parts(self))
        links = [
            button(title.text(), f"help-to-{key}", partial(self.show_part, key), "link")
            for key, title in self._titles.items()
        ]
        self._links.set_items(links)
        self._layout.addWidget(self._together)

    def _add_lines(self, key: str, title: str, lines: Iterable[str]) -> None:
        self._add(key, title, [words(line) for line in lines])

    def _add(self, key: str, title: str, parts: Iterable[QWidget]) -> None:
        frame, inside = card()
        frame.setObjectName(f"help-part-{key}")
        heading = words(title, "section", f"help-part-{key}-title")
        heading.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        inside.addWidget(heading)
        for part in parts:
            inside.addWidget(part)
        self._parts[key], self._titles[key] = frame, heading
        self._inside.addWidget(frame)


def _file_lines(exports: Exports) -> list[str]:
    return [
        "A practice makes these, from the Reports menu.",
        *(export.help_words for export in exports.practice),
        "A network's Lead makes these, from the same menu.",
        *(export.help_words for export in exports.network),
    ]


class FactorTable(QWidget):
    """Every factor of the year in view with its source; a box finds some, a button copies what is shown."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.year = words("", "hint", "help-factors-year")
        layout.addWidget(self.year)
        label = words("Find a factor")
        label.setWordWrap(False)
        self.box = FindBox(self._to_found)
        self.box.setObjectName("find-factor")
        self.box.setAccessibleName("Find a factor by its name or source")
        fix_width(self.box, 200)
        self.box.textChanged.connect(self.refresh)
        label.setBuddy(self.box)
        layout.addLayout(row(label, self.box, button("Copy table", "copy-factors", self.copy)))
        self.found = words("", "hint", "help-factors-found")
        layout.addWidget(self.found)
        self.table = FigureTable("help-factors", "Emission factors and sources")
        layout.addWidget(self.table)

    def refresh(self, _text: str = "") -> None:
        """Show the factors of the year in view that have what is in the box."""
        year = self._session.period.year
        every = load_factors().of_year(year).every
        carried = any(factor.carried_forward for factor in every)
        newest = ". No newer set is out: the last one stands in" if carried else ""
        self.year.setText(f"Used for {Period(year).words}{newest}")
        wanted = self.box.text().casefold().split()
        rows = [
            (
                f"{factor.label}, for each {factor.per}",
                InWords(normal(factor.value), factor.value),
                factor.source_words,
            )
            for factor in every
        ]
        shown = [each for each in rows if all(part in " ".join(each).casefold() for part in wanted)]
        self.found.setText(f"{len(shown)} of {len(rows)} factors" if wanted else f"{len(rows)} factors")
        self.table.show_rows(("What", "kg CO₂e", "Source"), shown, numbers=(1,))

    def _to_found(self) -> None:
        if self.table.model().rowCount():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self) -> None:
        """Put what is shown on the clipboard, as a spreadsheet takes it."""
        QGuiApplication.clipboard().setText(self.table.figures.as_text())
        self.found.setText(f"Copied: {self.found.text()}")
        announce(self, self.found.text())


def _indicator_words() -> list[QWidget]:
    lines: list[QWidget] = [
        words(f"Definitions of {scheme_words(newest_schemes())}; still a useful guide", "hint")
    ]
    for indicator in load_indicators().values():
        lines.append(words(f"{indicator.id}: {indicator.title}", "bold"))
        lines.append(words(f"Counted: {indicator.numerator}", "hint"))
        lines.append(words(f"Out of: {indicator.denominator}", "hint"))
    return lines


def _about_parts(page: QWidget) -> list[QWidget]:
    said = words("", "bold", "support-copied")
    said.hide()

    def copy() -> None:
        QGuiApplication.clipboard().setText(support_details())
        said.setText("Details copied. They hold no figures and no names")
        said.show()
        announce(page, said.text())

    lines: list[QWidget] = [words(version_words(), "bold")]
    lines += [words(line) for line in (*facts_lines(), *ABOUT_LINES)]
    return [*lines, button("Copy details for support", "copy-support", copy), said]


def _scroll_to(frame: QWidget) -> None:
    """Bring the top of a part to the top of the page."""
    parent = frame.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if isinstance(parent, QScrollArea):
        body = parent.widget()
        if isinstance(body, QWidget):
            parent.verticalScrollBar().setValue(frame.mapTo(body, frame.rect().topLeft()).y() - 8)


def _keys_of(window: QWidget) -> list[tuple[str, str]]:
    """What each key of a window does: of its menus, then of tables, boxes and charts."""
    menus = window.menus if isinstance(window, Frame) else None
    lines = (*(menus.key_lines if menus is not None else ()), *KEYS_OF_PARTS)
    return [(line.words, " or ".join(line.keys)) for line in lines]
