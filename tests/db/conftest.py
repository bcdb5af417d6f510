"""What the tests of the store ask for: a path, and a store on it that is closed afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.opening import open_store
from db.store import SqlStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "practice" / "greenpractice.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqlStore]:
    store = open_store(path, write=True)
    yield store
    store.close()
