"""A plugin of pytest for runs of mutants: notes which lines each test runs, or runs chosen tests in order."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import coverage
import pytest
from hypothesis import settings

CHOSEN, LINES, ROOMS = "MUTATION_CHOSEN", "MUTATION_LINES", "MUTATION_ROOMS"
EXAMPLES = 15

_note: Path | None = Path(os.environ[LINES]) if LINES in os.environ else None
_covering: coverage.Coverage | None = None
if _note is not None:
    _covering = coverage.Coverage(data_file=None, config_file=False, include=os.environ[ROOMS].split(":"))
    _covering.start()
_seconds: dict[str, float] = {}
_failed: set[str] = set()


def pytest_collection() -> None:
    """Few examples, the same each time: a mutant must not live or die by chance."""
    settings.register_profile(
        "mutation", settings.get_profile("greenpractice"), derandomize=True, max_examples=EXAMPLES
    )
    settings.load_profile("mutation")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Only the chosen tests, in the order they were chosen in."""
    if CHOSEN not in os.environ:
        return
    chosen = json.loads(Path(os.environ[CHOSEN]).read_text())
    found = {item.nodeid: item for item in items}
    items[:] = [found[name] for name in chosen if name in found]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """All lines from here on are this test's, those of its fixtures too."""
    if _covering is not None:
        _forget()
        _covering.switch_context(item.nodeid)
    before = _worked()
    try:
        return (yield)
    finally:
        _seconds[item.nodeid] = _worked() - before


def _worked() -> float:
    """Seconds of processor time, those of ended processes too: the clock would count what else runs here."""
    return sum(os.times()[:4])


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.outcome != "passed":
        _failed.add(report.nodeid)


def pytest_sessionfinish() -> None:
    """Write each test's seconds, and by file the lines it ran."""
    if _covering is None or _note is None:
        return
    _covering.stop()
    data = _covering.get_data()
    ran: dict[str, dict[str, list[int]]] = {name: {} for name in _seconds if name not in _failed}
    for file in sorted(data.measured_files()):
        path = Path(file).relative_to(Path.cwd()).as_posix()
        for line, contexts in data.contexts_by_lineno(file).items():
            for name in contexts:
                if name in ran:
                    ran[name].setdefault(path, []).append(line)
    tests = {name: {"seconds": _seconds[name], "lines": lines} for name, lines in ran.items()}
    _note.write_text(json.dumps(tests))


def _forget() -> None:
    """Empty the caches of the domain, lest a line belongs to the first test only that ran it."""
    from greenpractice.facts.in_use import in_use, of_facts  # once the lines are being noted

    for name, module in list(sys.modules.items()):
        if name.startswith(("greenpractice.", "db.")) and not name.startswith("greenpractice.facts"):
            for value in list(vars(module).values()):
                clear = getattr(value, "cache_clear", None)
                if clear is not None and getattr(value, "__module__", name) == name:
                    clear()
    for kept in [each for each in in_use().kept if isinstance(each, of_facts)]:
        if not kept.function.__module__.startswith("greenpractice.facts"):
            del in_use().kept[kept]
