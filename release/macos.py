"""What is given away for macOS: the app in a disk image."""

import platform
import subprocess
from pathlib import Path

from release.contents import NAME, TITLE, VERSION
from release.unchanged import CannotBuild, Commit


def files_of(folder: Path, commit: Commit, target: Path) -> list[Path]:
    """Write it into the target folder; `hdiutil` is a part of macOS."""
    image = target / f"{NAME}-{VERSION}-macos-{platform.machine()}.dmg"
    app = folder.parent / f"{TITLE}.app"
    command = ["hdiutil", "create", "-ov", "-format", "UDZO", "-volname", f"{TITLE} {VERSION}"]
    done = subprocess.run(
        [*command, "-srcfolder", str(app), str(image)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotBuild(f"The disk image of {commit.name} could not be made: {done.stderr.strip()}")
    return [image]
