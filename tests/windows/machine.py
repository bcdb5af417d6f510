"""A Windows to try the program on: Wine, a Windows Python, the locked packages, all below build/windows.

What it takes is in `why_not`. Nothing of it is shipped: a release is built on a Windows of its own.
"""

import getpass
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "windows"
PYTHON_VARIABLE = "GREENPRACTICE_WINDOWS_PYTHON"  # the archive, where it lies on this computer already
PYTHON = "org.bytedeco:cpython:3.13.5-1.5.12:jar:windows-x86_64"  # in Maven Central
PYTHON_SHA256 = "cfe5502ffa7ea369be707b6d88bf68344732a7800450665080fb4267c01bfeae"
_INSIDE = "org/bytedeco/cpython/windows-x86_64/"
_NOT_NEEDED = ("lib/test/", "lib/idlelib/", "lib/tkinter/", "lib/turtledemo/", "lib/pip", "include/", "libs/")
# Python asks Windows for its version through WMI, where Wine 8 breaks off, and otherwise by other means.
_BREAKS_OFF = ("lib/_wmi.pyd",)
# Files are copied by CopyFile2 where it is said to be there; Wine 8 breaks off at it.
_AT_THE_START = "import _winapi\n\ndel _winapi.CopyFile2\n"
_TARGET = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "python_version": "3.13",
           "python_full_version": "3.13.5", "platform_machine": "AMD64",
           "platform_python_implementation": "CPython", "implementation_name": "cpython"}  # fmt: skip
_COMPILER, _OBJDUMP = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-objdump"
_SERVERS = ("wineserver", "/usr/lib/wine/wineserver", "/usr/lib/wine/wineserver64")


class NotHere(Exception):
    """What this run needs cannot be had on this computer; says what."""


