"""The menus of a practice's window: every entry does something, in the order people look for it."""

from collections.abc import Callable
from functools import partial

from ui.entry.cell_menu import CellMenu
from ui.entry.edit_menu import Editing
from ui.inhalers.inhaler_page import InhalerPage
from ui.practice.file_commands import FileCommands
from ui.practice.section_commands import SectionCommands, asking
from ui.session.workspace import Workspace
from ui.window.frame import Frame
from ui.window.menus import Command, MenuSpec, page_command
from ui.window.page import CanFind
from ui.window.page_spec import PageSpec
from ui.window.window_commands import data_moves, help_menu, sort_entry, view_entries


class PracticeMenus:
    """Makes the entries of one window."""

    def __init__(
        self,
        frame: Frame,
        workspace: Workspace,
        open_starter: Callable[[], None],
        open_comparison: Callable[[], None],
    ) -> None:
        self._frame, self._workspace = frame, workspace
        self._open_starter, self._open_comparison = open_starter, open_comparison
        self._file = FileCommands(frame, workspace)
        self._edit = Editing(workspace, lambda: frame.last_place, frame.strip, frame.status.say, frame)
        CellMenu(frame)
        self._sections = SectionCommands(frame, workspace)

    def menus(self) -> list[MenuSpec]:
        """File, Edit, View, Data, Reports, Help."""
        return [
            MenuSpec("&File", self._file_menu()),
            MenuSpec("&Edit", self._edit_menu()),
            MenuSpec("&View", self._view_menu()),
            MenuSpec("&Data", self._data_menu()),
            MenuSpec("&Reports", self._report_menu()),
            MenuSpec("&Help", help_menu(self._frame)),
        ]

    def _file_menu(self) -> list[Command | None]:
        frame = self._frame
        return [
            *self._file.first_entries(),
            Command("import", "&Import inhalers…", partial(frame.open_page, "import"), ("Ctrl+I",)),
            Command("open-starter", "Open a start&er file…", self._open_starter),
            Command(
                "open-comparison",
                "Open a co&mparison file…",
                self._open_comparison,
                why_not=self._why_not_compare,
            ),
            None,
            *self._file.keeping_entries(),
            None,
            Command("change-role", "Switch to PCN &lead…", frame.role_asked.emit),
            Command("settings", "Se&ttings…", partial(frame.open_page, "settings"), ("Ctrl+,",)),
            None,
            Command("exit", "E&xit", frame.leave, ("Alt+F4",)),
        ]

    def _why_not_compare(self) -> str:
        return "" if self._workspace.can_write else "You can look, but not change anything"

    def _edit_menu(self) -> list[Command | None]:
        undo, redo, *basics = self._edit.entries()
        find = Command(
            "find", "&Find…", self._sections.find, ("Ctrl+F",), self._sections.why_not_find,
            works_on=lambda page: isinstance(page, CanFind),
        )  # fmt: skip
        copy = Command(
            "copy-last-quarter", "Copy &last quarter…", self._copy_last_quarter, ("Ctrl+Shift+L",),
            self._why_not_copy_last,
        )  # fmt: skip
        return [undo, redo, None, *basics, None, find, copy, None, *self._edit.mark_entries()]

    def _view_menu(self) -> list[Command | None]:
        text, rows, tables, full = view_entries(self._frame, self._workspace)
        used = Command(
            "only-used", "Only products we &use", self._toggle_used, ("Ctrl+Shift+U",),
            self._why_not_used, self._is_used, works_on=lambda page: isinstance(page, InhalerPage),
        )  # fmt: skip
        checks = Command(
            "checks",
            "&Go to the checks, or back",
            self._sections.go_to_checks,
            ("F8",),
            self._sections.why_no_checks,
            works_on=lambda page: bool(asking(page)),
        )
        return [*text, None, rows, used, sort_entry(self._frame), tables, None, checks, full]

    def _data_menu(self) -> list[Command | None]:
        pages = [self._page(spec) for spec in self._frame.specs if spec.group == "Data"]
        return [*pages, None, *data_moves(self._frame), None, *self._sections.entries()]

    def _report_menu(self) -> list[Command | None]:
        pages = [
            self._page(spec)
            for spec in self._frame.specs
            if spec.group == "Reports" and spec.key != "summary"
        ]
        open_summary = partial(self._frame.open_page, "summary")
        return [
            *pages,
            None,
            Command("preview", "&Preview and print summary", open_summary, ("Ctrl+P",)),
            *self._file.report_entries(),
        ]

    def _page(self, spec: PageSpec) -> Command:
        return page_command(spec, self._frame.open_page)

    # What entries do that lead to a part of a page

    def _copy_last_quarter(self) -> None:
        self._frame.click_on_page("home", "home-copy")
        self._frame.focus_part("copy-section")

    def _why_not_copy_last(self) -> str:
        from ui.session.copying import can_copy

        if not self._workspace.can_write:
            return "You can look, but not change anything"
        return "" if can_copy(self._workspace) else "Last quarter has nothing that this one does not have"

    def _inhalers(self) -> InhalerPage | None:
        page = self._frame.open_page_widget
        return page if isinstance(page, InhalerPage) else None

    def _toggle_used(self) -> None:
        page = self._inhalers()
        if page is not None:
            page.used_only = not page.used_only

    def _is_used(self) -> bool:
        page = self._inhalers()
        return page is not None and page.used_only

    def _why_not_used(self) -> str:
        return "" if self._inhalers() is not None else "Open Inhalers first (Ctrl+3)"
