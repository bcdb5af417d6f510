"""Steps in a real window that more than one test takes, and what they leave in the store."""

from contextlib import closing
from pathlib import Path

from db.opening import open_store
from greenpractice.errors import UserError
from tests.ui.screen import Screen, wait_for

PATIENTS = ("practice", "registered_patients")


def begin_as_practice(shown: Screen, store: Path) -> str:
    """The first run of a practice with C82009, and its first figure; as that stands in the store."""
    shown.window("Greener Practice - Start")
    shown.press("space", "Tab", "space")  # I work in a GP practice, Continue
    shown.write("C82009")
    shown.press("Return")
    shown.press("Return")  # the folder as it is offered
    shown.window("C82009.*Home")
    shown.press("ctrl+2")
    shown.window("C82009.*Practice details")
    shown.press("Tab")  # the first field
    shown.write("9,250")
    shown.press("Return")
    return wait_for(lambda: figure_in(store, *PATIENTS), "the figure in the store")


def figure_in(path: Path, section: str, field: str) -> str | None:
    """A figure in a store that the program may have open; None until it is there."""
    if not path.exists():
        return None
    try:
        with closing(open_store(path, write=False)) as store:
            documents = store.documents(store.keys())
    except UserError:
        return None  # it is being made
    return next((row.get(field) for each in documents for row in each.rows(section)), None)
