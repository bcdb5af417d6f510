"""What the Lead says of a return: noted of each file that has it, and told as it is."""

from pathlib import Path

import pytest

from db.opening import open_store
from greenpractice.store import NewReturn
from greenpractice.tasks.lead_decisions import reject, take_back
from tests.greenpractice.network.samples import KEY, NOW, OTHER_KEY, Q1, a_return, arrival, members

A, B, C, D = members()


@pytest.mark.parametrize("file", ["x.pdf", "y.pdf"])
def test_a_return_is_rejected_and_taken_back_in_every_file_that_has_it(tmp_path: Path, file: str):
    store = open_store(tmp_path / "lead.db", write=True)
    sent = {
        "x.pdf": arrival(a_return(A), "x.pdf"),
        "y.pdf": arrival(a_return(A), "y.pdf"),
        "other figures.pdf": arrival(a_return(A, "9")),
        "other key.pdf": arrival(a_return(A), key=OTHER_KEY),
        "other practice.pdf": arrival(a_return(B), key=KEY),
    }
    came = [(name, each.found) for name, each in sent.items()]
    store.receive(
        [NewReturn(found.document, found.verdict, name, name.encode(), False) for name, found in came], NOW
    )

    def rejected() -> set[str]:
        return {each.file for each in store.received([Q1]) if each.rejected}

    (one,) = (each for each in store.received([Q1]) if each.file == file)
    assert reject(store, one, "no") == f"{file}: is rejected"
    assert rejected() == {"x.pdf", "y.pdf"}
    assert take_back(store, one) == f"{file}: is no longer rejected"
    assert rejected() == set()
    store.close()
