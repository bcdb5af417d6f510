"""Which tests run a line: noted once in a copy of the checkout, kept in `build/`, asked for each mutant."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from tests.mutation.mutants import Mutant
from tests.mutation.plugin import CHOSEN, LINES, ROOMS

CHECKOUT = Path(__file__).resolve().parents[2]
KEPT = CHECKOUT / "build" / "mutation"
SLOW = "tests/ui/"  # tests of the window: only where nothing else runs the line
SHORT = 0.1  # seconds; the longest test that is tried on what runs at import
PATIENCE, TIMES = 20.0, 4.0  # seconds, and times what the tests take without the change
MOST = 16.0  # seconds of tests a mutant is tried on: it has to be found by tests quick enough to run
_SOURCES = ("greenpractice", "db", "resources", "ui", "tests")
_NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "build", "dist", ".hypothesis", ".*_cache", "__pycache__"
)


def copy_checkout(to: Path) -> Path:
    """A copy to change: nothing is ever changed in the checkout itself."""
    return Path(shutil.copytree(CHECKOUT, to / "checkout", ignore=_NOT_COPIED))


_ALWAYS = ("-q", "-p", "no:cacheprovider", "-p", "tests.mutation.plugin", "--every-case")


def _environment(copy: Path) -> dict[str, str]:
    return {"PYTHONPATH": str(copy), "QT_QPA_PLATFORM": "offscreen", "PYTHONHASHSEED": "0", "CI": "1"}


def run_tests(copy: Path, arguments: Iterable[str], **settings: str) -> None:
    """One pytest in the copy, as long as it takes."""
    command = [sys.executable, "-m", "pytest", *_ALWAYS, *arguments]
    environment = os.environ | _environment(copy) | settings
    subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False)


class Runner:
    """Runs chosen tests in the copy, each time in a process of its own that has the libraries loaded."""

    def __init__(self, copy: Path) -> None:
        self.copy = copy
        self._chosen = copy.parent / "chosen.json"
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.mutation.server"],
            cwd=copy,
            env=os.environ | _environment(copy),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Runner":
        return self

    def __exit__(self, *_: object) -> None:
        self._server.communicate()

    def status(self, tests: list[str], seconds: float) -> int | None:
        """The exit status of pytest; None if it took too long and was stopped."""
        self._chosen.write_text(json.dumps(tests))
        files = dict.fromkeys(test.partition("::")[0] for test in tests)
        asked = {
            "arguments": [*_ALWAYS, "-x", *files],
            "environment": {CHOSEN: str(self._chosen), "PYTHONDONTWRITEBYTECODE": "1"},
            "seconds": seconds,
        }
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        print(json.dumps(asked), file=self._server.stdin, flush=True)
        status: int | None = json.loads(self._server.stdout.readline())
        return status


@dataclass
class Coverage:
    """Seconds of each test, and by file and line the tests that run it."""

    seconds: dict[str, float] = field(default_factory=dict)
    by_line: dict[str, dict[int, set[str]]] = field(default_factory=dict)

    def add(self, tests: Mapping[str, Mapping[str, object]]) -> None:
        """Take in what a run of the tests noted."""
        for name, noted in tests.items():
            self.seconds[name] = float(str(noted["seconds"]))
            lines = noted["lines"]
            assert isinstance(lines, dict)
            for path, numbers in lines.items():
                of_file = self.by_line.setdefault(path, {})
                for number in numbers:
                    of_file.setdefault(number, set()).add(name)

    def chosen(self, mutant: Mutant) -> list[str]:
        """The tests that can see this mutant: of its room first, the fastest first, of the window last."""
        near = (mutant.lines, mutant.statement, mutant.function)
        # the line of a default runs when the module is imported, and matters where the body runs
        body = mutant.function[0] if mutant.function else 0
        places = [place for place in near if place is not None and place[0] >= body] if body else []
        for first, last in [*places, (1, 10**6)]:
            tests = self._running(mutant.path, first, last)
            if tests:
                break
        ordered = self._fast(tests)
        if mutant.function is None:
            short = {name for name, seconds in self.seconds.items() if seconds < SHORT}
            ordered = self._fast(set(ordered) | {name for name in short if not name.startswith(SLOW)})
        room = own_tests(mutant)
        ordered.sort(key=lambda name: not name.startswith(room))
        return self._quick_enough(ordered)

    def _quick_enough(self, ordered: list[str]) -> list[str]:
        after = accumulate(self.seconds[name] for name in ordered)
        return [name for name, seconds in zip(ordered, after, strict=True) if seconds < MOST] or ordered[:1]

    def _running(self, path: str, first: int, last: int) -> set[str]:
        of_file = self.by_line.get(path, {})
        return {name for line, names in of_file.items() if first <= line <= last for name in names}

    def _fast(self, names: set[str]) -> list[str]:
        quick = {name for name in names if not name.startswith(SLOW)} or names
        return sorted(quick, key=lambda name: (self.seconds[name], name))


def coverage_of(copy: Path, files: Iterable[str]) -> Coverage:
    """What each test runs, from what was kept; only test files that are new or changed are run again."""
    KEPT.mkdir(parents=True, exist_ok=True)
    note, kept_file = KEPT / "note.json", KEPT / "coverage.json"
    kept = json.loads(kept_file.read_text()) if kept_file.exists() else {}
    sources = _digest(path for top in _SOURCES for path in (copy / top).rglob("*.py") if not _is_test(path))
    cases = sorted((copy / "tests" / "cases").glob("*.toml"))
    stale: dict[str, str] = {}
    current: dict[str, object] = {}
    for path in sorted((copy / "tests").rglob("test_*.py")):
        name = path.relative_to(copy).as_posix()
        data = [*path.parent.glob("*.toml"), *cases]
        digest = sources + _digest([path, *data] if "tomllib" in path.read_text(encoding="utf-8") else [path])
        if kept.get(name, {}).get("digest") == digest:
            current[name] = kept[name]
        else:
            stale[name] = digest
    rooms = ":".join(str(copy / file) for file in files)
    for folder in sorted(
        {Path(name).parent.as_posix() for name in stale}, key=lambda each: (each.startswith(SLOW), each)
    ):
        names = [name for name in stale if Path(name).parent.as_posix() == folder]
        print(f"noting the lines that {len(names)} files of {folder} run ...", flush=True)
        run_tests(copy, names, **{LINES: str(note), ROOMS: rooms})
        noted = json.loads(note.read_text())
        note.unlink()
        for name in names:
            tests = {test: each for test, each in noted.items() if test.partition("::")[0] == name}
            current[name] = {"digest": stale[name], "tests": tests}
        kept_file.write_text(json.dumps(kept | current))
    run_tests(copy, ["--collect-only"])  # compiles every file once, and not for each mutant
    coverage = Coverage()
    for each in current.values():
        assert isinstance(each, dict)
        coverage.add(each["tests"])
    return coverage


def _is_test(path: Path) -> bool:
    return path.name.startswith("test_") or "mutation" in path.parts


def _digest(paths: Iterable[Path]) -> str:
    hashed = hashlib.sha256()
    for path in sorted(paths):
        hashed.update(path.name.encode() + b"\0" + path.read_bytes())
    return hashed.hexdigest()


def without_a_change(runner: Runner, coverage: Coverage) -> bool:
    """The control: True if the quickest tests of every file pass in the copy as it is."""
    by_file: dict[str, list[str]] = {}
    for name in sorted(coverage.seconds, key=lambda each: coverage.seconds[each]):
        if not name.startswith(SLOW):
            by_file.setdefault(name.partition("::")[0], []).append(name)
    return runner.status([name for names in by_file.values() for name in names[:3]], 600) == 0


def killed_by(runner: Runner, mutant: Mutant, source: bytes, coverage: Coverage) -> str:
    """What killed the mutant: "test" or "time"; "" if it survived."""
    place = runner.copy / mutant.path
    place.write_bytes(mutant.applied(source))
    # A module of the same size and second would be taken from its compiled file: the mutant would not run.
    for compiled in place.parent.glob(f"__pycache__/{place.stem}.*.pyc"):
        compiled.unlink()
    try:
        for tests in _batches(mutant, coverage.chosen(mutant)):
            status = runner.status(tests, PATIENCE + TIMES * sum(coverage.seconds[test] for test in tests))
            if status != 0:
                return "time" if status is None else "test"
        return ""
    finally:
        place.write_bytes(source)


def own_tests(mutant: Mutant) -> str:
    """The folder with the tests of the mutant's room; the store is one room with all its folders."""
    folder = mutant.path.rpartition("/")[0]
    return f"tests/{folder.partition('/')[0] if folder.startswith('db/') else folder}/"


def _batches(mutant: Mutant, tests: list[str]) -> list[list[str]]:
    """The tests of the mutant's own room first: most mutants die there, and fewer files are imported."""
    room = own_tests(mutant)
    own = [test for test in tests if test.startswith(room)]
    others = [test for test in tests if not test.startswith(room)]
    return [batch for batch in (own, others) if batch]
