"""How the window looks: Fusion, a palette, one style sheet from the tokens, and Lato."""

from dataclasses import fields
from functools import cache
from importlib.resources import as_file, files

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleOption, QWidget

from ui.widgets import tokens
from ui.widgets.style_sheet import style_sheet
from ui.widgets.tokens import DARK, LIGHT, Colours

SIZES = (90, 100, 110, 125, 150, 175, 200)
LARGE = 150  # percent: from here on pages give up what is not needed all the time
_look: dict[str, object] = {"dark": False, "size": 100, "contrast": False, "compact": False}
# Kinds of widgets to which a system may give a font of its own, as Qt calls them.
HAVE_FONTS = (
    "QMenu", "QMenuBar", "QMenuItem", "QMessageBox", "QLabel", "QTipLabel", "QTitleBar", "QStatusBar",
    "QMdiSubWindowTitleBar", "QDockWidgetTitle", "QPushButton", "QCheckBox", "QRadioButton", "QToolButton",
    "QAbstractItemView", "QListView", "QHeaderView", "QListBox", "QComboMenuItem", "QComboLineEdit",
)  # fmt: skip
_DRAWN = frozenset(
    {"text", "muted", "border", "field_border", "accent", "error", "header_second", "header_edge"}
)
_DRAWN |= {"category_1", "category_2", "category_3", "category_4", "other_sources"}
_ENDINGS = ("_text", "_edge")  # of colours that are drawn on another one
_ROLES = (
    (QPalette.ColorRole.Window, "window"),
    (QPalette.ColorRole.Base, "card"),
    (QPalette.ColorRole.AlternateBase, "window"),
    (QPalette.ColorRole.Button, "card"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.ToolTipBase, "card"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.PlaceholderText, "muted"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "accent"),
    (QPalette.ColorRole.Highlight, "selected"),
    (QPalette.ColorRole.HighlightedText, "text"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Mid, "field_border"),
    (QPalette.ColorRole.Dark, "field_border"),
)


def colours() -> Colours:
    """The colours in use; in a contrast theme those of the computer."""
    if _look["contrast"]:
        return of_palette(QApplication.palette())
    return DARK if _look["dark"] else LIGHT


def of_palette(palette: QPalette) -> Colours:
    """The tokens in the colours of a contrast theme: text on its ground, and one colour to set apart."""
    role = QPalette.ColorRole
    ground, text = palette.color(role.Base).name(), palette.color(role.Text).name()
    marked, on_marked = palette.color(role.Highlight).name(), palette.color(role.HighlightedText).name()
    names = [each.name for each in fields(Colours)]
    plain = dict.fromkeys(names, ground)
    plain |= {name: text for name in names if name in _DRAWN or name.endswith(_ENDINGS) or name[:3] == "on_"}
    apart = {"button": marked, "on_button": on_marked, "focus": marked, "on_focus": on_marked}
    return Colours(**{**plain, "window": ground, **apart})


def in_contrast() -> bool:
    """True in a contrast theme, where colours are the computer's and there is no style sheet."""
    return bool(_look["contrast"])


def scaled(pixels: int) -> int:
    """Pixels at the chosen text size."""
    return round(pixels * text_size() / 100)


def text_size() -> int:
    """The chosen text size in percent."""
    size = _look["size"]
    assert isinstance(size, int)
    return size


def step_text_size(steps: int) -> int:
    """Larger or smaller by a step, or with 0 the usual size: show it, and say which it is now."""
    place = min(range(len(SIZES)), key=lambda n: abs(SIZES[n] - text_size()))
    size = 100 if steps == 0 else SIZES[max(0, min(len(SIZES) - 1, place + steps))]
    application = QApplication.instance()
    if isinstance(application, QApplication):
        apply_look(application, size=size)
    return size


def is_compact() -> bool:
    """True where tables of figures have lower rows."""
    return bool(_look["compact"])


