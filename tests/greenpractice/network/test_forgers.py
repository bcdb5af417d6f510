"""Nothing of a forger counts before the Lead says so: `tests.long.forgers` tries far more histories."""

import random
from pathlib import Path

import pytest

from db.opening import open_store
from tests.greenpractice.network.forgers import forged_that_count


@pytest.mark.parametrize("seed", [24, 30, *range(1, 9)])  # in two of them one did, once
def test_no_figure_of_a_forger_counts_in_any_order_of_files_and_words(tmp_path: Path, seed: int):
    store = open_store(tmp_path / "lead.db", write=True)
    assert forged_that_count(store, random.Random(seed)) == []
    assert store.check() == []
    store.close()
