"""Two hands at a real window, one at the keys and one at the mouse, and eyes that say what is seen on it."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from tests.ui.screen import Screen, wait_for
from ui.practice.practice_pages import PAGES

MOST_STEPS = 120
Seen = dict[str, Any]


class Eyes:
    """What stands on the window, as `tests.long.eyes` tells it."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> Seen:
        """What is seen after all that was done until now."""
        before = self._read().get("number", 0)

        def newer() -> Seen | None:
            seen = self._read()
            return seen if seen.get("number", 0) > before + 1 else None

        return wait_for(newer, "a look")

    def until(self, there: Callable[[Seen], Any], what: str) -> Seen:
        """What is seen once this is there."""
        return wait_for(lambda: seen if there(seen := self.now()) else None, what)

    def _read(self) -> Seen:
        try:
            return dict(json.loads(self._file.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}


class Hand:
    """What both hands share: a screen, eyes, and how large the system draws."""

    def __init__(self, shown: Screen, eyes: Eyes, scale: float) -> None:
        self.shown, self.eyes, self._scale = shown, eyes, scale

    def write(self, text: str) -> None:
        """Type a text where the focus is."""
        if text:
            self.shown.write(text)

    def click_at(self, place: list[int], at_left: bool = False, at_right: bool = False) -> None:
        """Move the mouse to the middle of a place, or near an end of it, and click."""
        left, top, wide, high = place
        x = left + 12 if at_left else left + wide - 12 if at_right else left + wide / 2
        self.shown.click(round(x * self._scale), round((top + high / 2) * self._scale))

    def wheel(self, place: list[int], button: int) -> None:
        """Turn the wheel over the left edge of a place: 4 up, 5 down."""
        x, y = place[0] + 4, place[1] + place[3] / 2
        self.shown.click(round(x * self._scale), round(y * self._scale), button)


class Keyboard(Hand):
    """Somebody without a mouse."""

    name = "keyboard"

    def first_run(self, code: str) -> None:
        """I work in a GP practice, this one, and the folder as it is offered."""
        self.go("role-practice")
        self.shown.press("space")
        self.go("role-continue")
        self.shown.press("Return")
        self.eyes.until(lambda seen: seen["focus"] == "practice-search", "the search")
        self.write(code)
        self.shown.press("Return")
        self.eyes.until(lambda seen: "start" in seen["widgets"], "the folder")
        self.shown.press("Return")

    def earlier(self) -> None:
        """One quarter back."""
        self.go("earlier-quarter")
        self.shown.press("space")

    def open(self, page: str) -> None:
        """By the keys that the menu shows."""
        spec = next(each for each in PAGES if each.key == page)
        self.shown.press(spec.shortcut.lower().replace("f7", "F7"))
        self.eyes.until(lambda seen: spec.title in seen["title"], f"the page {spec.title}")

    def go(self, *names: str) -> Seen:
        """Tab until one of these has the focus; what has it is always in sight."""
        for _ in range(MOST_STEPS):
            seen = self.eyes.now()
            if seen["focus"] in names:
                return seen
            self.shown.press("Tab")
            seen = self.eyes.now()
            assert seen["focus seen"], f"{seen['focus']} has the focus and is out of sight"
        raise AssertionError(f"Tab does not lead to {names}")

    def fill(self, box: str, text: str) -> None:
        """A box of a form."""
        self.go(box)
        self.write(text)
        self.shown.press("Return")

    def choose(self, box: str, answer: str, answers: list[str]) -> None:
        """One of the round buttons of a form."""
        self.go(*(f"{box}-{each}" for each in answers))
        self.shown.press("space")
        for _ in answers:
            seen = self.eyes.now()
            if seen["widgets"][f"{box}-{answer}"]["checked"]:
                return
            self.shown.press("Down")
        raise AssertionError(f"{box} does not take {answer}")

    def press(self, name: str) -> None:
        """A button."""
        self.go(name)
        self.shown.press("Return")

    def tick(self, name: str) -> None:
        """A box to tick."""
        self.go(name)
        self.shown.press("space")

    def fill_row(self, grid: str, texts: Mapping[str, str], choices: Mapping[str, list[str]]) -> None:
        """A row, from its first cell to its last."""
        self.go(grid)
        left = dict(texts)
        while left:
            cell = current(self.eyes.until(lambda seen: current(seen, grid), f"a cell of {grid}"), grid)
            self.write(left.pop(cell["field"], ""))
            self.shown.press("Tab")

    def find_inhaler(self, name: str, texts: Mapping[str, str]) -> None:
        """Ctrl+F, its name, and then in its row."""
        self.shown.press("ctrl+f")
        self.eyes.until(lambda seen: seen["focus"] == "find-inhaler", "the search for an inhaler")
        self.write(name)
        self.shown.press("Return")
        for field, text in texts.items():
            self.eyes.until(
                lambda seen, field=field: (cell := current(seen, "inhalers-grid")) and cell["field"] == field,
                field,
            )
            self.write(text)
            self.shown.press("Tab")


class Mouse(Hand):
    """Somebody who clicks on each thing, and types only what is no click."""

    name = "mouse"

    def first_run(self, code: str) -> None:
        """The same, pressed."""
        self.press("role-practice", at_left=True)
        self.press("role-continue")
        self.press("practice-search")
        self.write(code)
        seen = self.eyes.until(
            lambda seen: any(code in item for item in seen["items"]), f"{code} in the list"
        )
        self.click_at(next(place for item, place in seen["items"].items() if code in item))
        self.press("practice-continue")
        self.press("start")

    def earlier(self) -> None:
        """One quarter back."""
        self.press("earlier-quarter")

    def open(self, page: str) -> None:
        """In the list of pages, which a small window folds away."""
        spec = next(each for each in PAGES if each.key == page)
        if spec.title not in self.eyes.now()["items"]:
            self.press("show-pages")
        seen = self.eyes.until(lambda seen: spec.title in seen["items"], f"{spec.title} in the list")
        self.click_at(seen["items"][spec.title])
        self.eyes.until(lambda seen: spec.title in seen["title"], f"the page {spec.title}")

    def press(self, name: str, at_left: bool = False) -> None:
        """Click on something, which is scrolled to if it is out of sight."""
        self.click_at(self._in_sight(lambda seen: seen["widgets"].get(name), name)["place"], at_left)

    def fill(self, box: str, text: str) -> None:
        """A box of a form."""
        self.press(box)
        self.write(text)

    def choose(self, box: str, answer: str, answers: list[str]) -> None:
        """One of the round buttons of a form."""
        self.press(f"{box}-{answer}", at_left=True)

    def tick(self, name: str) -> None:
        """A box to tick."""
        self.press(name, at_left=True)

    def fill_row(self, grid: str, texts: Mapping[str, str], choices: Mapping[str, list[str]]) -> None:
        """Cell by cell; of answers one of the list under the arrow of the cell."""
        row: int | None = 0 if grid == "practice-grid" else None
        for field, text in texts.items():
            there = partial(_cell, grid, row, field)
            found = self._in_sight(there, f"{field} of {grid}")
            row = found["row"]
            there = partial(_cell, grid, row, field)
            self.click_at(found["place"])
            self.eyes.until(partial(_is_current, there), f"the cell {field}")
            if field in choices:
                self.click_at(self._in_sight(there, field)["place"], at_right=True)
                seen = self.eyes.until(partial(_has_item, text), f"{text} in the list")
                self.click_at(seen["items"][text])
            else:
                self.write(text)

    def find_inhaler(self, name: str, texts: Mapping[str, str]) -> None:
        """Its name in the box of the search, and then in its row."""
        self.press("find-inhaler")
        self.write(name)
        for field, text in texts.items():
            there = partial(_cell_of, name, field)
            self.click_at(self._in_sight(there, f"{field} of {name}")["place"])
            self.eyes.until(partial(_is_current, there), field)
            self.write(text)

    def _in_sight(self, there: Callable[[Seen], Seen | None], what: str) -> Seen:
        """Turn the wheel until this is seen, and rests where it is."""
        before: list[int] = []
        for _ in range(MOST_STEPS):
            seen = self.eyes.until(there, what)
            found = there(seen)
            assert found is not None
            moved, before = found["place"] != before, found["place"]
            if found["seen"] or seen["area"] is None:
                if moved:
                    continue
                return found
            area = seen["area"]
            middle = found["place"][1] + found["place"][3] / 2
            self.wheel(area, 5 if middle > area[1] + area[3] / 2 else 4)
        raise AssertionError(f"the wheel does not lead to {what}")


def _cell(grid: str, row: int | None, field: str, seen: Seen) -> Seen | None:
    """The cell of a field in a row, without a row in the last one."""
    there = [each for each in seen["cells"] if (each["grid"], each["field"]) == (grid, field)]
    return next((each for each in there if (each["last"] if row is None else each["row"] == row)), None)


def _cell_of(name: str, field: str, seen: Seen) -> Seen | None:
    """The cell of a field in the row of an inhaler."""
    rows = {each["row"] for each in seen["cells"] if name in each["text"]}
    return next((each for each in seen["cells"] if each["row"] in rows and each["field"] == field), None)


def _is_current(there: Callable[[Seen], Seen | None], seen: Seen) -> bool:
    found = there(seen)
    return found is not None and found["current"]


def _has_item(text: str, seen: Seen) -> bool:
    return text in seen["items"]


def current(seen: Seen, grid: str) -> Seen:
    """The cell of a table that has the focus."""
    return next((each for each in seen["cells"] if each["grid"] == grid and each["current"]), {})
