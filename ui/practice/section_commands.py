"""The Data menu beyond its pages: marking a section complete, clearing it, and the checks of a page."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from greenpractice.answers.home_story import no_data_words
from greenpractice.errors import Issue
from greenpractice.phrases import counted, joined
from greenpractice.returns.checking import missing_of
from greenpractice.returns.progress import Status, counting
from greenpractice.sections import SECTION_BY_KEY
from ui.entry.checks_panel import ChecksPanel
from ui.entry.forms.figure_question import FigureQuestion
from ui.entry.issue_words import issue_words
from ui.entry.section_panel import SectionPanel
from ui.help.keys import has_figures
from ui.practice.going_on import next_section
from ui.session.edits import RemoveRow
from ui.session.workspace import Workspace
from ui.window.ask_strip import Answer
from ui.window.frame import Frame
from ui.window.menus import Command
from ui.window.page import CanFind
from ui.window.page_spec import find_page
from ui.window.parts.foot_bar import FootBar

_HOW_FAR = (
    ("Complete", Status.COMPLETED),
    ("Not complete yet", Status.IN_PROGRESS),
    ("No figures yet", Status.NOT_YET_STARTED),
)


ASKING = (ChecksPanel, FigureQuestion)  # what a question of a page stands in


def asking(page: QWidget) -> list[QWidget]:
    """What asks on a page or may do so, in the order of the page."""
    return [part for part in page.findChildren(QWidget) if isinstance(part, ASKING)]


class SectionCommands(QObject):
    """They work on the page that is open, and where it has several sections on the one with the focus."""

    def __init__(self, frame: Frame, workspace: Workspace) -> None:
        super().__init__(frame)
        self._frame, self._workspace = frame, workspace
        self._before_checks: QWidget | None = None

    def entries(self) -> list[Command]:
        """The last entries of the Data menu."""
        keys = ("Ctrl+Return", "Ctrl+Enter")
        return [
            Command(
                "complete",
                "Mark section &complete",
                self.complete,
                keys,
                self._why_not_section,
                works_on=has_figures,
            ),
            Command("clear-section", "C&lear this section…", self.clear, why_not=self._why_not_clear),
        ]

    # Mark complete

    def complete(self) -> None:
        """Go on where nothing is wrong or missing; else to what is, with its sentence."""
        foot = self._foot()
        if foot is not None:
            foot.primary.click()
            return
        sections = self._sections()
        wrong = [issue for issue in self._workspace.issues() if not issue.question]
        found = [
            issue for issue in (*wrong, *missing_of(self._workspace.document())) if issue.section in sections
        ]
        if found:
            self._show(found[0], len(found))
        else:
            self._go_on(sections)

    def _show(self, issue: Issue, count: int) -> None:
        row_id = None
        if issue.section is not None and issue.row is not None:
            row_id = self._workspace.row_id(issue.section, issue.row)
            self._workspace.go_to(issue.section, row_id, issue.field)
        more = f". {count - 1} more after it" if count > 1 else ""
        self._frame.status.say(f"Not complete yet: {issue_words(self._workspace, issue)}{more}")

    def _go_on(self, sections: tuple[str, ...]) -> None:
        how_far, left = self._how_far(sections), next_section(self._workspace, sections)
        if left is None:
            self._frame.open_page("check")
            empty = no_data_words(self._workspace.progress())
            following = f"check your answers. {empty}" if empty else "check your answers"
        else:
            self._workspace.go_to(left)
            following = SECTION_BY_KEY[left].title
        self._frame.status.say(". ".join((*how_far, f"Next: {following}")))

    def _how_far(self, sections: tuple[str, ...]) -> list[str]:
        """`Complete: Water and Waste`, `No figures yet: Paper`, of the sections that are waited for."""
        progress = counting(self._workspace.progress())
        told = []
        for words, status in _HOW_FAR:
            keys = [key for key in sections if key in progress and progress[key].status is status]
            why = {progress[key].remark for key in keys} if status is Status.IN_PROGRESS else set()
            titles = joined([SECTION_BY_KEY[key].title for key in keys])
            if keys:
                told.append(f"{words}: {titles}, {why.pop()}" if len(why) == 1 else f"{words}: {titles}")
        return told

    # Clear

    def clear(self) -> None:
        """Ask once, then take every row of the section away in one step."""
        sections = self._asked_for()
        rows = {key: self._workspace.rows(key) for key in sections}
        count = sum(map(len, rows.values()))
        names = " and ".join(SECTION_BY_KEY[key].title for key in sections if rows[key])
        what = f"{names}, {counted(count, 'row')}"

        def clear() -> None:
            there = {key: {row.id for row in self._workspace.rows(key)} for key in sections}
            edits = [
                RemoveRow(key, row.id) for key, kept in rows.items() for row in kept if row.id in there[key]
            ]
            if not self._workspace.apply_counted(edits, f"Clear {names}"):
                self._frame.status.say(f"{names}: cleared. Ctrl+Z brings it back")

        sentence = f"Clear all figures of {what}? Ctrl+Z brings them back"
        self._frame.strip.ask(sentence, [Answer("Clear", "strip-clear", clear)], cancel="Keep them")

    def _asked_for(self) -> tuple[str, ...]:
        """The section with the focus, else every section of the page."""
        widget = self._frame.last_place
        while widget is not None:
            if isinstance(widget, SectionPanel):
                return (widget.section,)
            widget = widget.parentWidget()
        return self._sections()

    def _sections(self) -> tuple[str, ...]:
        spec = find_page(self._frame.specs, self._frame.open_key)
        return () if spec is None else spec.sections

    def _foot(self) -> FootBar | None:
        """The foot of a page without sections whose button Ctrl+Enter presses, while it is there."""
        foot = getattr(self._frame.open_page_widget, "foot", None)
        return foot if isinstance(foot, FootBar) and foot.by_ctrl_enter and foot.isVisible() else None

    def _why_not_section(self) -> str:
        return (
            ""
            if self._sections() or self._foot()
            else "Open a section first: this page has no figures to enter"
        )

    def _why_not_clear(self) -> str:
        why = self._why_not_section()
        if why or not self._workspace.can_write:
            return why or "You can look, but not change anything"
        some = any(self._workspace.rows(key) for key in self._asked_for())
        return "" if some else "There is nothing to clear: the section has no data"

    # Checks, and find

    def go_to_checks(self) -> None:
        """F8: to what is to be checked on this page, and back."""
        if self._in_checks(self._frame.last_place):
            back = self._before_checks
            self._frame.go_back_to(back)
            return
        self._before_checks = self._frame.last_place
        first = self._first_check()
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def why_no_checks(self) -> str:
        """Why there is nothing to go to, or ""."""
        return "" if self._first_check() is not None else "There is nothing to check on this page"

    def find(self) -> None:
        """Ctrl+F: the box of the page for what to find."""
        page = self._frame.open_page_widget
        if page is not None and isinstance(page, CanFind):
            page.start_find()

    def why_not_find(self) -> str:
        """Why there is nothing to find in, or ""."""
        there = isinstance(self._frame.open_page_widget, CanFind)
        return "" if there else "Find works on Inhalers (Ctrl+3) and on Help"

    def _first_check(self) -> QPushButton | None:
        page = self._frame.open_page_widget
        buttons = [
            each for asked in (asking(page) if page else ()) for each in asked.findChildren(QPushButton)
        ]
        return next((each for each in buttons if each.isVisibleTo(self._frame)), None)

    def _in_checks(self, widget: QWidget | None) -> bool:
        while widget is not None:
            if isinstance(widget, ASKING):
                return True
            widget = widget.parentWidget()
        return False
