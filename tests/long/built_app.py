"""The built app: the same bytes twice, how fast it starts, and the whole journey in a Debian without Python.

Run as `python -m tests.long.built_app`; what is built is the last commit. The bare Debian needs root and
debootstrap, and the window Xvfb and xdotool; without them their part is skipped and says so.
"""

import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import start
from db.opening import open_store
from release.contents import COMMAND_LINE, NAME
from tests.benchmarks.first_paint import Start, compare, words
from tests.long.bare_system import ROOT, bare_system, do, inside, why_not
from tests.long.bill_schema import is_well
from tests.ui.real_steps import begin_as_practice
from tests.ui.screen import program, screen

SLOWER = 1.5  # times the first paint from source
MOST_TO_FILL = 2.0  # seconds from asking for it until the window is filled
SAMPLE = ROOT / "tests" / "files" / "sample-return.json"
APT = "DEBIAN_FRONTEND=noninteractive apt-get -qq -y"
PLACE = "/work/data"  # in the bare Debian
STORE = f"{PLACE}/greenpractice.db"
OF_SAMPLE = "--practice C82001 --period 2025-26-Q1"


def built(folder: Path) -> Path:
    """The `dist` of a clone, built there."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    subprocess.run([sys.executable, "-P", "-m", "release"], cwd=folder, env=environment, check=True)
    do(["sh", "-c", f"cd {folder / 'dist'} && sha256sum -c SHA256SUMS"])
    return folder / "dist"


def differences(one: Path, other: Path) -> list[str]:
    """The files that two folders do not both have with the same bytes."""
    names = {path.relative_to(each).as_posix() for each in (one, other) for path in each.rglob("*")}
    return sorted(name for name in names if not _same(one / name, other / name))


def _same(one: Path, other: Path) -> bool:
    if one.is_symlink() or other.is_symlink():
        return one.is_symlink() and other.is_symlink() and os.readlink(one) == os.readlink(other)
    if one.is_dir() and other.is_dir():
        return True
    return one.is_file() and other.is_file() and filecmp.cmp(one, other, shallow=False)


def journey(program_name: str, place: str, called: str) -> list[tuple[str, str]]:
    """What is done with a built app on the command line: names and commands."""
    said = f"{program_name} {{}} --store {place}/cli.db > /dev/null"
    every = {
        "record": f"record /work/{SAMPLE.name}",
        "footprint": f"footprint {OF_SAMPLE}",
        "indicators": f"indicators {OF_SAMPLE}",
        "PDF": f"report {OF_SAMPLE} --output {place}/sent/summary.pdf",
        "workbook": f"report {OF_SAMPLE} --output {place}/summary.xlsx",
        "collate": f"collate {place}/sent --pcn U30213 --period 2025-26-Q1 --output {place}/network.pdf",
        "check": "check",
    }
    return [(f"{name}, {called}", said.format(words)) for name, words in every.items()]


def carry_out(new: Path, steps: Sequence[tuple[str, str]]) -> bool:
    """Each step in the bare Debian; False after the first that fails."""
    for name, command in steps:
        started = time.monotonic()
        status = inside(new, "sh", "-c", f"'{command}'", folder="work")
        print(f"{name}: exit status {status} after {time.monotonic() - started:.1f} s", flush=True)
        if status:
            return False
    return True


def without_python(dist: Path) -> bool:
    """The whole way in a Debian without Python: the package installed there, then the packed folder."""
    with tempfile.TemporaryDirectory() as folder, bare_system(Path(folder), "ca-certificates") as new:
        work = new / "work"
        for each in ("data/sent", "stick/greenpractice-data/sent"):
            (work / each).mkdir(parents=True)
        (package,), (packed,) = [*dist.glob("*.deb")], [*dist.glob("*.tar.xz")]
        for file in (package, packed, SAMPLE):
            shutil.copy(file, work)
        do(["tar", "-xf", str(packed), "-C", str(work / "stick"), "--strip-components=1"])
        stick = f"/work/stick/{COMMAND_LINE}"
        beside = "/work/stick/greenpractice-data"
        steps = [
            ("no Python", "! command -v python3"),
            (
                "install",
                f"{APT} update && {APT} --no-install-recommends install ./{package.name} > /dev/null",
            ),
            ("still no Python", "! command -v python3"),
            ("without a display", f"cd {PLACE} && {NAME} > /dev/null"),
            *journey(COMMAND_LINE, PLACE, "installed"),
            *journey(stick, beside, "unpacked"),
            ("stick", f"{stick} record /work/{SAMPLE.name} && test -f {beside}/greenpractice.db"),
        ]
        return carry_out(new, steps) and in_the_window(new)


def in_the_window(new: Path) -> bool:
    """First run and a first figure with real keys in the bare Debian's window; then its PDF."""
    if start.missing_for_tests():
        print(f"Skipped: a window needs {' '.join(start.missing_for_tests())}.")
        return True
    store = new / STORE.lstrip("/")
    command = ["chroot", str(new), "/usr/bin/env", f"GREENPRACTICE_STORE={STORE}", f"HOME={PLACE}", NAME]
    with (
        tempfile.TemporaryDirectory() as there,
        screen(Path(there), 1366, 768) as shown,
        program(shown.display, store, command) as running,
    ):
        typed = begin_as_practice(shown, store)
        shown.press("alt+F4")
        ended = running.wait(60)
    print(f"window: {typed} patients typed, exit status {ended}", flush=True)
    with closing(open_store(store, write=False)) as opened:
        (key,) = opened.keys()
    of_window = f"--practice {key.ods_code} --period {key.period} --store {STORE}"
    made = f"{COMMAND_LINE} report {of_window} --output {PLACE}/window.pdf"
    return ended == 0 and carry_out(new, [("PDF of what was typed", made)])


def is_fast(source: Start, frozen: Start) -> bool:
    """Painted nearly as soon as from source, and filled in time: on a busy computer, if it were not busy."""
    alone = frozen.processor <= MOST_TO_FILL / 2 and frozen.filled <= SLOWER * source.filled
    return frozen.painted <= SLOWER * source.painted and (frozen.filled <= MOST_TO_FILL or alone)


def main() -> int:
    """0 if all is well."""
    with tempfile.TemporaryDirectory() as folder:
        clones = Path(folder) / "one", Path(folder) / "elsewhere" / "other"
        for clone in clones:  # both at once, as building takes minutes in which there may be another commit
            do(["git", "clone", "-q", str(ROOT), str(clone)])
        one, other = map(built, clones)
        differing = differences(one, other)
        print(f"built twice: {len(differing)} files differ {' '.join(differing[:10])}", flush=True)
        well = not differing and is_well([*one.glob("*.cdx.json")])
        if start.missing_for_tests():
            print(f"Skipped: the time of a start needs {' '.join(start.missing_for_tests())}.")
        else:
            source, frozen = compare(one / NAME / NAME)
            print(words(source, frozen), flush=True)
            well = well and is_fast(source, frozen)
        if why_not():
            print(f"Skipped: the bare Debian, as {why_not()}.")
        else:
            well = without_python(one) and well
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
