"""Files that a person chooses to attach to a figure."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

Picks = Callable[..., list[Path]]


@pytest.fixture
def picks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Picks:
    """Files with these contents, which the system's window for files gives from now on."""

    def made(*contents: bytes, name: str = "Quillfeather Jane {}.pdf") -> list[Path]:
        files = [tmp_path / name.format(number) for number in range(len(contents))]
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        given = ([str(each) for each in files], "")
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: given)
        return files

    return made
