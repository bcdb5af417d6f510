"""Changes the rules, one small change at a time, and prints what share of the changes the tests find.

    python -m tests.mutation.run --sample 200 --seed 1

The exit status is 1 if the tests find less than 95%.
"""

import argparse
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from hashlib import sha256
from pathlib import Path

from tests.mutation.choosing import (
    CHECKOUT,
    KEPT,
    Coverage,
    Runner,
    copy_checkout,
    coverage_of,
    killed_by,
    without_a_change,
)
from tests.mutation.mutants import Mutant, in_files

# Rules, indicators, network and store: what no test notices there would be a wrong figure.
ROOMS = (
    "greenpractice/sections",
    "greenpractice/carbon",
    "greenpractice/lines.py",
    "greenpractice/small_numbers.py",
    "greenpractice/explaining",
    "greenpractice/indicators",
    "greenpractice/answers",
    "greenpractice/network",
    "db",
)
# What reads files, or asks questions and counts nothing; with --rooms.
OTHERS = (
    "greenpractice/bills",
    "greenpractice/comparison",
    "greenpractice/facts",
    "greenpractice/guards",
    "greenpractice/packs",
    "greenpractice/prescribing",
    "greenpractice/returns",
)
WANTED = 0.95
_EQUIVALENT = Path(__file__).parent / "equivalent.toml"


def files_of(rooms: Sequence[str]) -> list[str]:
    """The Python files of these rooms, each a folder or a file of the checkout."""
    found: list[str] = []
    for room in rooms:
        place = CHECKOUT / room
        paths = sorted(place.rglob("*.py")) if place.is_dir() else [place]
        found += [path.relative_to(CHECKOUT).as_posix() for path in paths]
    return found


@cache
def equivalent() -> frozenset[tuple[str, str, str]]:
    """File, text of the line and change of what no test can find, because nothing is different."""
    entries = tomllib.loads(_EQUIVALENT.read_text(encoding="utf-8"))["equivalent"]
    assert all(entry["reason"] for entry in entries)
    return frozenset((entry["file"], entry["line"], entry["change"]) for entry in entries)


def drawn(mutants: Sequence[Mutant], sample: int, seed: int) -> list[Mutant]:
    """A sample without what is known to be equivalent; the same for the same seed and lines.

    The place of a change in the draw is its own, from its file, line and what is changed: code that comes or
    goes elsewhere leaves the rest of a sample as it was, so that what was mended can be measured again.
    """
    known = equivalent()
    seen: Counter[tuple[str, str, str]] = Counter()
    places: list[tuple[bytes, Mutant]] = []
    for each in mutants:
        what = (each.path, each.text, each.change)
        seen[what] += 1
        if what not in known:
            places.append((sha256(repr((seed, *what, seen[what])).encode()).digest(), each))
    return [each for _, each in sorted(places, key=lambda place: place[0])[:sample]]


def outcomes(
    runner: Runner, mutants: Sequence[Mutant], sources: dict[str, bytes], coverage: Coverage
) -> Iterator[tuple[Mutant, str]]:
    """Each mutant with what killed it, "" if nothing did."""
    for mutant in mutants:
        yield mutant, killed_by(runner, mutant, sources[mutant.path], coverage)


def killed_before(seed: int) -> set[str]:
    """What the runs of this seed killed so far: more tests do not bring a mutant back to life."""
    kept = KEPT / f"killed-{seed}.txt"
    return set(kept.read_text().splitlines()) if kept.exists() else set()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a sample; 0 if the tests find enough of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rooms", nargs="+", default=ROOMS)
    parser.add_argument("--resume", action="store_true", help="try only what no run of this seed killed yet")
    asked = parser.parse_args(arguments)
    files = files_of(asked.rooms)
    noted = files_of((*ROOMS, *OTHERS))
    if unknown := sorted(set(files) - set(noted)):
        sys.exit(f"nothing notes which tests run {unknown[0]}")
    sources = {file: (CHECKOUT / file).read_bytes() for file in files}
    mutants = drawn(list(in_files(files, sources)), asked.sample, asked.seed)
    before = killed_before(asked.seed) if asked.resume else set()
    tried = [mutant for mutant in mutants if mutant.key not in before]
    began, came = time.monotonic(), {"test": 0, "time": 0, "": 0}
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / f"killed-{asked.seed}.txt"
    kept.write_text("".join(f"{key}\n" for key in sorted(before)))
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        copy = copy_checkout(Path(folder))
        coverage = coverage_of(copy, noted)
        runner = stack.enter_context(Runner(copy))
        if not without_a_change(runner, coverage):
            sys.exit(f"tests fail without a change:\n{(Path(folder) / 'pytest.txt').read_text()[-2000:]}")
        for number, (mutant, killer) in enumerate(outcomes(runner, tried, sources, coverage), 1):
            came[killer] += 1
            if killer:
                with kept.open("a") as lines:
                    lines.write(f"{mutant.key}\n")
            else:
                tests = len(coverage.chosen(mutant))
                where = f"{mutant.path}:{mutant.lines[0]}"
                print(f"survived {where}: {mutant.change}  [{tests} tests]  {mutant.text}")
            if number % 10 == 0 or number == len(tried):
                took = time.monotonic() - began
                print(f"{number} of {len(tried)} tried, {came['']} survived, {took:.0f} s", flush=True)
    killed = len(mutants) - came[""]
    share = killed / len(mutants) if mutants else 0.0
    late = f", {came['time']} of them by the time limit" if came["time"] else ""
    resumed = f", {len(mutants) - len(tried)} of them by an earlier run" if len(tried) < len(mutants) else ""
    print(f"killed {killed} of {len(mutants)}: {share:.1%} (seed {asked.seed}{late}{resumed})")
    return 0 if share >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
