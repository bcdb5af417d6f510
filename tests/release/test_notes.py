"""The notes of a release: its section of the change log, and plainly whether it is signed."""

import re
from pathlib import Path

import pytest

from greenpractice import __version__
from release import change_log
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
    for version in ("2.0", "1.0", "0.0", "Unreleased "):
        with pytest.raises(ValueError, match=r"CHANGELOG\.md has no section"):
            notes_of(version, LOG, is_signed=False)
    for words in ([], ["v1"], ["v1", "maybe"], ["v1", "no", "more"]):
        assert main(words) == 2
        assert "python -m release.notes v1.0.0 no" in capsys.readouterr().err
    assert main(["v0.0.1", "no"]) == 1
    assert f"The tag is v0.0.1, and the version {__version__}." in capsys.readouterr().err


def test_a_tag_whose_change_log_has_no_heading_of_the_version_fails_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "greenpractice").mkdir()
    (tmp_path / "greenpractice" / "__init__.py").write_text(f'__version__ = "{__version__}"\n')
    monkeypatch.setattr("release.notes.ROOT", tmp_path)
    log = tmp_path / "CHANGELOG.md"
    monkeypatch.setattr(change_log, "LOG", log)
    log.write_text("# Log\n\n## Unreleased\n\n- First. Figures: none.\n\n## 0.1.0\n\n- Before.\n")
    assert main([f"v{__version__}", "no"]) == 1
    assert f"CHANGELOG.md has no section {__version__}: `python -m release" in capsys.readouterr().err
    assert change_log.main(["2026-12-01"]) == 0
    assert f"## Unreleased\n\n## {__version__} (2026-12-01)\n\n- First." in log.read_text()
    assert main([f"v{__version__}", "no"]) == 0
    assert "- First. Figures: none." in capsys.readouterr().out
    for _ in range(2):  # once it has the section, and with nothing unreleased
        assert change_log.main([]) == 1
        log.write_text(log.read_text().replace(f"## {__version__}", "## 0.9.0"))
    assert "nothing unreleased" in capsys.readouterr().err
    release = (WORKFLOWS / "release.yml").read_text(encoding="utf-8")
    assert release.index('release.notes "$GITHUB_REF_NAME" no\n') < release.index("needs: tag\n    uses")


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


def test_nothing_is_called_signed_before_windows_finds_it_so() -> None:
    release = (WORKFLOWS / "release.yml").read_text(encoding="utf-8")
    signing = [at.start() for at in re.finditer("uses: azure/trusted-signing-action", release)]
    assert len(signing) == release.count("files-folder: ${{ github.workspace }}\\dist\n") == 2
    assert max(signing) < release.index("Get-AuthenticodeSignature") < release.index("> dist/signed.txt")
