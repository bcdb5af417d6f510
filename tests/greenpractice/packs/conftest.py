"""Whatever a test lets count, the next one begins with the shipped facts."""

from collections.abc import Iterator

import pytest

from greenpractice.facts import in_use


@pytest.fixture(autouse=True)
def shipped_facts() -> Iterator[None]:
    yield
    in_use.use(in_use.SHIPPED)
