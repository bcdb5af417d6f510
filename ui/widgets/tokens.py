"""Colours, spacing and sizes of the window: one set of colours for light, one for dark."""

from dataclasses import dataclass

SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_5 = 4, 8, 16, 24, 32
BETWEEN_CARDS = 12
IN_CARD_DOWN, IN_CARD_ACROSS = 12, 20
STEPS = (SPACE_1, SPACE_2, BETWEEN_CARDS, SPACE_3, SPACE_4, SPACE_5)


def _px(points: float) -> int:
    """Points as pixels at 96 to the inch: Qt draws these larger on screens that have more."""
    return round(points * 4 / 3)


SMALL, BODY, CARD_TITLE = _px(10.5), _px(12), _px(13.5)
SMALL_CARD_TITLE = _px(12.75)  # of charts that stand beside each other
PAGE_TITLE = SECOND_FIGURE = _px(18)
KEY_FIGURE, TOTAL_FIGURE = _px(24), _px(30)
RADIUS, CARD_RADIUS, CHIP_RADIUS = 4, 8, 16
FIELD = 36  # px: how high a field and a button are; in a bar 32
TARGET = 24  # px: the least that a hand finds
GRID_ROW, COMPACT_ROW, GROUP_ROW, TOTAL_ROW = 32, 26, 24, 34
HEAD_RULE = 2
MENU_BAR, HEADER, STATUS_BAR = 28, 52, 26
PAGES_WIDE, PAGES_ROW = 244, 31
CONTENT_WIDE = 1440  # px at 100%: a page that is no table is never wider
QUESTION, ANSWER = 28, 18  # px: a question that stands alone in the window, and the words of its answers


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour by what it is for; text on its ground reaches 4.5 to 1 at least."""

    window: str
    card: str
    sunk: str  # rows of groups, totals, the strip that ends a card
    text: str
    muted: str
    border: str  # decoration only
    field_border: str
    accent: str
    selected: str
    soft: str  # the panel of what is next, grounds of icons
    header: str
    on_header: str
    header_second: str  # its second line
    header_edge: str
    button: str
    button_hover: str
    button_pressed: str
    on_button: str
    error: str  # words and edges
    check: str
    on_check: str
    check_edge: str
    blue: str
    blue_text: str
    good: str
    good_text: str
    grey: str
    grey_text: str
    red: str
    red_text: str
    demo: str
    on_demo: str
    focus: str
    on_focus: str
    category_1: str  # of charts, in this order
    category_2: str
    category_3: str
    category_4: str
    other_sources: str
    band: str  # of a ruler between its two thresholds, and beyond them
    beyond: str


LIGHT = Colours(
    window="#f0f4f5",
    card="#ffffff",
    sunk="#f6f8f9",
    text="#212b32",
    muted="#4c6272",
    border="#d8dde0",
    field_border="#4c6272",
    accent="#005a53",
    selected="#d5ebe8",
    soft="#e6f2f0",
    header="#063f3a",
    on_header="#ffffff",
    header_second="#c3dedb",
    header_edge="#8fb8b3",
    button="#007f3b",
    button_hover="#00662f",
    button_pressed="#00401e",
    on_button="#ffffff",
    error="#c8231a",
    check="#fff4bf",
    on_check="#3d3200",
    check_edge="#8a6d00",
    blue="#dce9f6",
    blue_text="#004281",
    good="#dcefe4",
    good_text="#004c23",
    grey="#e4e8ea",
    grey_text="#354550",
    red="#f9dad7",
    red_text="#6a140e",
    demo="#ffe3a6",
    on_demo="#4d3708",
    focus="#ffeb3b",
    on_focus="#212b32",
    category_1="#12436d",
    category_2="#8a4a00",
    category_3="#8b5fbf",
    category_4="#28a197",
    other_sources="#4c6272",
    band="#dfe5e8",
    beyond="#b9cfe2",
)
DARK = Colours(
    window="#12181b",
    card="#1c2429",
    sunk="#171e22",
    text="#eef2f4",
    muted="#b3c1ca",
    border="#37434b",
    field_border="#8c9faa",
    accent="#66cfc4",
    selected="#1b4441",
    soft="#17302f",
    header="#0a2f2c",
    on_header="#ffffff",
    header_second="#a9cbc7",
    header_edge="#8fb8b3",
    button="#007f3b",
    button_hover="#00662f",
    button_pressed="#00401e",
    on_button="#ffffff",
    error="#ff8d84",
    check="#4a4310",
    on_check="#fff6c9",
    check_edge="#d9be4a",
    blue="#173a5a",
    blue_text="#c5ddf5",
    good="#123f28",
    good_text="#b8e6ca",
    grey="#36424a",
    grey_text="#d5dde2",
    red="#6a1c15",
    red_text="#ffd0cb",
    demo="#4f3b0a",
    on_demo="#ffe6ae",
    focus="#ffeb3b",
    on_focus="#212b32",
    category_1="#8cc8f8",
    category_2="#e08a3c",
    category_3="#9468c4",
    category_4="#c4f5ec",
    other_sources="#94a6b2",
    band="#34424c",
    beyond="#2c4a63",
)

USUAL_SIZE = (1280, 800)  # of the window, in pixels
