"""The one style sheet: every colour and size in it comes from the tokens and the size of the text."""

from collections.abc import Callable
from importlib.resources import files

from ui.widgets import tokens
from ui.widgets.tokens import LIGHT, Colours

Scaled = Callable[[int], int]
FOCUS_RING = 6  # px: the border and the padding of a box together


def style_sheet(c: Colours, px: Scaled) -> str:
    """The rules in their order (of two that fit the later one counts); `px` scales with the text size."""
    return "".join(
        (
            _words_and_frames(c, px),
            _boxes_and_buttons(c, px),
            _numbers_and_rows(c, px),
            _header(c, px),
            _choices(c, px),
            _lists_tables_menus(c, px),
            _first_run(c, px),
        )
    )


def _icon(c: Colours, name: str) -> str:
    """A picture in the colour of the text, on disk, where style sheets look for it."""
    return icon_file(f"{name}-dark.svg" if c is LIGHT else f"{name}-light.svg")


def icon_file(name: str) -> str:
    """Where a drawing lies on disk, as Qt spells paths."""
    return str(files("resources") / "icons" / name).replace("\\", "/")


def _ring(c: Colours) -> str:
    """4 px of yellow and 2 of black inside the box: a radius beside a picture would lose the yellow."""
    ring = f"border: {FOCUS_RING}px solid {c.on_focus}; border-radius: 0; padding: 0 2px;"
    slices = " ".join([str(FOCUS_RING)] * 4)
    return f"{ring} border-image: url({icon_file('focus.svg')}) {slices} stretch;"


