"""What is put in the Lead's store: files that may count, once, and none that changed while it was read."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from db.opening import open_store
from greenpractice.keys_kept import SeenKey
from greenpractice.network.judging import Judged, brings_a_key
from greenpractice.network.keeping import HELD, Arrived, Kept, as_held, keep, to_keep
from greenpractice.network.states import Arrival, Unread
from greenpractice.network.trust import Keys
from greenpractice.returns.verdicts import Unsigned
from greenpractice.store import NewReturn, received_folder
from tests.greenpractice.network.samples import (
    KEY,
    NOW,
    OTHER_KEY,
    Q1,
    a_return,
    arrival,
    judged,
    members,
    statuses,
    unread,
)

A, B, C, D = members()


def came(code: str, data: bytes) -> Arrival:
    return replace(arrival(a_return(code)), sha256=sha256(data).hexdigest())


def kept(path: Path, found: Judged, *arrived: Arrived) -> tuple[Kept, list[str]]:
    store = open_store(path / "lead.db", write=True)
    try:
        done = keep(store, found, arrived, NOW)
        return done, [each.document.ods_code for each in store.received([Q1])]
    finally:
        store.close()


def test_a_file_that_changed_while_it_was_read_is_not_kept_and_is_named(tmp_path: Path):
    same, changed, gone = came(A, b"a"), came(B, b"b"), came(C, b"c")
    done, there = kept(
        tmp_path, judged(same, changed, gone),
        Arrived(same, lambda: b"a"), Arrived(changed, lambda: b"other"), Arrived(gone, lambda: None),
    )  # fmt: skip
    assert there == [A]
    assert done.files == {(same.file, same.sha256)}
    assert done.messages == tuple(
        f"{each.file}: the file changed while it was read; it is not kept" for each in (changed, gone)
    )


def test_every_version_that_may_count_is_kept_and_no_other_file():
    found = judged(
        arrival(a_return(A), "older.pdf"),
        arrival(a_return(A, "1300", 2), "newer.pdf"),
        arrival(a_return(A, "1300", 2), "newer2.pdf"),
        arrival(a_return(B), "one.pdf"),
        arrival(a_return(B, "1400"), "other.pdf"),
        arrival(a_return(C, period=Q1.next), "next.pdf"),
    )
    stay = {state.arrival.file for state in to_keep(found)}
    assert stay == {"older.pdf", "newer.pdf", "one.pdf", "other.pdf"}
    assert {name: status for name, status in statuses(found).items() if name in stay} == {
        "older.pdf": "replaced",
        "newer.pdf": "received",
        "one.pdf": "conflict",
        "other.pdf": "conflict",
    }


def test_of_the_same_figures_again_only_the_first_with_another_key_is_kept():
    seen = tuple(SeenKey(A, key.public_key, NOW, True, 1) for key in (KEY, OTHER_KEY))
    found = judged(
        arrival(a_return(A), "a.pdf"),
        arrival(a_return(A), "b again.pdf"),
        arrival(a_return(A), "c other key.pdf", key=OTHER_KEY),
        arrival(a_return(A), "d other key.pdf", key=OTHER_KEY),
        arrival(a_return(A), "e unsigned.pdf", sha256=None, public_key=None),
        unread("f unread.pdf", Unread("duplicate", "The data file keeps it.", A)),
        keys=seen,
    )
    assert [state.status for state in found.files] == ["received", *["duplicate"] * 5]
    assert [state.arrival.file for state in found.files if brings_a_key(found, state)] == ["c other key.pdf"]
    assert [state.arrival.file for state in to_keep(found)] == ["a.pdf", "c other key.pdf"]


def test_a_key_that_came_before_is_not_new_again():
    known = SeenKey(A, KEY.public_key, NOW, False, 1)
    keys = Keys([known]).with_new(
        [(A, KEY.public_key), (A, OTHER_KEY.public_key), (B, KEY.public_key), (A, OTHER_KEY.public_key)], NOW
    )
    assert keys.of(A) == (known, SeenKey(A, OTHER_KEY.public_key, NOW, False))
    assert keys.of(B) == (SeenKey(B, KEY.public_key, NOW, False),)


def test_only_what_the_store_keeps_itself_is_no_sending(tmp_path: Path):
    store = open_store(tmp_path / "lead.db", write=True)
    store.receive([NewReturn(a_return(A), Unsigned(), "a.pdf", b"a", False)], NOW)
    folder, mine, other = received_folder(store.path), came(A, b"a"), came(B, b"b")
    found = as_held(store, [
        Arrived(mine, lambda: b"a", folder / f"{mine.sha256}.pdf"),
        Arrived(mine, lambda: b"a", folder / "a.pdf"),
        Arrived(mine, lambda: b"a", tmp_path / f"{mine.sha256}.pdf"),
        Arrived(mine, lambda: b"a"),
        Arrived(other, lambda: b"b", folder / f"{other.sha256}.pdf"),
    ])  # fmt: skip
    store.close()
    assert found[0].arrival.found == Unread("duplicate", HELD, A)
    assert [each.arrival for each in found[1:]] == [mine, mine, mine, other]
