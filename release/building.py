"""`start.py package`: from a clean checkout and its lock to the files that are given away."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from release.contents import COMMAND_LINE, COMMIT_VARIABLE, NAME, ROOT, VERSION, Entry
from release.unchanged import CannotBuild, Commit, check_packages, last_commit, locked_packages

BUILD, DIST = ROOT / "build" / "release", ROOT / "dist"
MOST_UNPACKED, MOST_PACKED = 200_000_000, 80_000_000  # bytes
SUMS = "SHA256SUMS"
OF_COMMIT = BUILD / "commit.txt"
FOLDER, FILES = "folder", "files"  # the two halves of a build, between which programs are signed
LARGEST = 12
MOST_SAID = 900  # letters of what went wrong


@dataclass(frozen=True, slots=True)
class Built:
    """A built app: the commit it is of, its folder, and what was collected for it."""

    commit: Commit
    folder: Path
    collected: Path


def build(root: Path = ROOT) -> Built:
    """Build the folder, or raise CannotBuild; what an earlier build left is thrown away first."""
    commit = last_commit(root)
    check_packages((root / "requirements.lock").read_text(encoding="utf-8"))
    for folder in (BUILD, DIST):
        shutil.rmtree(folder, ignore_errors=True)
    from release.icons import draw

    draw(BUILD / "program" / "icon.png", 256)
    done = subprocess.run(_command(), cwd=root, env=_environment(commit), check=False)
    if done.returncode:
        raise CannotBuild("PyInstaller stopped: what it says stands above.")
    try_out(DIST / NAME)
    if sys.platform == "win32":
        from release import windows

        windows.prepare(DIST / NAME, commit, DIST)
    OF_COMMIT.write_text(commit.name, encoding="utf-8")
    return Built(commit, DIST / NAME, BUILD / "program" / "collected.json")


def try_out(folder: Path) -> None:
    """Have the built app draw each of its pages, or raise CannotBuild: else it lacks a part."""
    program = folder / f"{COMMAND_LINE}{'.exe' if os.name == 'nt' else ''}"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with TemporaryDirectory() as there:
        done = subprocess.run(
            [str(program), "--debug", "screenshots", there], env=environment, capture_output=True,
            text=True, encoding="utf-8", errors="replace", check=False,
        )  # fmt: skip
    if done.returncode:
        raise CannotBuild(f"What was built cannot show its pages: {done.stderr.strip()[-MOST_SAID:]}")


def built_before(root: Path = ROOT) -> Built:
    """The folder that is there, its programs signed meanwhile; refused if it is not of the last commit."""
    commit = last_commit(root)
    if not OF_COMMIT.is_file() or OF_COMMIT.read_text(encoding="utf-8") != commit.name:
        raise CannotBuild(f"The folder in {DIST.name} is not of the last commit: build it again.")
    return Built(commit, DIST / NAME, BUILD / "program" / "collected.json")


def _command() -> list[str]:
    return [
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR",
        "--distpath", str(DIST), "--workpath", str(BUILD), str(ROOT / "release" / "program.spec"),
    ]  # fmt: skip


def _environment(commit: Commit) -> dict[str, str]:
    """The caller's, with all that makes two builds of a commit the same."""
    same = {
        COMMIT_VARIABLE: commit.name,
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(commit.seconds),
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "PYINSTALLER_STRICT_BUNDLE_CODESIGN_ERROR": "1",  # macOS calls an app without its seal damaged
    }
    return {**os.environ, **same, "PYINSTALLER_CONFIG_DIR": str(BUILD / "kept")}


def sizes(folder: Path) -> dict[str, int]:
    """The bytes of each part of a built folder, a package or a single library, the largest first."""
    found: dict[str, int] = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            parts = path.relative_to(folder).parts
            part = "/".join(parts[1:] if "Qt" in parts else parts[1:2]) or parts[0]
            found[part] = found.get(part, 0) + path.stat().st_size
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def what_dominates(found: Mapping[str, int]) -> Iterator[str]:
    """Lines for the screen: the whole, and its largest parts."""
    yield f"{sum(found.values()) / 1e6:.1f} MB unpacked, of which"
    yield from (f"  {size / 1e6:6.1f} MB  {part}" for part, size in [*found.items()][:LARGEST])


def give_away(built: Built) -> list[Path]:
    """The files for this system in `dist`: the packed app, its bill of materials, the sums of both."""
    from release import bill, linux, macos, windows

    here = {"win32": windows, "darwin": macos}.get(sys.platform, linux)
    files: list[Path] = here.files_of(built.folder, built.commit, DIST)
    locked = locked_packages((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    collected: list[Entry] = [tuple(each) for each in json.loads(built.collected.read_text(encoding="utf-8"))]
    installed = bill.installed_hashes(Path(sys.prefix) / "installed.json")
    materials = DIST / f"{NAME}-{VERSION}-{sys.platform}.cdx.json"
    materials.write_bytes(bill.bill_of(collected, built.commit, locked, installed))
    files.append(materials)
    write_sums(files, DIST / SUMS)
    return files


def write_sums(files: Sequence[Path], target: Path) -> None:
    """SHA-256 sums of the files, as `sha256sum -c` reads them."""
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(files)]
    target.write_bytes("".join(lines).encode())


def check_sizes(unpacked: int, packed: Mapping[str, int]) -> None:
    """Refuse what is too large to be given away."""
    if unpacked > MOST_UNPACKED:
        raise CannotBuild(f"The app has more than {MOST_UNPACKED / 1e6:.0f} MB: see above what grew.")
    for name, size in packed.items():
        if size > MOST_PACKED:
            raise CannotBuild(f"{name} has more than {MOST_PACKED / 1e6:.0f} MB: see above what grew.")


def main(words: Sequence[str] = ()) -> int:
    """Build all files for this system into `dist`; 1 if they cannot be, with a sentence that says why.

    `folder` ends when the folder is there, so that its programs can be signed; `files` goes on from there.
    """
    if words and words not in ([FOLDER], [FILES]):
        sys.stderr.write(f"python3 start.py package [{FOLDER} | {FILES}]\n")
        return 2
    try:
        built = built_before() if FILES in words else build()
        if FOLDER in words:
            return 0
        found = sizes(built.folder)
        packed = {file.name: file.stat().st_size for file in give_away(built)}
        lines = [*what_dominates(found), *(f"{size / 1e6:.1f} MB  {name}" for name, size in packed.items())]
        sys.stdout.write("\n".join(lines) + "\n")
        check_sizes(sum(found.values()), packed)
    except CannotBuild as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0