def set_compact(compact: bool) -> None:
    """Choose lower rows or the usual ones; grids take them with `fit_rows`."""
    _look["compact"] = compact


def row_height() -> int:
    """The height of a row of a grid in pixels: 32 or with compact rows 26, or what large text needs."""
    space = tokens.SPACE_1 if is_compact() else tokens.SPACE_2
    least = scaled(tokens.COMPACT_ROW) if is_compact() else tokens.GRID_ROW
    return max(least, scaled(tokens.BODY) * 6 // 5 + space)


def apply_look(
    application: QApplication,
    dark: bool | None = None,
    size: int | None = None,
    system: bool = False,
    contrast: bool | None = None,
) -> None:
    """Set or change the look; None keeps what is, at first (or with `system`) what the computer asks for.

    In a contrast theme (`contrast`, by default if the computer has one on) the colours are the computer's:
    there is then no style sheet and no palette of ours, only the size of the text.
    """
    hints = application.styleHints()
    first = "started" not in _look
    if first:
        _look["started"] = application.style().name()
        _load_lato()
    if first or system:
        _look["dark"] = hints.colorScheme() == Qt.ColorScheme.Dark
    if dark is not None:
        _look["dark"] = dark
    if size is not None:
        _look["size"] = size
    asked = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    _look["contrast"] = asked if contrast is None else contrast
    wanted = (bool(_look["dark"]), text_size(), bool(_look["contrast"]))
    if _look.get("shown") == wanted:
        return
    _look["shown"] = wanted
    application.setStyleSheet("")  # Qt puts one in the place of another in five times the time
    font = QFont("Lato")
    font.setPixelSize(scaled(tokens.BODY))
    application.setFont(font)
    if _look["contrast"]:
        application.setStyle(_Roomy(str(_look["started"])))
        application.setPalette(application.style().standardPalette())
    else:
        shown = DARK if _look["dark"] else LIGHT
        if application.style().name() != "fusion":
            application.setStyle("Fusion")
        application.setPalette(_palette(shown))
        application.setStyleSheet(style_sheet(shown, scaled))
    use_everywhere(application, font)
    if _look["contrast"]:
        _forget_sheet(application)


class _Roomy(QProxyStyle):
    """The computer's own style, with room for a hand where it has less: else the style sheet sees to that."""

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        found = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]  # or none, in Qt
        small = kind in (QStyle.ContentsType.CT_CheckBox, QStyle.ContentsType.CT_RadioButton)
        return found.expandedTo(QSize(tokens.TARGET, tokens.TARGET)) if small else found


def _forget_sheet(application: QApplication) -> None:
    """Have every part take its colours and font anew: Qt leaves those of a style sheet that is gone to some.

    They would be black on the dark ground of before. No part has a font or a palette that was set by hand.
    """
    for window in application.topLevelWidgets():
        for part in (window, *window.findChildren(QWidget)):
            part.setPalette(QPalette())
            part.setFont(QFont())


def use_everywhere(application: QApplication, font: QFont) -> None:
    """Give our font to what has one of the system's: on Windows menus, tables, messages and more have.

    They would stay as small as they are, whatever size of text is chosen. A style or a style sheet that is
    set brings those fonts back, so this comes last.
    """
    for kind in HAVE_FONTS:  # text, though PySide6 declares bytes, which it refuses
        if application.font(kind) != font:  # type: ignore[call-overload]
            application.setFont(font, kind)  # type: ignore[arg-type]


def _palette(shown: Colours) -> QPalette:
    palette = QPalette()
    for role, name in _ROLES:
        palette.setColor(role, QColor(getattr(shown, name)))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(shown.muted))
    return palette


@cache
def _load_lato() -> None:
    for name in ("Lato-Regular.ttf", "Lato-Bold.ttf"):
        with as_file(files("resources") / "fonts" / name) as path:
            QFontDatabase.addApplicationFontFromData(path.read_bytes())
