"""The window of a practice: the pages that edit and explain its returns."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from greenpractice.returns.energy_rows import ENERGY_SECTIONS
from greenpractice.returns.progress import FIGURE_SECTIONS
from ui.entry.asking.told_aloud import ToldAloud
from ui.entry.open_figures import FULL, go_to_open
from ui.practice.practice_menus import PracticeMenus
from ui.practice.practice_pages import PAGES, page_of_section
from ui.session.preferences import Preferences
from ui.session.regular_backups import RegularBackups
from ui.session.workspace import Workspace
from ui.widgets.file_drop import FileDrop
from ui.window.frame import Frame
from ui.window.header import PracticeHeader
from ui.window.page import TakesFiles
from ui.window.page_spec import PageSpec, find_page

_FIGURES = {section.key for section in FIGURE_SECTIONS}


class MainWindow(Frame):
    """The frame over one practice's workspace."""

    def __init__(self, workspace: Workspace, preferences: Preferences) -> None:
        self.workspace = workspace
        super().__init__(workspace, PracticeHeader(workspace), PAGES, preferences)
        self.make_menus(PracticeMenus(self, workspace, self.open_starter, self.open_comparison).menus())
        workspace.asked_for.connect(self._go_to)
        ToldAloud(workspace, self)
        FileDrop(self, self.import_files)
        RegularBackups(workspace, self)

    def make_foot(self, spec: PageSpec) -> QWidget | None:
        """The foot bar of a page of figures, and of the check of them."""
        if spec.key == "check":
            from ui.practice.check_page import CheckPage
            from ui.practice.checking.check_foot import CheckFoot

            page = self.pages[spec.key]
            assert isinstance(page, CheckPage)
            return CheckFoot(self.workspace, page, self._do)
        if not spec.sections or not set(spec.sections) <= _FIGURES:
            return None
        from ui.practice.section_foot import SectionFoot

        return SectionFoot(self.workspace, spec, self._do)

    def _do(self, command: str) -> None:
        """What an entry of the menus does, for the place on the page that had the focus."""
        self.give_focus_back()
        entry = self.findChild(QAction, command)
        if entry is not None:
            entry.trigger()

    def title_parts(self) -> list[str]:
        """The practice with its code, and the quarter."""
        who = self.workspace.identity
        return [f"{who.name or who.ods_code} ({who.ods_code})", self.workspace.period.words]

    def begin_typing(self) -> bool:
        """The first figure of the page that has no value yet."""
        page = self.open_page_widget
        found, spec = page is not None and go_to_open(page), find_page(self.specs, self.open_key)
        if not found and spec is not None and spec.sections:
            self.status.say(FULL)
        return found

    def show_progress(self) -> None:
        """Marks and words for how far each section has come."""
        asked = {issue.section for issue in self.workspace.issues() if issue.question and issue.section}
        self.navigation.show_progress(self.workspace.progress(), asked)

    def import_files(self, files: Sequence[Path]) -> None:
        """Open the page that reads files that were dropped; packs go to Settings, comparisons to Results.

        Where bills are being attached they are bills to attach.
        """
        if self.strip.take_files(files):
            return
        rest = self._without_packs(files)
        if rest or not files:
            page = self._page_for(rest)
            if isinstance(page, TakesFiles):
                page.take_files(rest)

    def open_files(self, files: Sequence[Path]) -> None:
        """Open the page that reads files that were opened with the app, beside those it has."""
        rest = self._without_packs(files)
        if rest:
            page = self._page_for(rest)
            if isinstance(page, TakesFiles):
                page.add_files(rest)

    def _without_packs(self, files: Sequence[Path]) -> Sequence[Path]:
        from ui.facts.opening import without_packs
        from ui.results.opening import without_comparisons

        return without_comparisons(self, without_packs(self, files)) if files else ()

    def open_comparison(self) -> None:
        """Ask for a comparison file, on Results."""
        from ui.results.opening import choose_comparison

        choose_comparison(self)

    def _page_for(self, files: Sequence[Path]) -> QWidget:
        """Energy for bills, else the import of inhalers, which says of anything what it is."""
        from greenpractice.bills.reading import looks_like_bills

        are_bills = bool(files) and all(map(looks_like_bills, files))
        key = ENERGY_SECTIONS[0] if are_bills else "import"
        self.open_page(key)
        return self.pages[key]

    def open_starter(self) -> None:
        """Open the import page and ask for a starter file."""
        self.open_page("import")
        choose = getattr(self.pages["import"], "choose_starter", None)
        if choose is not None:
            choose()

    def _go_to(self, section: str, row_id: int | None, field: str | None) -> None:
        spec = page_of_section(section)
        if spec is not None:
            self.open_page(spec.key)
            show_place = getattr(self.pages[spec.key], "show_place", None)
            if show_place is not None:
                show_place(section, row_id, field)
                # it may have been there already, scrolled away, and a new page has no layout yet
                QTimer.singleShot(0, self, self.show_focus)
