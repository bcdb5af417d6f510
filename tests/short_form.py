"""The short form of the tests: of a sweep every fourth case; `--every-case`, or a name, runs them all.

A sweep does the same on every section, page, field or product, or with every seed, and is marked so. Most
cases take a window or a store of their own, and all of them together half the work of all tests; the long run
`sweeps` tries every case.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

import pytest

Case = TypeVar("Case")
ONE_OF = 4  # cases of which one is in the short form


def add_option(parser: pytest.Parser) -> None:
    """`--every-case` runs all that there are."""
    parser.addoption("--every-case", action="store_true", help="all cases of the sweeps, not every fourth")


def wants_every_case(config: pytest.Config) -> bool:
    """True where all were asked for, or tests by name."""
    return bool(config.getoption("--every-case")) or any("::" in word for word in config.args)


def left_out(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The cases that the short form leaves out.

    It goes through them as over the squares of a board, so that of pages in three sizes each page and each
    size has its turn.
    """
    cases: defaultdict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if item.get_closest_marker("sweep") is not None:
            cases[item.nodeid.partition("[")[0]].append(item)
    return [
        item for several in cases.values() for number, item in enumerate(several) if not _has_a_turn(number)
    ]


def some(cases: Iterable[Case], config: pytest.Config) -> list[Case]:
    """Of a sweep that goes through its cases in one window, those that are tried."""
    every = wants_every_case(config)
    return [case for number, case in enumerate(cases) if every or _has_a_turn(number)]


def _has_a_turn(number: int) -> bool:
    return (number + number // ONE_OF) % ONE_OF == 0
