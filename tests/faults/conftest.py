"""What is killed, cut or fails while it is written to a disk is tried on one."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder on a disk, where the other tests may have theirs in memory."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield Path(folder)
