"""Python's search for cycles rests while many values are made, and is then as it was."""

import gc

import pytest

from greenpractice.prescribing.collecting import no_collecting


@pytest.mark.parametrize("enabled", [True, False])
def test_the_search_rests_and_is_then_as_it_was(enabled: bool):
    was = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with no_collecting():
            assert not gc.isenabled()
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was else gc.disable)()
