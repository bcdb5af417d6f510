"""The disk image for macOS, with a stand-in for the tool that makes it there."""

import os
import platform
from pathlib import Path

import pytest

from greenpractice import __version__
from release import macos
from release.contents import NAME, ROOT, TITLE
from release.unchanged import CannotBuild, Commit

TOOL = """#!/bin/sh
echo again >> "{tries}"
test $(wc -l < "{tries}") -gt {fails} || {{ echo Resource busy >&2; exit 1; }}
test "$7" = -srcfolder && for last; do :; done && cp "$8/Contents/Info.plist" "$last"
"""


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
@pytest.mark.parametrize("fails", [0, 2, 3])
def test_the_image_holds_the_app_and_a_busy_disk_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    contents = tmp_path / f"{TITLE}.app" / "Contents"
    contents.mkdir(parents=True)
    (contents / "Info.plist").write_bytes(b"of the app")
    tool, tries = tmp_path / "hdiutil", tmp_path / "tries"
    tool.write_text(TOOL.format(tries=tries, fails=fails))
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(macos, "PAUSES", (0.0,) * len(macos.PAUSES))
    if fails == len(macos.PAUSES):
        with pytest.raises(CannotBuild, match="disk image of a could not be made: Resource busy"):
            macos.files_of(tmp_path / NAME, Commit("a", 1), tmp_path)
    else:
        (image,) = macos.files_of(tmp_path / NAME, Commit("a", 1), tmp_path)
        assert image.read_bytes() == b"of the app"
    assert len(tries.read_text().splitlines()) == min(fails + 1, len(macos.PAUSES))


def test_the_image_has_the_name_that_the_page_gives_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Builds for macOS are of Apple's own processors: workflows have no other under that name."""
    monkeypatch.setattr(platform, "machine", lambda: "arm64")
    monkeypatch.setattr("release.macos.subprocess.run", lambda *_, **__: type("Done", (), {"returncode": 0}))
    (image,) = macos.files_of(tmp_path / NAME, Commit("a", 1), tmp_path)
    assert f"`{image.name}`" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert __version__ in image.name
