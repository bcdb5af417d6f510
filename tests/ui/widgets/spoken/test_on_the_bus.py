"""A quarter by somebody who cannot see it: by keys, and by what windows say on the accessibility bus."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest

import start
from db.opening import open_store
from greenpractice.bug_log import LOG_NAME
from tests.ui.screen import Screen, program, screen
from tests.ui.widgets.spoken.bus import Listener, accessibility_bus
from tests.ui.widgets.spoken.reading import CELLS, Item, charts_in, faults_heard, with_role

pytestmark = pytest.mark.skipif(
    bool(start.missing_for_tests(start.FOR_THE_BUS)),
    reason=f"a bus to listen on needs {' '.join(start.missing_for_tests(start.FOR_THE_BUS))}, "
    "which cannot be installed here",
)

Found = TypeVar("Found")
_MOST_TABS = 40  # of one page


class Listening:
    """Somebody at the keyboard who hears the window, and what is wrong with what is heard of its pages."""

    def __init__(self, keys: Screen, ears: Listener) -> None:
        self.keys, self.ears = keys, ears
        self.faults: dict[str, list[str]] = {}

    def page(self, title: str) -> Item:
        """Wait until the page with this heading is open; all that is heard of the window then."""
        found = self.ears.wait(lambda: self._with_title(title), f"a heading {title!r}")
        if faults := faults_heard(found):
            self.faults[title] = faults
        return found

    def open(self, key: str, title: str) -> Item:
        """Press the key of a page."""
        self.keys.press(key)
        return self.page(title)

    def _with_title(self, title: str) -> Item | None:
        window = self.ears.window()
        titles = [each.name for each in with_role(window, "heading") if each.level == 1]
        return window if any(title in each for each in titles) else None

    def stands_at(self, name: str) -> Item:
        """Wait until what has the focus is called so."""

        return self.ears.wait(lambda: self._focus_at(name), f"the focus at {name!r}")

    def _focus_at(self, name: str) -> Item | None:
        focus = self.ears.focus()
        return focus if focus is not None and focus.name.startswith(name) else None

    def cell(self) -> tuple[int, int, str]:
        """Row and column of the cell that has the focus, from 0, and what is said of it."""

        return self.ears.wait(self._in_cell, "the focus in a cell")

    def _in_cell(self) -> tuple[int, int, str] | None:
        focus = self.ears.focus()
        place = self.ears.place() if focus is not None and focus.role in CELLS else None
        return (*place, focus.name) if focus is not None and place is not None else None

    def go_to(self, name: str, *, key: str = "Tab") -> Item:
        """Press Tab until what has the focus is called so."""
        return self._press_until(key, lambda: self._focus_at(name), name)

    def go_to_cell(self) -> tuple[int, int, str]:
        """Press Tab until the focus is in a table."""
        return self._press_until("Tab", self._in_cell, "a cell")

    def _press_until(self, key: str, look: Callable[[], Found | None], what: str) -> Found:
        """Press it until `look` finds something; each time wait until something else has the focus."""
        for _ in range(_MOST_TABS):
            found = look()
            if found is not None:
                return found
            before = self.ears.focused
            self.keys.press(key)
            self.ears.wait(lambda before=before: self.ears.focused != before, f"another focus with {key}")
        raise AssertionError(f"{what!r} is not reached with {key} pressed {_MOST_TABS} times")

    def type(self, text: str) -> None:
        """Write in the place of what stands there, and Enter."""
        self.keys.press("ctrl+a")
        self.keys.write(text)
        self.keys.press("Return")


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Listening]:
    """The program as it starts the first time, on a display and a bus of its own."""
    with screen(tmp_path, 1366, 768) as shown, accessibility_bus(shown.display) as address:
        ears, store = Listener(address), tmp_path / "greenpractice.db"
        with program(shown.display, store, DBUS_SESSION_BUS_ADDRESS=address), closing(ears):
            shown.window("Greener Practice - Start")
            yield Listening(shown, ears)
        assert bugs_in(tmp_path / LOG_NAME) == []


def bugs_in(log: Path) -> list[str]:
    """What went wrong in the program; Qt's bridge to the bus says when nobody there wants to hear of keys."""
    entries = (
        re.split(r"^(?=\d{4}-\d\d-\d\d )", log.read_text("utf-8"), flags=re.MULTILINE) if log.exists() else []
    )
    return [each for each in entries if each.strip() and "Qt warning (qt.accessibility.atspi)" not in each]


