"""What is given away for macOS: the app in a disk image."""

import platform
import subprocess
import time
from pathlib import Path

from release.contents import NAME, TITLE, VERSION
from release.unchanged import CannotBuild, Commit

PAUSES = (10.0, 30.0, 0.0)  # s, after each try: what scans new files keeps the image busy for a while


def files_of(folder: Path, commit: Commit, target: Path) -> list[Path]:
    """Write it into the target folder; `hdiutil` is a part of macOS."""
    image = target / f"{NAME}-{VERSION}-macos-{platform.machine()}.dmg"
    app = folder.parent / f"{TITLE}.app"
    command = ["hdiutil", "create", "-ov", "-format", "UDZO", "-volname", f"{TITLE} {VERSION}"]
    for pause in PAUSES:
        done = subprocess.run(
            [*command, "-srcfolder", str(app), str(image)], capture_output=True, text=True, check=False
        )
        if not done.returncode:
            return [image]
        time.sleep(pause)
    raise CannotBuild(f"The disk image of {commit.name} could not be made: {done.stderr.strip()}")
