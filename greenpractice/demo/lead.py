"""A made-up Lead's data to look around with: what came before, and PDFs as practices send them."""

from pathlib import Path

from greenpractice.demo.arrivals import arriving, receive_earlier
from greenpractice.demo.returns import LAST
from greenpractice.exchange.signing import signing_key
from greenpractice.files import make_folders, write_in_one_step
from greenpractice.store import Store

PERIOD = LAST.next


def folder_of(store: Path) -> Path:
    """Where the made-up PDFs stand: beside the store."""
    return store.with_name(f"{store.stem} PDFs")


def make_arrivals(store: Store) -> Path:
    """The folder of PDFs, made where they are not there yet; takes a few seconds."""
    folder = folder_of(store.path)
    make_folders(folder)
    key = signing_key(store.path)
    if not store.received([PERIOD]):
        receive_earlier(store, key)
    if not any(folder.glob("*.pdf")):
        for file in arriving(key):
            write_in_one_step(folder / file.name, file.data)
    return folder
