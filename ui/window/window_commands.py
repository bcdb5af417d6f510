"""Entries that every window has: text size and looks, moving between pages, and help."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.help.keys import can_be_sorted, has_figures
from ui.session.session import Session
from ui.widgets.sorting import sortable_around, why_not_sorted
from ui.widgets.style import is_compact
from ui.window.about import support_details
from ui.window.frame import Frame
from ui.window.header import EARLIER_KEYS, LATER_KEYS
from ui.window.menus import Command


def view_entries(frame: Frame, session: Session) -> tuple[list[Command], Command, Command, Command]:
    """The three text sizes; compact rows; charts as tables; full screen."""
    look = partial(Command, leaves_typing=True)
    sizes = [
        look("larger", "&Larger text", partial(frame.change_text_size, 1), ("Ctrl++", "Ctrl+=")),
        look("smaller", "&Smaller text", partial(frame.change_text_size, -1), ("Ctrl+-",)),
        look("normal", "&Normal text", partial(frame.change_text_size, 0), ("Ctrl+0",)),
    ]
    compact = look("compact", "Compact &rows", frame.toggle_compact, ticked=is_compact)
    tables = look(
        "charts-tables",
        "Charts as &tables",
        lambda: session.show_charts_as_tables(not session.charts_as_tables),
        ("Ctrl+T",),
        ticked=lambda: session.charts_as_tables,
    )

    def is_full() -> bool:
        return bool(frame.windowState() & Qt.WindowState.WindowFullScreen)

    full = look("full-screen", "&Full screen", frame.toggle_full_screen, ("F11",), ticked=is_full)
    return sizes, compact, tables, full


def sort_entry(frame: Frame) -> Command:
    """Sorts the table one stands in."""

    def place() -> QWidget | None:
        asked = frame.strip.focusWidget()  # a question may have a table of its own, before that of the page
        return asked if frame.strip.isVisible() else frame.last_place

    def sort() -> None:
        found = sortable_around(place())
        if found is not None:
            found.sort_here()

    def why_not() -> str:
        return why_not_sorted(place())

    return Command(
        "sort-column", "S&ort by this column, or turn it", sort, ("Ctrl+R",), why_not, works_on=can_be_sorted
    )


def data_moves(frame: Frame) -> list[Command]:
    """From page to page, and to another quarter."""
    header = frame.header
    return [
        Command("next-section", "&Next section", partial(frame.step_page, 1), ("Ctrl+PgDown",)),
        Command("previous-section", "&Previous section", partial(frame.step_page, -1), ("Ctrl+PgUp",)),
        Command("go-earlier", "Earlier quarter", header.earlier, (EARLIER_KEYS,), header.why_not_earlier),
        Command("go-later", "Later quarter", header.later, (LATER_KEYS,), header.why_not_later),
        Command("go-to-quarter", "&Go to quarter…", lambda: frame.header.choose(), ("Ctrl+G",)),
    ]


def help_menu(frame: Frame) -> list[Command | None]:
    """Help beside the page, parts of the Help page, and what support asks for."""

    def copy_support() -> None:
        QGuiApplication.clipboard().setText(support_details())
        frame.status.say("Details copied. They hold no figures and no names")

    part = frame.show_help_part
    return [
        Command("page-help", "&Help for this page", frame.toggle_help, ("F1",), leaves_typing=True),
        Command(
            "field-help",
            "&What goes in this box?",
            frame.help_on_field,
            ("Shift+F1",),
            frame.why_not_field_help,
            leaves_typing=True,
            works_on=has_figures,
        ),
        None,
        Command("all-help", "All of H&elp", partial(frame.open_page, "help")),
        Command("shortcuts", "List of &keys", frame.toggle_keys, ("Ctrl+/",), leaves_typing=True),
        Command("factors", "Emission &factors and sources", partial(part, "factors")),
        Command("privacy", "&Privacy: what not to enter", partial(part, "privacy")),
        None,
        Command("copy-support", "&Copy details for support", copy_support),
        Command("about", "&About", partial(part, "about")),
    ]