def _words_and_frames(c: Colours, px: Scaled) -> str:
    """Words, tags and the boxes around them."""
    return f"""
    QLabel[look="page"] {{ font-size: {px(tokens.PAGE_TITLE)}px; font-weight: bold; }}
    QLabel[look="section"] {{ font-size: {px(tokens.CARD_TITLE)}px; font-weight: bold; }}
    QLabel[look="card"] {{ font-size: {px(tokens.CARD_TITLE)}px; font-weight: bold; }}
    QLabel[look="small card"] {{ font-size: {px(tokens.SMALL_CARD_TITLE)}px; font-weight: bold; }}
    QLabel[look="second"] {{ font-size: {px(tokens.SECOND_FIGURE)}px; font-weight: bold; }}
    QLabel[look="figure"] {{ font-size: {px(tokens.KEY_FIGURE)}px; font-weight: bold; }}
    QLabel[look="total"] {{ font-size: {px(tokens.TOTAL_FIGURE)}px; font-weight: bold; }}
    QLabel[look="bold"] {{ font-weight: bold; }}
    QLabel[look="hint"] {{ color: {c.muted}; }}
    QLabel[look="small"] {{ color: {c.muted}; font-size: {px(tokens.SMALL)}px; }}
    QLabel[look="head"] {{ font-weight: bold; font-size: {px(tokens.SMALL)}px; }}
    QLabel[look="error"] {{ color: {c.error}; font-weight: bold; }}
    QLabel[look="check"] {{ background: {c.check}; color: {c.on_check}; padding: 4px 8px; }}
    QLabel[look="tag"] {{ font-weight: bold; font-size: {px(tokens.SMALL)}px; }}
    QLabel[look="tag"][weight="regular"] {{ font-weight: normal; }}
    QLabel[look="published"] {{ padding: 4px 8px; background: {c.blue}; color: {c.blue_text}; }}
    QFrame[look="card"] {{ background: {c.card}; border: 1px solid {c.border};
        border-radius: {tokens.CARD_RADIUS}px; }}
    QLabel[look="card"] {{ background: transparent; border: none; }}
    QFrame[look="error-box"] {{ background: {c.card}; border: 3px solid {c.error}; }}
    QFrame[look="check-box"] {{ background: {c.check}; border: none;
        border-left: 4px solid {c.check_edge}; }}
    QFrame[look="check-box"] QLabel {{ color: {c.on_check}; }}
    QFrame[look="done-box"] {{ background: {c.good}; border: none; border-left: 4px solid {c.button}; }}
    QFrame[look="done-box"] QLabel {{ color: {c.good_text}; }}
    QFrame[look="done-bar"] {{ background: {c.good}; border: none; }}
    QFrame[look="done-bar"] QLabel {{ color: {c.good_text}; font-weight: bold; }}
    QFrame[look="red-bar"] {{ background: {c.red}; border: none; }}
    QFrame[look="red-bar"] QLabel {{ color: {c.red_text}; font-weight: bold; }}
    QFrame[look="grey-bar"] {{ background: {c.grey}; border: none; }}
    QFrame[look="grey-bar"] QLabel {{ color: {c.grey_text}; font-weight: bold; }}
    QFrame[look="drop"] {{ background: {c.card}; border: 2px dashed {c.field_border}; border-radius: 4px; }}
    QTableView[look="small"], QTableView[look="small"] QHeaderView {{ font-size: {px(tokens.SMALL)}px; }}
    QProgressBar {{ background: {c.card}; border: 1px solid {c.field_border}; border-radius: 4px; }}
    QProgressBar::chunk {{ background: {c.accent}; }}
    QFrame[look="next"] {{ background: {c.soft}; border: none; border-left: 4px solid {c.accent}; }}
    QFrame[look="next"] QLabel {{ color: {c.text}; }}
    QFrame[look="beside"] {{ border: none; border-left: 1px solid {c.border}; }}
    QFrame[look="finish"] {{ background: {c.sunk}; border: none; border-top: 1px solid {c.border}; }}
    QFrame[look="foot"] {{ background: {c.card}; border: none; border-top: 1px solid {c.border}; }}
    QFrame[look="task"] {{ background: transparent; border: none; border-bottom: 1px solid {c.border};
        border-left: 4px solid transparent; }}
    QFrame[look="task"]:hover {{ background: {c.window}; }}
    QFrame[look="task"][state="here"] {{ background: {c.soft}; border-left: 4px solid {c.accent}; }}
    QFrame[look="panel"] {{ background: {c.card}; border: 1px solid {c.field_border};
        border-left: 4px solid {c.accent}; }}
    QWidget[look="panel-body"] {{ background: {c.card}; }}
    QFrame[look="ruled"] {{ background: transparent; border: none; border-bottom: 1px solid {c.border}; }}
    QFrame[look="line"] {{ background: {c.border}; border: none; }}
    """


def _inner(px: Scaled) -> int:
    """How high a box is inside border and padding."""
    return px(tokens.FIELD - 2 * (2 + 4))