def begin(by: Listening, role: str, question: str, place: str, one: str) -> None:
    """The first run: who one is, which practice or network, and the folder as it is offered."""
    by.page("How will you use this app")
    by.go_to(role, key="Down")
    by.keys.press("space")
    by.go_to("Continue")
    by.keys.press("space")
    by.page(question)
    by.stands_at("Search")
    by.keys.write(place)
    by.ears.hears(one)
    by.keys.press("Return")


def test_a_quarter_from_first_run_to_pdf(listening: Listening, tmp_path: Path) -> None:
    by = listening
    begin(by, "I work in a GP practice", "Which practice do you work in", "C82009", "1 of 128 practices")
    by.page("Where should we keep your data")
    by.keys.press("Return")
    by.page("Home")
    by.keys.window("C82009.*Home")
    fill_in(by)
    by.open("F7", "Check answers")
    results = by.open("ctrl+8", "Results")
    assert charts_in(results), "no chart is heard"
    create(by)
    assert by.faults == {}
    (made,) = tmp_path.rglob("*.pdf")
    assert made.stat().st_size > 10_000
    with closing(open_store(tmp_path / "greenpractice.db", write=False)) as store:
        (document,) = store.documents(store.keys())
    assert [row["registered_patients"] for row in document.rows("practice")] == ["9250"]
    assert [row["inhalers"] for row in document.rows("inhalers")] == ["88", "40"]
    assert [row["supply_m3"] for row in document.rows("water")] == ["210"]


def fill_in(by: Listening) -> None:
    """Patients, two products in the grid of inhalers, and water, first in words that are no number."""
    by.open("ctrl+2", "Practice details")
    by.go_to("Registered patients")
    by.type("9250")
    by.ears.hears("Registered patients for each one on the NHS list")  # a question
    by.open("ctrl+3", "Inhalers")
    row, column, said = by.go_to_cell()
    assert said.endswith(", this quarter, No data")
    for number, text in enumerate(("88", "40"), 1):
        by.keys.write(text)
        by.keys.press("Return")
        by.ears.hears("Inhalers: ")  # tonnes
        by.ears.wait(lambda number=number: by.cell()[:2] == (row + number, column), "the cell below")
    by.open("ctrl+shift+7", "Water, waste and other")
    by.go_to("Water supplied")
    by.type("lots")
    by.ears.hears("Water supplied must be a number")
    by.stands_at("Sewerage")  # Enter went on
    by.go_to("Water supplied", key="shift+Tab")
    by.type("210")
    by.ears.hears("Water: ")


def create(by: Listening) -> None:
    """The preview with its text, and the PDF."""
    by.open("ctrl+p", "Summary PDF")
    page = by.ears.wait(lambda: preview_in(by.ears.window()), "the preview")
    assert "page 1 of " in page.name
    assert "Market Harborough" in page.description
    by.go_to("Make the PDF")
    by.keys.press("space")
    by.ears.hears("Summary PDF created. Version 1")


def preview_in(window: Item) -> Item | None:
    """The page of the preview, once it has its text."""
    return next((each for each in with_role(window, "document") if each.description), None)


def test_every_page_of_a_lead(listening: Listening) -> None:
    by = listening
    begin(by, "I am a PCN lead", "Which network do you lead", "Rutland", "1 of ")
    by.page("Which practices are in Rutland Health PCN")
    by.go_to("Continue")
    by.keys.press("space")
    by.page("Where should we keep your data")
    by.go_to("Start")
    by.keys.press("space")
    by.page("Returns received")
    by.keys.window("Rutland Health PCN.*Returns received")
    for key, title in (
        ("ctrl+2", "Network results"), ("ctrl+3", "Practices side by side"), ("ctrl+4", "Chase list"),
        ("ctrl+5", "Network report"), ("ctrl+6", "Published data"),
    ):  # fmt: skip
        by.open(key, title)
    assert by.faults == {}
