"""What a process of its own reads of prescribing files: the same as here, and how far it is."""

import os
from pathlib import Path

import pytest

from greenpractice.prescribing.aside import read_aside
from tests.greenpractice.prescribing.made import Row, legacy, read, said, saved, text_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return saved(tmp_path / "april.csv", text_of(legacy([Row(items=3)])).encode())


def test_what_is_read_aside_is_what_is_read_here(file: Path, monkeypatch: pytest.MonkeyPatch):
    gave_way: list[int] = []
    monkeypatch.setattr(os, "nice", gave_way.append, raising=False)
    told: list[object] = []
    assert said(read_aside(told.append, [file], "C82001")) == said(read(file, "C82001"))
    size = file.stat().st_size
    assert told[-1] == (size, size)
    assert len(told) == len(set(told))
    assert gave_way == ([] if os.name == "nt" else [5])
