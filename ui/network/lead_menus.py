"""The menus of a network's window: only what does something, every key shown where it is looked for."""

from functools import partial
from typing import TYPE_CHECKING

from ui.window.menus import Command, MenuSpec, page_command
from ui.window.window_commands import data_moves, help_menu, sort_entry, view_entries

if TYPE_CHECKING:
    from ui.network.lead_window import NetworkWindow


def network_menus(window: "NetworkWindow") -> list[MenuSpec]:
    """File, View, Data, Reports, Help."""
    pages = {
        group: [page_command(spec, window.open_page) for spec in window.specs if spec.group == group]
        for group in ("Data", "Reports")
    }
    sizes, _compact, _tables, full = view_entries(window, window.workspace)
    help_entries = [entry for entry in help_menu(window) if entry is None or entry.name != "field-help"]
    group = Command("choose-group", "&Choose group…", window.choose_group, ("Ctrl+Shift+G",))
    return [
        MenuSpec("&File", _file(window)),
        MenuSpec("&View", [*sizes, None, sort_entry(window), full]),
        MenuSpec("&Data", [*pages["Data"], None, *data_moves(window), group]),
        MenuSpec("&Reports", [*pages["Reports"], None, *_exports(window)]),
        MenuSpec("&Help", help_entries),
    ]


def _file(window: "NetworkWindow") -> list[Command | None]:
    settings = partial(window.open_page, "settings")
    return [
        Command("add-pdfs", "&Add practice PDFs…", window.add_pdfs, ("Ctrl+Shift+O",)),
        Command("add-folder", "Add a &folder…", window.add_folder, ("Ctrl+Shift+F",)),
        Command("open-starter", "&Open a starter file…", window.open_starter),
        None,
        Command("save-now", "&Save now", window.say_saved, ("Ctrl+S",)),
        Command("back-up-or-restore", "&Back up or restore…", settings),
        None,
        Command("change-role", "Switch to &practice…", window.role_asked.emit),
        Command("settings", "S&ettings…", settings, ("Ctrl+,",)),
        None,
        Command("exit", "E&xit", window.leave, ("Alt+F4",)),
    ]


def _exports(window: "NetworkWindow") -> list[Command]:
    """What the list of exports has for a network; each is made by its page, where a person sees it."""
    return [
        Command(
            export.control,
            export.entry or export.action,
            partial(window.click_on_page, export.page or "report", export.control),
            export.keys,
        )
        for export in window.workspace.exports.network
    ]
