"""The program as people start it: a process, a real window on an X server, keys, and the figure on disk."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

import start
from db.opening import open_store
from greenpractice.errors import UserError
from greenpractice.store import Store
from tests.ui.screen import program, screen, wait_for
from ui.tokens import LIGHT

pytestmark = pytest.mark.skipif(
    bool(start.missing_for_tests()),
    reason=f"a real window needs {' '.join(start.missing_for_tests())}, which cannot be installed here",
)


@pytest.mark.parametrize("scale", [1, 2])
def test_the_program_takes_a_figure_in_a_real_window_and_leaves_it_on_disk(
    tmp_path: Path, scale: int
) -> None:
    store = tmp_path / "greenpractice.db"
    with (
        screen(tmp_path, 1366 * scale, 768 * scale) as shown,
        program(shown.display, store, QT_SCALE_FACTOR=str(scale)) as running,
    ):
        shown.window("Greener Practice - Start")
        shown.press("space", "Tab", "space")  # I work in a GP practice, Continue
        shown.write("C82009")
        shown.press("Return")
        shown.press("Return")  # the folder as it is offered
        shown.window("C82009.*Home")
        shown.press("ctrl+2")
        shown.window("C82009.*Practice details")
        shown.press("Tab")
        shown.write("9,250")
        shown.press("Return")
        assert wait_for(lambda: figure_in(store), "the figure in the store") == "9,250"
        shown.press("ctrl+1")
        shown.window("C82009.*Home")
        picture = shown.picture()
        picture.save(str(tmp_path / "window.png"))
        shown.press("alt+F4")
        assert running.wait(60) == 0
    assert share_of(picture, LIGHT.window) > 0.2, "the window is not painted in its own colours"
    assert share_of(picture, LIGHT.accent) > 0.001, "the line under the header is missing"
    assert is_fine(picture), "text is drawn coarsely and blown up"
    with closing(open_store(store, write=True)) as again:  # the lock is free
        assert patients(again) == "9,250"


def figure_in(path: Path) -> str | None:
    """The patients in a store that the program has open; None until there are some."""
    if not path.exists():
        return None
    try:
        with closing(open_store(path, write=False)) as store:
            return patients(store)
    except UserError:
        return None  # it is being made


def patients(store: Store) -> str | None:
    for document in store.documents(store.keys()):
        for row in document.rows("practice"):
            return row.get("registered_patients")
    return None


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
