"""The program as people start it: a process, a real window on an X server, keys, and the figure on disk."""

import signal
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

import start
from db.backups import backups_of
from db.opening import open_store
from greenpractice.store import ReturnKey
from greenpractice.themes import OTHER
from tests.greenpractice.prescribing.made import SALAMOL, VENTOLIN, Row
from tests.greenpractice.prescribing.starter.starters import starter_of
from tests.ui.real_steps import PATIENTS, begin_as_practice, figure_in
from tests.ui.screen import Screen, program, screen, wait_for
from ui.session.identity import Identity
from ui.session.preferences import Preferences
from ui.widgets.tokens import LIGHT

WATER = ("water", "supply_m3")
MONTHS = tuple(f"{2019 + n // 12}-{n % 12 + 1:02}" for n in range(3, 18))  # five quarters, the baseline first
INHALERS = ("inhalers", "inhalers")
pytestmark = pytest.mark.skipif(
    bool(start.missing_for_tests()),
    reason=f"a real window needs {' '.join(start.missing_for_tests())}, which cannot be installed here",
)


def used_before(folder: Path, period: str) -> Path:
    """The data file, not made yet, of a practice that left the program at this period."""
    store = folder / "greenpractice.db"
    preferences = Preferences(store.with_suffix(".ini"))
    preferences.put_identity(Identity("C82001", "Sample Surgery"))
    preferences.put("store", str(store))
    preferences.put("period", period)
    return store


def go_to_electricity(shown: Screen) -> None:
    """From Home, April to June 2025, to the first cell of the bills."""
    shown.window("April to June 2025.*Home")
    shown.press("ctrl+6")
    shown.window("April to June 2025.*Energy")
    shown.press("Tab", "Tab", "Tab")  # Import bills, more columns, the grid of electricity


@pytest.mark.parametrize("scale", [1, 2])
def test_the_program_takes_a_figure_in_a_real_window_and_leaves_it_on_disk(
    tmp_path: Path, scale: int
) -> None:
    store = tmp_path / "greenpractice.db"
    with (
        screen(tmp_path, 1366 * scale, 768 * scale) as shown,
        program(shown.display, store, QT_SCALE_FACTOR=str(scale)) as running,
    ):
        patients = begin_as_practice(shown, store)
        shown.press("ctrl+1")
        shown.window("C82009.*Home")
        picture = shown.picture()
        picture.save(str(tmp_path / "window.png"))
        shown.press("alt+F4")
        assert running.wait(60) == 0
    assert share_of(picture, LIGHT.window) > 0.1, "the window is not painted in its own colours"
    assert share_of(picture, LIGHT.header) > 0.03, "the header is missing"
    assert is_fine(picture), "text is drawn coarsely and blown up"
    assert patients == "9,250"
    open_store(store, write=True).close()  # nobody has it any more
    assert figure_in(store, *PATIENTS) == "9,250"


def test_a_killed_program_opens_the_same_page_and_quarter_with_every_figure(tmp_path: Path) -> None:
    store = used_before(tmp_path, "2025-26-Q2")
    with screen(tmp_path, 1366, 768) as shown:
        for number, page in enumerate(("Home", OTHER.page, OTHER.page)):
            with program(shown.display, store) as running:
                shown.window(f"July to September 2025.*{page}")
                shown.press("ctrl+shift+7")
                shown.window(f"July to September 2025.*{OTHER.page}")
                shown.press(*["Tab"] * (2 if number else 1))  # past its carbon, once there is any
                shown.press("ctrl+a")
                shown.write(f"{number + 1}00")
                shown.press("Return")
                wait_for(partial(has_figure, store, f"{number + 1}00"), "the figure in the store")
                running.kill()
                assert running.wait(60) == -signal.SIGKILL


def test_a_second_start_ends_and_the_first_window_goes_on(tmp_path: Path) -> None:
    store = used_before(tmp_path, "2025-26-Q2")
    with screen(tmp_path, 1366, 768) as shown, program(shown.display, store) as first:
        shown.window("July to September 2025.*Home")
        with program(shown.display, store) as second:
            assert second.wait(60) == 0
        assert first.poll() is None
        shown.window("July to September 2025.*Home")
        shown.press("ctrl+shift+7")
        shown.window(f"July to September 2025.*{OTHER.page}")


def has_figure(path: Path, text: str) -> bool:
    return figure_in(path, *WATER) == text


def share_of(picture: QImage, colour: str) -> float:
    """How much of a picture has just this colour, looking at every third pixel each way."""
    points = [(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)]
    return sum(picture.pixelColor(x, y).name() == colour for x, y in points) / len(points)