def _boxes_and_buttons(c: Colours, px: Scaled) -> str:
    """Boxes to type in, and buttons."""
    inner = _inner(px)
    return f"""
    QLineEdit, QPlainTextEdit {{ background: {c.card}; color: {c.text}; border: 2px solid {c.field_border};
        border-radius: {tokens.RADIUS}px; padding: 4px 6px; min-height: {inner}px;
        selection-background-color: {c.accent}; selection-color: {c.card}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ {_ring(c)} }}
    QLineEdit[look="bar"] {{ min-height: {px(20)}px; }}
    QLineEdit[readOnly="true"] {{ background: transparent; border-color: transparent; }}
    QLineEdit[state="problem"] {{ border-color: {c.error}; }}
    QLineEdit[state="check"] {{ background: {c.check}; color: {c.on_check}; }}
    QLineEdit[look="cell"], QLineEdit[look="cell"]:focus {{ border: 2px solid {c.accent}; border-image: none;
        padding: 0 4px; min-height: 0; }}
    QPushButton {{ background: {c.card}; color: {c.text}; border: 2px solid {c.field_border};
        border-radius: {tokens.RADIUS}px; padding: 4px 14px; min-height: {inner}px; }}
    QPushButton:hover {{ border-color: {c.text}; }}
    QPushButton:pressed {{ background: {c.window}; }}
    QPushButton:focus {{ background: {c.focus}; color: {c.on_focus};
        border-color: {c.on_focus}; }}
    QPushButton:disabled {{ color: {c.muted}; border-color: {c.border}; }}
    QPushButton[look="primary"] {{ background: {c.button}; color: {c.on_button}; font-weight: bold;
        border: 2px solid {c.button}; padding: 4px 22px; }}
    QPushButton[look="primary"]:hover {{ background: {c.button_hover}; border-color: {c.button_hover}; }}
    QPushButton[look="primary"]:pressed {{ background: {c.button_pressed}; }}
    QPushButton[look="primary"]:focus {{ background: {c.focus}; color: {c.on_focus};
        border-color: {c.on_focus}; }}
    QPushButton[look="link"] {{ background: transparent; color: {c.accent}; border: none; padding: 4px 2px;
        text-align: left; text-decoration: underline; }}
    QPushButton[look="link"]:focus {{ background: {c.focus}; color: {c.on_focus}; padding-bottom: 0;
        border-bottom: 4px solid {c.on_focus}; }}
    QPushButton[look="line"] {{ background: transparent; color: {c.accent}; border: none; padding: 0 2px;
        min-height: {px(24)}px; text-decoration: underline; }}
    QPushButton[look="beside"] {{ background: transparent; color: {c.accent}; border: none; padding: 0 2px;
        min-height: {px(24)}px; font-size: {px(tokens.SMALL)}px; }}
    QPushButton[look="beside"]:hover {{ background: {c.selected}; }}
    QPushButton[look="line"]:focus, QPushButton[look="beside"]:focus {{ background: {c.focus};
        color: {c.on_focus};
        border-bottom: 3px solid {c.on_focus}; min-height: {px(24) - 3}px; }}
    """


