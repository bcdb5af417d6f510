"""The power fails at any moment of a session: what was told as saved is there, and all of it is sound.

Run as `python -m tests.faults.power_cuts IMAGES SEED`: sessions are recorded with strace, and IMAGES disks
are made of them, each with what lasts and some of what does not, torn at sectors of 512 bytes (`disk.py`),
and opened. Then the same with sessions that do without journal or syncs, in which losses must be found.
Prints what came of it as JSON; ends with 1 if anything was lost, unsound or a bug, or if a control found
nothing.
"""

import json
import random
import shutil
import sys
import tempfile
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.opening import open_store
from greenpractice.errors import UserError
from tests.faults.disk import Call, Disk, Said
from tests.faults.power_sessions import CONTROLS, SESSIONS, STORE, begin, figures, other_files
from tests.faults.recorded_calls import has_strace, record

NEVER = ("lost", "refused", "unsound", "file torn or lost", "stray", "bug")
IMAGES_OF_A_CONTROL = 150


@dataclass(frozen=True)
class Recorded:
    """A session: the folder before it, all calls, and what was told first."""

    name: str
    before: Path
    root: Path
    calls: Sequence[Call]
    at_first: str


def recorded(folder: Path, name: str, control: str = "") -> Recorded:
    """Carry out a session under strace, in folders of its own."""
    before, root, looked = (folder / each for each in ("before", "root", "looked"))
    before.mkdir(parents=True)
    begin(name, before)
    shutil.copytree(before, root)
    shutil.copytree(before, looked)
    files = other_files(before)
    store = open_store(looked / STORE, write=True)
    at_first = json.dumps({"figures": figures(store), "files": files})
    store.close()
    command = [sys.executable, "-m", "tests.faults.power_sessions", name, str(root)]
    calls = record(root, [*command, "--control", control] if control else command, folder / "calls")
    return Recorded(name, before, root, calls, at_first)


def cuts(session: Recorded, images: int, chance: random.Random, tried: Path) -> Counter[str]:
    """So many disks at random moments of a session, each opened; every name of NEVER must have 0."""
    shutil.rmtree(session.root)
    shutil.copytree(session.before, session.root)
    disk, came, found = Disk(session.root), Counter[str](), dict[int, list[str]]()
    told = [(number, call.text) for number, call in enumerate(session.calls) if isinstance(call, Said)]
    places = [number for number, _ in told]
    for moment, times in sorted(Counter(chance.choices(range(len(session.calls) + 1), k=images)).items()):
        for call in session.calls[came["calls"] : moment]:
            disk.carry_out(call)
        came["calls"] = moment
        nearest = bisect_left(places, moment)
        last = told[nearest - 1][1] if nearest else session.at_first
        coming = told[nearest][1] if nearest < len(told) else last
        for _ in range(times):
            files = disk.after_a_cut(chance)
            came["images"] += 1
            seen = hash((last, coming, frozenset(files.items())))
            if seen not in found:  # the same disk again comes to the same
                _put(files, session.root, tried)
                found[seen] = faults(tried, json.loads(last), json.loads(coming))
                came["different"] += 1
            came += Counter(found[seen])
    del came["calls"]
    return came


def faults(folder: Path, last: dict[str, object], coming: dict[str, object]) -> list[str]:
    """What is wrong with a disk: all must be as it was told last, or as it was about to be."""
    found, there = [], other_files(folder)
    before, after = (_texts(each["files"]) for each in (last, coming))
    for name in there.keys() | before.keys() | after.keys():
        if name not in before and name not in after:
            found.append("stray")
        elif there.get(name) not in (before.get(name), after.get(name)):
            found.append("file torn or lost")
    try:
        store = open_store(folder / STORE, write=True)
        if figures(store) not in (last["figures"], coming["figures"]):
            found.append("lost")
        if store.check():
            found.append("unsound")
        store.close()
    except UserError as error:
        found += ["refused"] if str(error) else ["refused", "bug"]
    except Exception as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        found.append("bug")
    return found


def _texts(files: object) -> dict[str, str]:
    assert isinstance(files, dict)
    return files


def _put(files: dict[Path, bytes], root: Path, tried: Path) -> None:
    shutil.rmtree(tried, ignore_errors=True)
    tried.mkdir()
    for path, content in files.items():
        here = tried / path.relative_to(root)
        here.parent.mkdir(parents=True, exist_ok=True)
        here.write_bytes(content)


def sweep(folder: Path, images: int, seed: int) -> dict[str, Counter[str]]:
    """Every session, an equal share of the images each; how often what came of them."""
    chance, came = random.Random(seed), {}
    for name in SESSIONS:
        session = recorded(folder / name, name)
        came[name] = cuts(session, -(-images // len(SESSIONS)), chance, folder / "tried")
    return came


def controls(folder: Path, seed: int) -> dict[str, Counter[str]]:
    """Sessions that do without what makes them last: each must lose something."""
    chance, came = random.Random(seed), {}
    for control in CONTROLS:
        session = recorded(folder / control, "typing", control)
        came[control] = cuts(session, IMAGES_OF_A_CONTROL, chance, folder / "tried")
    return came


def is_bad(came: Counter[str]) -> bool:
    """Whether anything was not as it was told."""
    return any(came[name] for name in NEVER)


def main(images: int, seed: int) -> int:
    """The run and its controls; they are left out, and it is said, where nothing can be recorded."""
    if not has_strace():
        print("SKIPPED: power cuts need strace, and Linux: neither sessions nor controls were tried")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        came = sweep(Path(folder) / "sessions", images, seed)
        found = controls(Path(folder) / "controls", seed)
    print(json.dumps({"seed": seed, "sessions": came, "controls": found}), flush=True)
    blind = [name for name, count in found.items() if not is_bad(count)]
    for name in blind:
        print(f"the control {name!r} found nothing, so the run says nothing")
    return int(bool(blind) or any(is_bad(each) for each in came.values()))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