def is_fine(picture: QImage) -> bool:
    """True if neighbouring pixels of a pair differ somewhere: what is drawn small and blown up has pairs."""
    return any(
        picture.pixel(x, y) != picture.pixel(x + 1, y)
        for y in range(0, picture.height() // 2, 3)
        for x in range(0, picture.width() // 2, 2)
    )


def test_a_first_bill_typed_with_tab_in_a_small_window_is_one_row(tmp_path: Path) -> None:
    store = used_before(tmp_path, "2025-26-Q1")
    with screen(tmp_path, 1093, 614) as shown, program(shown.display, store) as running:
        go_to_electricity(shown)
        for text in ("Main", "4100", "standard", "1 1 2025", "30 6 2025"):
            shown.write(text)
            shown.press("Tab")
        wait_for(lambda: figure_in(store, "electricity", "to"), "the last figure of the row in the store")
        wide, high = shown.size("April to June 2025.*Energy")
        shown.press("alt+F4")
        assert running.wait(60) == 0
    assert wide <= 1093
    assert high <= 614
    with closing(open_store(store, write=False)) as opened:
        (document,) = opened.documents(opened.keys())
    assert document.rows("electricity") == (
        {"site": "Main", "kwh": "4100", "tariff": "standard", "from": "2025-01-01", "to": "2025-06-30"},
    )


def test_a_bill_typed_again_after_undo_stands_in_its_own_columns(tmp_path: Path) -> None:
    store = used_before(tmp_path, "2025-26-Q1")
    with screen(tmp_path, 1366, 768) as shown, program(shown.display, store) as running:
        go_to_electricity(shown)
        for text in ("Main", "4100"):
            shown.write(text)
            shown.press("Tab")
        wait_for(lambda: figure_in(store, "electricity", "kwh"), "the second figure in the store")
        shown.press("ctrl+z", "ctrl+z")
        wait_for(lambda: figure_in(store, "electricity", "site") is None, "nothing in the store")
        for text in ("Branch", "4200", "standard"):
            shown.write(text)
            shown.press("Tab")
        wait_for(lambda: figure_in(store, "electricity", "tariff"), "the last figure in the store")
        shown.press("alt+F4")
        assert running.wait(60) == 0
    with closing(open_store(store, write=False)) as opened:
        (document,) = opened.documents(opened.keys())
    assert document.rows("electricity") == ({"site": "Branch", "kwh": "4200", "tariff": "standard"},)
    assert len(backups_of(store)) == 1


def test_control_and_tab_leave_a_table_in_a_real_window(tmp_path: Path) -> None:
    store = used_before(tmp_path, "2025-26-Q1")
    with screen(tmp_path, 1366, 768) as shown, program(shown.display, store) as running:
        go_to_electricity(shown)
        shown.write("Main")
        shown.press("ctrl+Tab", "space")  # out of the open cell to "Add a row": the empty one below
        shown.write("Branch")
        shown.press("ctrl+Tab", "shift+Tab", "ctrl+shift+Tab")  # to the button, back to the table, and out
        shown.press("alt+F4")
        assert running.wait(60) == 0
    with closing(open_store(store, write=False)) as opened:
        (document,) = opened.documents(opened.keys())
    assert document.rows("electricity") == ({"site": "Main"}, {"site": "Branch"})


def shows_the_button(shown: Screen) -> bool:
    """Whether Import can be pressed, in the foot of the page."""
    picture = shown.picture()
    return any(picture.pixelColor(330, y).name() == LIGHT.button for y in range(600, 768, 4))


def test_the_first_start_with_a_starter_fills_every_quarter_and_takes_it_back(tmp_path: Path) -> None:
    counted = list(enumerate(MONTHS, 1))
    rows = [Row("C82009", code, 1, n, m) for n, m in counted for code in (VENTOLIN, SALAMOL)]
    starter, store = starter_of(tmp_path, *rows), tmp_path / "greenpractice.db"
    command = [sys.executable, "-P", "-m", "greenpractice", str(starter)]
    with screen(tmp_path, 1366, 768) as shown, program(shown.display, store, command) as running:
        shown.window("Greener Practice - Start")
        shown.press("space", "Tab", "space")  # I work in a GP practice, Continue
        shown.write("C82009")
        shown.press("Return")
        shown.press("Return")  # the folder as it is offered
        shown.window("C82009.*Import inhalers")
        wait_for(partial(shows_the_button, shown), "the preview")
        shown.press("ctrl+Return")  # Import
        wait_for(lambda: figure_in(store, *INHALERS), "the figures in the store")
        shown.press("space")  # See inhalers of the newest quarter
        shown.window("April to June 2020.*Inhalers")
        shown.press("ctrl+z")
        wait_for(lambda: figure_in(store, *INHALERS) is None, "nothing in the store")
        shown.press("ctrl+y")
        wait_for(lambda: figure_in(store, *INHALERS), "the figures in the store again")
        shown.press("alt+F4")
        assert running.wait(60) == 0
    with closing(open_store(store, write=False)) as opened:
        keys = opened.keys()
        held = opened.imports(keys)
        assert [key.period.id for key in keys] == [*(f"2019-20-Q{n}" for n in range(1, 5)), "2020-21-Q1"]
        assert sum(len(months) for months in held.values()) == len(MONTHS)
        (newest,) = opened.documents([ReturnKey("C82009", keys[-1].period)])
        assert {row["inhalers"] for row in newest.rows("inhalers")} == {"42"}
        assert opened.check() == []