def _numbers_and_rows(c: Colours, px: Scaled) -> str:
    """Buttons that are a number, a row, a chip, or stand in a bar."""
    round_end = min(px(tokens.CHIP_RADIUS), _inner(px) // 2 + 4)
    return f"""
    QPushButton[look="number"] {{ background: transparent; border: none; padding: 2px 0; text-align: left;
        color: {c.text}; font-size: {px(tokens.KEY_FIGURE)}px; font-weight: bold; }}
    QPushButton[look="second"] {{ background: transparent; border: none; padding: 0; text-align: left;
        min-height: {px(30)}px; color: {c.text}; font-size: {px(tokens.SECOND_FIGURE)}px;
        font-weight: bold; }}
    QPushButton[look="first"] {{ background: transparent; border: none; padding: 0; text-align: left;
        min-height: {px(36)}px; color: {c.text}; font-size: {px(tokens.KEY_FIGURE)}px; font-weight: bold; }}
    QPushButton[look="first"]:focus {{ background: {c.focus}; color: {c.on_focus};
        border-bottom: 2px solid {c.on_focus}; min-height: {px(36) - 2}px; }}
    QPushButton[look="first"]:hover, QPushButton[look="second"]:hover {{ background: {c.selected}; }}
    QPushButton[look="second"]:focus {{ background: {c.focus}; color: {c.on_focus};
        border-bottom: 2px solid {c.on_focus}; min-height: {px(30) - 2}px; }}
    QPushButton[look="kg"] {{ background: transparent; border: none; padding: 4px 4px; text-align: right;
        color: {c.accent}; text-decoration: underline; }}
    QPushButton[look="number"]:hover, QPushButton[look="kg"]:hover {{ background: {c.selected};
        color: {c.text}; }}
    QPushButton[look="number"]:focus {{ background: {c.focus}; color: {c.on_focus}; padding-bottom: 0;
        border-bottom: 2px solid {c.on_focus}; }}
    QPushButton[look="kg"]:focus {{ background: {c.focus}; color: {c.on_focus}; padding-bottom: 0;
        border-bottom: 4px solid {c.on_focus}; }}
    QPushButton[look="quiet"] {{ background: transparent; border: none; padding: 4px 8px; }}
    QPushButton[look="row"], QPushButton[look="row"]:focus {{ border: none; padding: 0; min-height: 0; }}
    QPushButton[look="bar"] {{ padding: 2px 8px; }}
    QPushButton[look="bar"]:checked {{ background: {c.selected}; border-color: {c.accent}; }}
    QPushButton[look="bar"]:focus {{ background: {c.focus}; color: {c.on_focus};
        border-color: {c.on_focus}; }}
    QPushButton[look="chip"] {{ border-radius: {round_end}px; padding: 2px 12px; }}
    QPushButton[look="chip"]:checked {{ background: {c.selected}; border-color: {c.accent}; }}
    QPushButton[look="chip"]:focus {{ background: {c.focus}; color: {c.on_focus};
        border-color: {c.on_focus}; }}
    QPushButton[look="quiet"]:hover {{ background: {c.window}; }}
    QPushButton[look="quiet"]:focus {{ background: {c.focus}; color: {c.on_focus}; padding-bottom: 0;
        border-bottom: 4px solid {c.on_focus}; }}
    """


def _header(c: Colours, px: Scaled) -> str:
    """The teal header with its buttons."""
    return f"""
    QFrame[look="header"] {{ background: {c.header}; border: none; }}
    QFrame[look="header"] QLabel[look="card"] {{ color: {c.on_header}; }}
    QFrame[look="header"] QLabel[look="small"] {{ color: {c.header_second}; }}
    QFrame[look="header"] QFrame[look="mark"] {{ background: {c.on_header}; border-radius: 6px; }}
    QFrame[look="header"] QPushButton {{ background: transparent; color: {c.on_header};
        border: 1px solid {c.header_edge}; padding: 4px 8px; min-height: {px(26)}px; }}
    QFrame[look="header"] QPushButton:hover {{ border-color: {c.on_header}; }}
    QFrame[look="header"] QPushButton:disabled {{ color: {c.header_edge}; border-color: transparent; }}
    QFrame[look="header"] QPushButton:focus {{ background: {c.focus}; color: {c.on_focus};
        border-color: {c.focus}; border-bottom: 3px solid {c.on_focus}; padding-bottom: 2px; }}
    """


def _choices(c: Colours, px: Scaled) -> str:
    """Ticks, choices and progress."""
    return f"""
    QCheckBox, QRadioButton {{ spacing: 8px; min-height: {px(26)}px; padding: 2px;
        border: 2px solid transparent; }}
    QCheckBox:focus, QRadioButton:focus {{ background: {c.focus}; color: {c.on_focus};
        border-color: {c.on_focus}; }}
    QCheckBox::indicator, QTableView::indicator, QRadioButton::indicator {{ width: {px(18)}px;
        height: {px(18)}px; border: 2px solid {c.field_border}; background: {c.card}; }}
    QGroupBox[look="two-way"] {{ border: none; margin: 0; padding: 0; }}
    QRadioButton[look="two-way"] {{ background: {c.card}; border: 2px solid {c.field_border};
        padding: 2px 12px; min-height: {px(tokens.FIELD - 12)}px; spacing: 0; }}
    QRadioButton[look="two-way"]::indicator {{ width: 0; height: 0; border: none; }}
    QRadioButton[look="two-way"][side="left"] {{ border-top-left-radius: {tokens.RADIUS}px;
        border-bottom-left-radius: {tokens.RADIUS}px; }}
    QRadioButton[look="two-way"][side="right"] {{ border-top-right-radius: {tokens.RADIUS}px;
        border-bottom-right-radius: {tokens.RADIUS}px; border-left: none; }}
    QRadioButton[look="two-way"]:checked {{ background: {c.selected}; border-color: {c.accent}; }}
    QRadioButton[look="two-way"]:focus {{ background: {c.focus}; color: {c.on_focus};
        border-color: {c.on_focus}; }}
    QRadioButton::indicator {{ border-radius: {px(18) // 2 + 2}px; }}
    QCheckBox::indicator:checked, QTableView::indicator:checked {{ image: url({_icon(c, "tick")}); }}
    QRadioButton::indicator:checked {{ background: qradialgradient(cx:0.5, cy:0.5, radius:0.5, fx:0.5, fy:0.5,
        stop:0 {c.text}, stop:0.5 {c.text}, stop:0.6 {c.card}, stop:1 {c.card}); }}
    QProgressBar {{ background: {c.card}; border: 2px solid {c.field_border}; min-height: {px(20)}px;
        max-height: {px(20)}px; }}
    QProgressBar::chunk {{ background: {c.accent}; }}
    QComboBox {{ background: {c.card}; color: {c.text}; border: 2px solid {c.field_border};
        border-radius: {tokens.RADIUS}px; padding: 4px 6px; min-height: {px(24)}px; }}
    QTableView QComboBox, QTableView QComboBox:focus {{ border: 2px solid {c.accent}; border-image: none;
        padding: 0 4px; min-height: 0; }}
    QComboBox:disabled {{ color: {c.muted}; border-color: {c.border}; }}
    QComboBox::drop-down {{ border: none; width: {px(24)}px; }}
    QComboBox::down-arrow {{ image: url({_icon(c, "down")}); width: {px(14)}px; height: {px(14)}px; }}
    QComboBox QAbstractItemView {{ background: {c.card}; color: {c.text}; border: 1px solid {c.field_border};
        selection-background-color: {c.selected}; selection-color: {c.text}; outline: none; }}
    """


def _lists_tables_menus(c: Colours, px: Scaled) -> str:
    """Areas, lists, tables, menus and the status bar."""
    small = px(tokens.SMALL)
    return f"""
    QScrollArea, QScrollArea > QWidget > QWidget[look="page-body"] {{ background: transparent;
        border: none; }}
    QScrollArea[look="preview"] {{ background: {c.window}; border: 3px solid {c.border}; }}
    QScrollArea[look="preview"]:focus {{ border-color: {c.text}; }}
    QFrame[look="help-panel"] {{ background: {c.card}; border: none;
        border-left: 1px solid {c.field_border}; }}
    QScrollArea[look="help"], QTextEdit[look="help"] {{ background: {c.card};
        border: {FOCUS_RING}px solid transparent; }}
    QScrollArea[look="help"]:focus, QTextEdit[look="help"]:focus {{ {_ring(c)} padding: 0; }}
    QFrame[look="help-entry"] {{ background: transparent; border: 2px solid transparent; }}
    QFrame[look="help-entry"][state="here"] {{ background: {c.selected}; border: 2px solid {c.text}; }}
    QSplitter::handle {{ background: {c.border}; width: 5px; }}
    QListWidget[look="nav"] {{ background: {c.card}; border: none; border-right: 1px solid {c.border};
        padding: 4px 0; outline: none; }}
    QListWidget[look="nav"] QScrollBar {{ width: 8px; }}
    QListWidget[look="choices"], QTreeView {{ background: {c.card}; border: 2px solid {c.field_border};
        border-radius: {tokens.RADIUS}px; outline: none; padding: 4px 6px; }}
    QListWidget[look="choices"]:focus, QTreeView:focus {{ {_ring(c)} }}
    QListWidget[look="choices"]::item {{ padding: 6px 8px; color: {c.text}; }}
    QListWidget[look="choices"]::item:selected {{ background: {c.selected}; color: {c.text}; }}
    QTableView {{ background: {c.card}; border: 1px solid {c.field_border}; border-radius: {tokens.RADIUS}px;
        gridline-color: {c.border}; outline: none; selection-background-color: {c.selected};
        selection-color: {c.text}; }}
    QFrame[look="total"] {{ background: {c.sunk}; border: 1px solid {c.field_border}; border-top: none;
        border-bottom-left-radius: {tokens.RADIUS}px; border-bottom-right-radius: {tokens.RADIUS}px; }}
    QTableView[look="grid"] QHeaderView {{ font-size: {small}px; }}
    QTableView[look="grid"] QHeaderView::section:horizontal {{ padding: 2px 8px; }}
    QTableView[summed="true"] {{ border-bottom: {tokens.HEAD_RULE}px solid {c.field_border};
        border-bottom-left-radius: 0; border-bottom-right-radius: 0; }}
    QTableView:focus {{ border: 2px solid {c.text}; }}
    QHeaderView::section {{ background: {c.card}; color: {c.text}; font-weight: bold; padding: 6px 8px;
        border: none; border-bottom: {tokens.HEAD_RULE}px solid {c.field_border}; }}
    QHeaderView::section:vertical {{ border: none; border-right: 1px solid {c.border};
        border-bottom: 1px solid {c.border}; font-weight: normal; color: {c.muted}; padding: 0 4px; }}
    QTableView::item {{ padding: 0 6px; }}
    QTableCornerButton::section {{ background: {c.card}; border: none; }}
    QMenuBar {{ background: {c.card}; color: {c.text}; }}
    QMenuBar::item {{ padding: {(tokens.MENU_BAR - tokens.BODY) // 2}px 8px; background: transparent; }}
    QMenuBar::item:selected {{ background: {c.selected}; color: {c.text}; }}
    QMenu {{ background: {c.card}; color: {c.text}; border: 1px solid {c.field_border}; }}
    QMenu::item {{ padding: 6px 24px; }}
    QMenu::item:selected {{ background: {c.selected}; color: {c.text}; }}
    QMenu::item:disabled {{ color: {c.muted}; }}
    QMenu::separator {{ height: 1px; background: {c.border}; margin: 4px 8px; }}
    QStatusBar {{ background: {c.card}; color: {c.text}; border-top: 1px solid {c.border};
        min-height: {small + tokens.STATUS_BAR - tokens.SMALL - 1}px; font-size: {small}px; }}
    QStatusBar::item {{ border: none; }}
    QStatusBar QLabel {{ font-size: {px(tokens.SMALL)}px; }}
    QStatusBar QLabel[look="small"] {{ color: {c.muted}; }}
    QToolTip {{ background: {c.card}; color: {c.text}; border: 1px solid {c.field_border}; padding: 4px; }}
    """


def _first_run(c: Colours, px: Scaled) -> str:
    """The first run: the panel at its left, questions that stand alone, and the buttons below them."""
    return f"""
    QFrame[look="welcome"] QLabel {{ background: transparent; color: {c.on_header}; }}
    QFrame[look="welcome"] QLabel[look="name"] {{ font-size: {px(tokens.PAGE_TITLE)}px; font-weight: bold; }}
    QFrame[look="welcome"] QLabel[look="question"] {{ font-size: {px(tokens.QUESTION)}px;
        font-weight: bold; }}
    QFrame[look="welcome"] QLabel[look="answer"] {{ font-size: {px(tokens.ANSWER)}px; font-weight: bold; }}
    QFrame[look="welcome"] QLabel[look="second"] {{ color: {c.header_second}; font-size: {px(tokens.BODY)}px;
        font-weight: normal; }}
    QFrame[look="welcome"] QLabel[look="small"] {{ color: {c.header_second}; }}
    QWidget[look="step"] QLabel[look="page"] {{ font-size: {px(tokens.QUESTION)}px; }}
    QWidget[look="step"] QLabel[look="error"] {{ border: none; border-left: 4px solid {c.error};
        padding: 4px 0 4px 12px; }}
    QWidget[look="step"] QGroupBox {{ border: none; margin: 0; padding: 0; }}
    QStatusBar QPushButton[look="link"] {{ font-size: {px(tokens.SMALL)}px; padding: 0 2px; }}
    QWidget[look="step"] QPushButton[look="primary"] {{ padding: 4px 22px; min-height: {px(32)}px;
        font-size: {px(tokens.ANSWER)}px; }}
    QWidget[look="step"] QPushButton[look="tall"] {{ padding: 4px 14px; min-height: {px(32)}px; }}
    """
