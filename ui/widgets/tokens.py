"""Colours, spacing and type sizes of the window: one set for light, one for dark."""

from dataclasses import dataclass

SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_5 = 4, 8, 16, 24, 32
SMALLEST_TARGET = 32  # px: a row of a grid, a button, a field
BODY, CARD_TITLE, SECTION_TITLE, PAGE_TITLE, FIGURE, SMALL = 16, 19, 22, 26, 30, 14
QUESTION, ANSWER = 28, 18  # px: a question that stands alone in the window, and the words of its answers


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour by what it is for; text on its background reaches 4.5 to 1 at least."""

    window: str
    card: str
    text: str
    muted: str
    border: str
    field_border: str
    accent: str
    selected: str
    soft: str  # grounds of icons
    header: str
    on_header: str
    header_second: str  # its second line
    header_edge: str
    error: str
    button: str
    button_hover: str
    button_pressed: str
    on_button: str
    check: str
    on_check: str
    focus: str
    on_focus: str
    good_text: str
    good: str
    blue_text: str
    blue: str
    grey_text: str
    grey: str
    red_text: str
    red: str
    demo: str
    on_demo: str


LIGHT = Colours(
    window="#f0f4f5",
    card="#ffffff",
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
    error="#d5281b",
    button="#007f3b",
    button_hover="#00662f",
    button_pressed="#00401e",
    on_button="#ffffff",
    check="#fff9c4",
    on_check="#212b32",
    focus="#ffeb3b",
    on_focus="#212b32",
    good_text="#004c23",
    good="#cce5d8",
    blue_text="#004281",
    blue="#ccdff1",
    grey_text="#354550",
    grey="#dbe0e3",
    red_text="#6a140e",
    red="#f7d4d1",
    demo="#ffdc8e",
    on_demo="#4d3708",
)
DARK = Colours(
    window="#14191c",
    card="#1f272c",
    text="#eef2f4",
    muted="#b3c1ca",
    border="#3b474f",
    field_border="#8c9faa",
    accent="#66cfc4",
    selected="#1d4a47",
    soft="#17302f",
    header="#0a2f2c",
    on_header="#ffffff",
    header_second="#a9cbc7",
    header_edge="#8fb8b3",
    error="#ff8d84",
    button="#007f3b",
    button_hover="#00662f",
    button_pressed="#00401e",
    on_button="#ffffff",
    check="#4d4712",
    on_check="#fff9c4",
    focus="#ffeb3b",
    on_focus="#212b32",
    good_text="#b8e6ca",
    good="#0f4a2a",
    blue_text="#c5ddf5",
    blue="#123f66",
    grey_text="#d5dde2",
    grey="#3a464e",
    red_text="#ffd0cb",
    red="#6a1c15",
    demo="#5a4208",
    on_demo="#ffe6ae",
)

USUAL_SIZE = (1280, 800)  # of the window, in pixels
