"""What a Windows is made of: of the lock all that Windows needs, and stand-ins that are never shipped."""

from tests.windows.machine import ROOT, for_windows, seen_from_windows
from tests.windows.run import FOLDERS, STEPS

LOCK = """# This file was made
altgraph==0.17.5 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via pyinstaller
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:cc
    # via pytest
macholib==1.16.4 ; sys_platform == 'darwin' \\
    --hash=sha256:dd
    # via pyinstaller
"""


def test_of_the_lock_comes_what_is_for_windows_and_nothing_of_other_systems() -> None:
    assert for_windows(LOCK).splitlines() == [
        "altgraph==0.17.5 --hash=sha256:aa --hash=sha256:bb",
        "colorama==0.4.6 --hash=sha256:cc",
    ]
    wanted = for_windows((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    assert all("--hash=" in line for line in wanted.splitlines())
    assert {"colorama", "pefile", "pyside6-essentials"} <= {
        line.split("==")[0] for line in wanted.splitlines()
    }


def test_a_file_of_ours_has_another_name_in_there() -> None:
    assert seen_from_windows(ROOT / "start.py") == "Z:" + str(ROOT / "start.py").replace("/", "\\")


def test_every_step_has_a_name_of_its_own_and_every_folder_is_there() -> None:
    assert len({step.name for step in STEPS}) == len(STEPS)
    assert [folder for folder in FOLDERS if not (ROOT / folder).exists()] == []
