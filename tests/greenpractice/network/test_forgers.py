"""Nothing of a forger counts before the Lead says so: `tests.long.forgers` tries far more histories."""

import random
from pathlib import Path

import pytest

from db.opening import open_store
from tests.greenpractice.network.forgers import forged_that_count


@pytest.mark.sweep
@pytest.mark.parametrize("seed", [24, 1, 2, 3, 4, 30, *range(5, 9)])  # of 24 and 30 one did, once
def test_no_figure_of_a_forger_counts_in_any_order_of_files_and_words(tmp_path: Path, seed: int):
    store = open_store(tmp_path / "lead.db", write=True)
    assert forged_that_count(store, random.Random(seed)) == []
    assert store.check() == []
    store.close()
