"""Each part of others in a built app has the text of its licence beside it, and stands in the list."""

import json
from pathlib import Path

import platformdirs
import PySide6
import pytest

import greenpractice.app
from release import licences
from release.licences import FOLDER, LIST, SHIPPED, licences_of, of_package
from release.unchanged import CannotBuild

COLLECTED = [
    ("platformdirs", str(platformdirs.__file__), "PYMODULE"),
    ("PySide6", str(PySide6.__file__), "PYMODULE"),
    ("json", str(json.__file__), "PYMODULE"),
    ("greenpractice.app", str(greenpractice.app.__file__), "PYMODULE"),
]


def test_each_part_has_its_text_and_stands_in_the_list(tmp_path: Path) -> None:
    found = {place: Path(source) for place, source, _ in licences_of(COLLECTED, tmp_path)}
    assert all(source.stat().st_size > 500 for source in found.values())
    for place in ("LICENSE", LIST, "python/LICENSE.txt", "qt/LGPL-3.0.txt", "qt/GPL-3.0.txt", "qt/Qt.txt"):
        assert f"{FOLDER}/{place}" in found
    listed = (tmp_path / LIST).read_text("utf-8")
    for part in (
        "platformdirs ",
        "pyside6-essentials ",
        "pyinstaller ",
        "Python, PSF-2.0: python/LICENSE.txt",
    ):
        assert f"\n{part}" in listed
    assert "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only: qt/LGPL-3.0.txt, qt/GPL-3.0.txt" in listed


def test_what_has_no_text_is_not_given_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licences, "BRING_NONE", {})
    with pytest.raises(CannotBuild, match="text of a licence is missing: pyside6-essentials"):
        licences_of(COLLECTED, tmp_path)


def test_the_shipped_texts_are_those_they_are_called_after() -> None:
    lesser, general = ((SHIPPED / f"{name}.txt").read_text("utf-8") for name in ("LGPL-3.0", "GPL-3.0"))
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in lesser
    assert "Version 3, 29 June 2007" in lesser
    assert "GNU GENERAL PUBLIC LICENSE" in general
    assert "END OF TERMS AND CONDITIONS" in general
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in licences.of_python().read_text("utf-8")
    assert [*of_package("shiboken6")] == [*of_package("pyside6-essentials")]
