"""The built app in that Windows: its folder, its installer for a person without rights, its zip."""

import shutil
import subprocess
import zipfile
from pathlib import Path

from release.contents import COMMAND_LINE, NAME, TITLE
from release.installer import installer_of, keep_uninstaller
from release.unchanged import CannotBuild, Commit
from release.windows import packed_of
from tests.windows.command_line import commands
from tests.windows.machine import KEPT, ROOT, NotHere, Windows, new_prefix, seen_from_windows
from tests.windows.window import journey, store_of

DIST, WORK, GIVEN = KEPT / "dist", KEPT / "work", KEPT / "given"
INSTALLED = rf"AppData\Local\Programs\{TITLE}"
LISTED = rf"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\{TITLE}"
PACKS, STARTERS = r"HKCU\Software\Classes\.gppack", r"HKCU\Software\Classes\.gpstarter"
COMPARISONS = r"HKCU\Software\Classes\.gpcompare"
PDFS = r"HKCU\Software\Classes\.pdf"
SIGNATURE = b"as a signature stands at the end of a program"
STAND_INS = ("icuuc.dll", "bcryptprimitives.dll")  # Wine lacks them, so they are never a part of the app


def commit() -> Commit:
    """The last one; unlike a release, a trial is built of the files as they are."""
    said = subprocess.run(
        ["git", "log", "-1", "--format=%H %ct"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    name, seconds = said.stdout.split()
    return Commit(name, int(seconds))


def built(windows: Windows) -> Path:
    """The folder that PyInstaller makes under Wine of this checkout; built once a commit."""
    folder, mark = DIST / NAME, DIST / "made-of"
    now = commit()
    if mark.is_file() and mark.read_text() == now.name:
        return folder
    shutil.rmtree(DIST, ignore_errors=True)
    shutil.rmtree(WORK, ignore_errors=True)
    same = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(now.seconds), "QT_QPA_PLATFORM": "offscreen"}
    picture = seen_from_windows(WORK / "program" / "icon.png")
    draw = f"from pathlib import Path; from release.icons import draw; draw(Path({picture!r}), 256)"
    status, said = windows.run([str(windows.python), "-c", draw], **same)
    assert status == 0, said[-400:]
    words = ["--noconfirm", "--log-level", "WARN", "--distpath", seen_from_windows(DIST), "--workpath"]
    status, said = windows.module(
        "PyInstaller", *words, seen_from_windows(WORK), seen_from_windows(ROOT / "release" / "program.spec"),
        seconds=3600, **same,
    )  # fmt: skip
    assert status == 0, f"PyInstaller: {said[-900:]}"
    for name in STAND_INS:  # they lie beside Python here, so they were taken along
        (folder / "_internal" / name).unlink(missing_ok=True)
    mark.write_text(now.name)
    return folder


def run_folder(windows: Windows, _short: bool) -> str:
    """Every command by the program beside the window, PDFs read by its workers, then the window itself."""
    folder = built(windows)
    size = sum(path.stat().st_size for path in folder.rglob("*")) / 1e6
    ready = with_stand_ins(folder, KEPT / "tried", windows)
    said = commands(windows, [str(ready / f"{COMMAND_LINE}.exe")])
    fresh = Windows(new_prefix("prefix-package"), windows.python)
    seen = journey(fresh, [str(ready / f"{NAME}.exe")], KEPT / "pictures")
    return f"{size:.0f} MB; {said}; {seen}"


def with_stand_ins(folder: Path, copy: Path, windows: Windows) -> Path:
    """A copy in which Wine has what it lacks of Windows."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    add_stand_ins(copy, windows)
    return copy


def add_stand_ins(folder: Path, windows: Windows) -> None:
    """Put them where the program looks first."""
    for name in STAND_INS:
        shutil.copyfile(windows.python.with_name(name), folder / name)
        shutil.copyfile(windows.python.with_name(name), folder / "_internal" / name)


def run_installer(windows: Windows, _short: bool) -> str:
    """Installed by a silent run into a Windows that has never seen it, run, removed; data stay."""
    folder = built(windows)
    uninstaller = KEPT / "uninstaller" / "uninstall.exe"
    to_make = folder, commit(), given_away(), KEPT / "installer", uninstaller
    try:
        keep_uninstaller(folder, commit(), uninstaller, KEPT / "installer")
        uninstaller.write_bytes(uninstaller.read_bytes() + SIGNATURE)
        installer = installer_of(*to_make)
        first = installer.read_bytes()
        same = installer_of(*to_make).read_bytes() == first
    except CannotBuild as reason:
        raise NotHere(str(reason)) from reason
    fresh = Windows(new_prefix("prefix-installer"), windows.python)
    before = files_of(fresh)
    status, said = fresh.run([str(installer), "/S"])
    assert status == 0, f"installer: exit status {status} {said}"
    there = fresh.home / INSTALLED.replace("\\", "/")
    assert {path.name for path in there.iterdir()} >= {f"{NAME}.exe", f"{COMMAND_LINE}.exe", "uninstall.exe"}
    assert (there / "uninstall.exe").read_bytes() == uninstaller.read_bytes(), "not the one that was signed"
    outside = [name for name in files_of(fresh) - before if not name.startswith(("users/", "."))]
    assert not outside, f"written outside the user's folder: {outside[:5]}"
    assert [key for key in (PACKS, STARTERS, COMPARISONS, LISTED) if not registered(fresh, key)] == []
    assert NAME not in registered(fresh, PDFS, "/ve").lower(), "PDFs are opened with it by default"
    assert "GreenerPractice.Pdf" in registered(fresh, PDFS + r"\OpenWithProgids")
    menu = [path.name for path in fresh.home.rglob("*.lnk")]
    assert f"{TITLE}.lnk" in menu, f"the Start menu has {menu}"
    add_stand_ins(there, windows)
    seen = journey(fresh, [rf"C:\users\{fresh.home.name}\{INSTALLED}\{NAME}.exe"], KEPT / "pictures")
    for name in STAND_INS:
        (there / name).unlink()
        (there / "_internal" / name).unlink()
    kept = there / "greenpractice-data"
    kept.mkdir()
    (kept / "greenpractice.db").write_bytes(b"kept")
    status, said = fresh.run([str(there / "uninstall.exe"), "/S", f"_?={seen_in(fresh, there)}"])
    assert status == 0, f"uninstaller: exit status {status} {said}"
    left = sorted(path.name for path in there.iterdir())
    assert left in (["greenpractice-data"], ["greenpractice-data", "uninstall.exe"]), f"left: {left[:9]}"
    assert [key for key in (PACKS, STARTERS, COMPARISONS, LISTED) if registered(fresh, key)] == []
    assert "GreenerPractice.Pdf" not in registered(fresh, PDFS + r"\OpenWithProgids")
    assert store_of(fresh).is_file(), "data were removed"
    size = installer.stat().st_size / 1e6
    return f"{size:.0f} MB, {'the same bytes twice' if same else 'not the same bytes twice'}; {seen}; removed"


def seen_in(windows: Windows, path: Path) -> str:
    """The name of a file in its C:."""
    return "C:\\" + str(path.relative_to(windows.prefix / "drive_c")).replace("/", "\\")


def files_of(windows: Windows) -> set[str]:
    """Everything in its C:."""
    drive = windows.prefix / "drive_c"
    return {path.relative_to(drive).as_posix() for path in drive.rglob("*") if path.is_file()}


def registered(windows: Windows, key: str, *words: str) -> str:
    """What the registry has under a key; "" if nothing."""
    status, said = windows.run(["reg", "query", key, *words])
    return "" if status else said


def run_zip(windows: Windows, _short: bool) -> str:
    """Unpacked onto another drive, beside a folder greenpractice-data: the data stay in that."""
    packed = packed_of(built(windows), commit(), given_away())
    stick = KEPT / "stick"
    shutil.rmtree(stick, ignore_errors=True)
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(stick)
    (program,) = stick.rglob(f"{NAME}.exe")
    add_stand_ins(program.parent, windows)
    (program.parent / "greenpractice-data").mkdir()
    fresh = Windows(new_prefix("prefix-stick"), windows.python)
    seen = journey(
        fresh, [str(program)], KEPT / "pictures", program.parent / "greenpractice-data" / "greenpractice.db"
    )
    assert not (fresh.home / "AppData/Local/Greener Practice").exists(), (
        "data were put into the user's folder"
    )
    return f"{packed.stat().st_size / 1e6:.0f} MB; {seen}"


def given_away() -> Path:
    """The folder of what is given away."""
    GIVEN.mkdir(parents=True, exist_ok=True)
    return GIVEN
