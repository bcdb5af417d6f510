"""Fixtures of this folder."""

from collections.abc import Iterator

import pytest

from tests.ui.summary.summary_steps import Slow
from ui.session.workspace import Workspace


@pytest.fixture
def slow(filled: Workspace) -> Iterator[Slow]:
    services = Slow()
    filled.services = services
    yield services
    services.go_on.set()
