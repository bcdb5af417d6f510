"""The notes of a release: its section of the change log, and plainly whether it is signed."""

import re

import pytest

from greenpractice import __version__
from release.contents import ROOT
from release.notes import main, notes_of
from start import SUPPORTED

LOG = "# Log\n\n## Unreleased\n\n- Later.\n\n## 1.0.0 (2026-12-01)\n\n- First.\n\n## 0.1.0\n\n- Before.\n"
WORKFLOWS = ROOT / ".github" / "workflows"


def test_they_are_the_section_of_the_version_and_no_other() -> None:
    notes = notes_of("1.0.0", LOG, is_signed=True)
    assert "- First." in notes
    assert "Later" not in notes
    assert "Before" not in notes


@pytest.mark.parametrize("is_signed", [True, False])
def test_they_say_whether_the_files_are_signed(is_signed: bool) -> None:
    notes = notes_of("1.0.0", LOG, is_signed)
    assert ("**The files of this release are not signed.**" in notes) is not is_signed
    assert ("Azure Trusted Signing" in notes) is is_signed


def test_a_version_without_a_section_or_another_tag_is_no_release(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match=r"no section 2\.0"):
        notes_of("2.0", LOG, is_signed=False)
    assert main(["v0.0.1", "no"]) == 1
    assert f"The tag is v0.0.1, and the version {__version__}." in capsys.readouterr().err


def test_each_system_and_each_python_is_tested_before_a_release() -> None:
    tests = (WORKFLOWS / "tests.yml").read_text(encoding="utf-8")
    for system in ("windows", "macos", "ubuntu"):
        assert f"{system}-latest" in tests
    versions = re.search(r"python: \[(.+)\]", tests)
    assert versions is not None
    assert {*re.findall(r"[\d.]+", versions[1])} == {*SUPPORTED}
    release = (WORKFLOWS / "release.yml").read_text(encoding="utf-8")
    assert "needs: tests" in release
    assert (
        release.index("package folder")
        < release.index("azure/trusted-signing")
        < release.index("package files")
    )
    assert "sha256sum -c SHA256SUMS" in release
