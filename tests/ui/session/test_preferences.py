"""What the window remembers of files: those in its own folder by their place there."""

import re
from pathlib import Path

import pytest

from ui.session.preferences import Preferences

ROOT = Path(__file__).parents[3]


def test_a_stick_with_another_letter_still_finds_its_data(tmp_path: Path) -> None:
    before, after = tmp_path / "e" / "greenpractice-data", tmp_path / "f" / "greenpractice-data"
    before.mkdir(parents=True)
    Preferences(before / "window.ini").put_path("store", before / "greenpractice.db")
    before.parent.rename(after.parent)
    assert Preferences(after / "window.ini").store == after / "greenpractice.db"


def test_a_file_elsewhere_is_remembered_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "settings").mkdir()
    preferences = Preferences(tmp_path / "settings" / "window.ini")
    preferences.put_path("store", tmp_path / "data" / "greenpractice.db")
    assert preferences.text("store") == str(tmp_path / "data" / "greenpractice.db")
    assert preferences.store == tmp_path / "data" / "greenpractice.db"
    assert preferences.path("network/store") is None


def test_every_place_that_is_remembered_is_remembered_as_one(tmp_path: Path) -> None:
    """Of summary PDFs, reports and imports too: on a stick with another letter they lie on it as before."""
    for number, name in enumerate(("pdf_folder", "network/report_folder", "import_folder")):
        before, after = tmp_path / f"e{number}", tmp_path / f"f{number}"
        (before / "Summary PDFs").mkdir(parents=True)
        Preferences(before / "window.ini").put_path(name, before / "Summary PDFs")
        before.rename(after)
        assert Preferences(after / "window.ini").path(name) == after / "Summary PDFs"
    plain = re.compile(r"\.(put|text)\([^)]*folder", re.IGNORECASE)
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "ui").rglob("*.py")}
    found = [path.name for path, text in texts.items() if plain.search(text)]
    assert found == ["preferences.py"]  # which makes places of them


def test_a_place_that_was_typed_from_where_one_stands_is_that_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "settings").mkdir()
    monkeypatch.chdir(tmp_path)
    preferences = Preferences(tmp_path / "settings" / "window.ini")
    preferences.put_path("pdf_folder", Path("reports"))
    assert preferences.path("pdf_folder") == tmp_path / "reports"
