"""What the window remembers of files: those in its own folder by their place there."""

from pathlib import Path

from ui.session.preferences import Preferences


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
