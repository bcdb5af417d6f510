"""The installer for Windows: NSIS packs the built folder, by a list of its files in a fixed order."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from release.contents import NAME, ROOT, TITLE, VERSION
from release.unchanged import CannotBuild, Commit
from release.uninstaller import KEEP, PUT

SCRIPT = Path(__file__).with_name("installer.nsi")
UNINSTALLER = "uninstaller.py"  # beside the script, where NSIS goes
_USUAL_PLACES = (r"C:\Program Files (x86)\NSIS\makensis.exe", r"C:\Program Files\NSIS\makensis.exe")


def keep_uninstaller(folder: Path, commit: Commit, kept: Path, work: Path) -> None:
    """Write the uninstaller alone, so that it can be signed before the installer packs it."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    _run_nsis(folder, commit, work / "not-given-away.exe", work, (KEEP, kept))


def installer_of(folder: Path, commit: Commit, target: Path, work: Path, uninstaller: Path) -> Path:
    """Write the installer of a built folder into the target folder, with the uninstaller that was kept."""
    installer = target / f"{NAME}-{VERSION}-windows-x64-setup.exe"
    _run_nsis(folder, commit, installer, work, (PUT, uninstaller))
    return installer


def _run_nsis(folder: Path, commit: Commit, target: Path, work: Path, uninstaller: tuple[str, Path]) -> None:
    """CannotBuild where NSIS is not there, or stops."""
    makensis = next((found for name in ("makensis", *_USUAL_PLACES) if (found := shutil.which(name))), None)
    if makensis is None:
        raise CannotBuild("NSIS is not installed, and it makes the installer. Install it, then build again.")
    work.mkdir(parents=True, exist_ok=True)
    files = [path for path in folder.rglob("*") if path.is_file()]
    places = [PurePosixPath(path.relative_to(folder).as_posix()) for path in files]
    listed = work / "files.nsh"
    listed.write_text(lists_of(folder, places), encoding="utf-8")
    how, kept = uninstaller
    given = {
        # begins without a quotation mark, as Windows takes the first and the last away
        "WITH_UNINSTALLER": f'python {UNINSTALLER} {how} "%1" "{kept}"',
        "FOLDER": folder, "LIST": listed, "TARGET": target, "ICON": icon(work / "installer.ico"),
        "TITLE": TITLE, "NAME": NAME, "VERSION": VERSION,
        "KILOBYTES": sum(path.stat().st_size for path in files) // 1024,
    }  # fmt: skip
    words = [f"-D{name}={value}" for name, value in given.items()]
    ours = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": ours, "SOURCE_DATE_EPOCH": str(commit.seconds)}
    done = subprocess.run(
        [makensis, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *words, str(SCRIPT)],
        cwd=ROOT, env=environment, capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    if done.returncode:
        raise CannotBuild(f"NSIS could not make the installer: {(done.stdout + done.stderr).strip()[-400:]}")


def lists_of(folder: Path, places: Iterable[PurePosixPath]) -> str:
    """What NSIS is to put in place, and to take away again: these files and the folders they leave empty."""
    put, remove, folders = ["!macro PutFiles"], ["!macro RemoveFiles"], set()
    last = None
    for place in sorted(places):
        if place.parent != last:
            last = place.parent
            folders |= {*place.parents} - {PurePosixPath()}
            put.append(f'  SetOutPath "{_there(last)}"')
        put.append(f'  File "{folder / place}"')
        remove.append(f'  Delete "{_there(place)}"')
    remove += [f'  RMDir "{_there(each)}"' for each in sorted(folders, reverse=True)]
    return "\n".join([*put, "!macroend", *remove, "!macroend", ""])


def _there(place: PurePosixPath) -> str:
    """A place in the folder of the installed program."""
    return "\\".join(["$INSTDIR", *(part.replace("$", "$$") for part in place.parts)])


def icon(target: Path) -> Path:
    """The app's icon in the sizes that Windows shows."""
    from PIL import Image

    from release.icons import draw

    drawn = target.with_suffix(".png")
    draw(drawn, 256)
    with Image.open(drawn) as picture:
        picture.save(target, sizes=[(size, size) for size in (16, 24, 32, 48, 64, 128, 256)])
    return target