@dataclass(frozen=True)
class Windows:
    """One prefix, which is the C: of a Windows, and the Python that runs in it."""

    prefix: Path
    python: Path

    @property
    def home(self) -> Path:
        """Where the folder of its user lies on this computer."""
        return self.prefix / "drive_c" / "users" / getpass.getuser()

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """What a program in it is given: nothing of ours that names files, as it has other names for them."""
        ours = {name: os.environ[name] for name in ("PATH", "HOME", "DISPLAY", "LANG") if name in os.environ}
        return {
            **ours, "WINEPREFIX": str(self.prefix), "WINEARCH": "win64", "WINEDEBUG": "-all", "CI": "true",
            "WINEDLLOVERRIDES": "mscoree,mshtml=", "PYTHONPYCACHEPREFIX": seen_from_windows(KEPT / "pycache"),
            **more,
        }  # fmt: skip

    def start(self, command: Sequence[str], folder: Path = ROOT, **more: str) -> subprocess.Popen[bytes]:
        """A program that goes on beside us; its words go into a pipe, as Python's start fails with files."""
        return subprocess.Popen(
            ["wine", *command], cwd=folder, env=self.environment(more), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def run(
        self, command: Sequence[str], folder: Path = ROOT, seconds: float = 600, **more: str
    ) -> tuple[int, str]:
        """Its exit status, and all it said."""
        with self.start(command, folder, **more) as running:
            try:
                said, _ = running.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                running.kill()
                said, _ = running.communicate()
                return 1, said.decode("utf-8", "replace") + f"\n(ended after {seconds:.0f} s)"
        return running.returncode, said.decode("utf-8", "replace").replace("\r\n", "\n")

    def module(self, *words: str, seconds: float = 600, **more: str) -> tuple[int, str]:
        """The same for a module of Python, from the folder of this checkout."""
        return self.run([str(self.python), "-m", *words], seconds=seconds, **more)

    def stop(self) -> None:
        """End what still runs in this prefix, and in no other."""
        server = next((found for name in _SERVERS if (found := shutil.which(name))), None)
        if server:
            subprocess.run([server, "-k"], env=self.environment({}), check=False, stderr=subprocess.DEVNULL)


def seen_from_windows(path: Path) -> str:
    """The name of one of our files in there, where Z: is all of this computer."""
    return "Z:" + str(path).replace("/", "\\")


def why_not() -> str:
    """What is missing on this computer, or an empty text."""
    if not sys.platform.startswith("linux"):
        return "Wine is tried on Linux only; on Windows the ordinary tests run"
    missing = [name for name in ("wine", _COMPILER, "Xvfb", "xdotool") if shutil.which(name) is None]
    if missing:
        return f"{', '.join(missing)} cannot be found (Debian: wine wine64 gcc-mingw-w64-x86-64 xvfb xdotool)"
    if not (KEPT / "python").is_dir() and not os.environ.get(PYTHON_VARIABLE) and not shutil.which("mvn"):
        return f"neither mvn is there nor {PYTHON_VARIABLE}, so a Windows Python cannot be had"
    return ""


def new_prefix(name: str) -> Path:
    """A fresh Windows 10 of its own, as it comes."""
    prefix = KEPT / name
    shutil.rmtree(prefix, ignore_errors=True)
    prefix.parent.mkdir(parents=True, exist_ok=True)
    windows = Windows(prefix, Path())
    wine, debugger = r"HKCU\Software\Wine", r"HKCU\Software\Wine\WineDbg"
    for words in (
        ["wineboot", "--init"],
        ["reg", "add", wine, "/v", "Version", "/d", "win10", "/f"],
        ["reg", "add", debugger, "/v", "ShowCrashDialog", "/t", "REG_DWORD", "/d", "0", "/f"],
    ):
        status, said = windows.run(words, folder=KEPT, seconds=300)
        if status:
            raise NotHere(f"Wine could not be set up: {said[-300:]}")
    return prefix


def windows_machine() -> Windows:
    """The Windows with Python and the locked packages; made anew where the lock has changed."""
    lock = (ROOT / "requirements.lock").read_bytes()
    made_of = hashlib.sha256(lock + Path(__file__).read_bytes()).hexdigest()
    mark, python = KEPT / "made-of", KEPT / "python"
    if not mark.is_file() or mark.read_text() != made_of:
        shutil.rmtree(python, ignore_errors=True)
        mark.unlink(missing_ok=True)
        _unpack_python(_python_archive(), python)
        _add_stand_ins(python)
        _add_packages(python, lock.decode())
        mark.write_text(made_of)
    return Windows(new_prefix("prefix"), python / "python.exe")


def _python_archive() -> Path:
    """The archive with the Windows Python, the very one that is known here."""
    KEPT.mkdir(parents=True, exist_ok=True)
    named = os.environ.get(PYTHON_VARIABLE)
    archive = Path(named) if named else KEPT / "python.jar"
    if not archive.is_file():
        folder = KEPT / "from-maven"
        _do(["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={PYTHON}", f"-DoutputDirectory={folder}"])
        next(folder.glob("*.jar")).replace(archive)
    if hashlib.sha256(archive.read_bytes()).hexdigest() != PYTHON_SHA256:
        raise NotHere(f"{archive} is not the Windows Python that is known here")
    return archive


def _unpack_python(archive: Path, python: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        for each in packed.infolist():
            inside = each.filename.removeprefix(_INSIDE)
            if inside == each.filename or each.is_dir() or inside.startswith((*_NOT_NEEDED, *_BREAKS_OFF)):
                continue
            target = python / PurePosixPath(inside)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(packed.read(each))
    for name in ("vcruntime140.dll", "vcruntime140_1.dll"):
        shutil.copy(python / "lib" / name, python / name)


def _add_stand_ins(python: Path) -> None:
    """What neither that Python nor Wine has: python3.dll, which leads on to python313.dll, and two others."""
    listed = _do([_OBJDUMP, "-p", str(python / "python313.dll")])
    names = re.findall(r"^\s*\[ *\d+\] (?:\+base\[ *\d+\] +[0-9a-f]+ )?(\w+)$", listed, re.MULTILINE)
    definition = KEPT / "python3.def"
    definition.write_text(
        "LIBRARY python3.dll\nEXPORTS\n" + "".join(f" {name} = python313.{name}\n" for name in names)
    )
    library = ["-shared", "-O2", "-o"]
    _do([_COMPILER, *library, str(python / "python3.dll"), str(definition), "-nostdlib", "-Wl,--entry=0"])
    source = str(Path(__file__).with_name("stand_ins.c"))
    _do([_COMPILER, *library, str(python / "icuuc.dll"), "-DICU", source])
    _do([_COMPILER, *library, str(python / "bcryptprimitives.dll"), source, "-ladvapi32"])


def for_windows(lock: str) -> str:
    """The lock as Windows reads it: what is for other systems is left out, and nothing has a condition."""
    kept = []
    for entry in re.split(r"\n(?=\S)", lock):
        if entry.startswith("#"):
            continue
        asked, *hashes = re.sub(r"#.*", "", entry).replace("\\\n", "\n").split("\n")
        requirement = Requirement(asked.strip())
        if requirement.marker is None or requirement.marker.evaluate(_TARGET):
            words = [f"{requirement.name}{requirement.specifier}", *(each.strip() for each in hashes)]
            kept.append(" ".join(filter(None, words)))
    return "\n".join(kept) + "\n"


def _add_packages(python: Path, lock: str) -> None:
    """The locked wheels, unpacked where they are imported from: pip itself is not needed in there."""
    wheels, asked = KEPT / "wheels", KEPT / "requirements.txt"
    shutil.rmtree(wheels, ignore_errors=True)
    asked.write_text(for_windows(lock))
    download(wheels, ["--require-hashes", "-r", str(asked)])
    unpack_wheels(wheels, python)
    (python / "lib/site-packages/sitecustomize.py").write_text(_AT_THE_START)


def download(folder: Path, asked: Sequence[str]) -> None:
    """Wheels for a Windows with this Python, into a folder."""
    system = ["--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp"]
    _do(
        [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "-d",
            str(folder),
            "--only-binary=:all:",
            *system,
            *asked,
        ]
    )


def unpack_wheels(folder: Path, python: Path) -> None:
    """Unpack every wheel of a folder."""
    for wheel in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(python / "lib" / "site-packages")


def _do(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotHere(f"{command[0]} failed: {(done.stdout + done.stderr).strip()[-500:]}")
    return done.stdout
