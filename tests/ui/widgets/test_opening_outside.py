"""What another program opens: asked for in one place, which says where that cannot be."""

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices

from ui.widgets.opening_outside import open_outside

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("can", [True, False])
def test_where_no_program_opens_it_that_is_said_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can: bool
) -> None:
    asked: list[str] = []
    told: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url.toLocalFile()) or can)
    file = tmp_path / "a # return é.pdf"
    file.write_bytes(b"%PDF-")
    open_outside(file, told.append)
    open_outside(tmp_path, told.append)
    assert asked == [str(file), str(tmp_path)]
    no_file = f"No program on this computer opens {file.name}. It is at {file}"
    no_folder = f"No program on this computer shows folders. It is at {tmp_path}"
    assert told == ([] if can else [no_file, no_folder])


def test_what_is_gone_is_not_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: pytest.fail(f"{url} was asked for"))
    told: list[str] = []
    open_outside(tmp_path / "gone.pdf", told.append)
    assert told == [f"{tmp_path / 'gone.pdf'} is no longer there, or its drive is not"]


def test_nothing_else_hands_files_to_another_program() -> None:
    asking = [path for path in (ROOT / "ui").rglob("*.py") if "openUrl" in path.read_text(encoding="utf-8")]
    assert [path.name for path in asking] == ["opening_outside.py"]
