"""What is installed beside data counts as long as it is what its maker signed, and never anything else."""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenpractice.app import LocalServices
from greenpractice.carbon.footprint import load_calculator
from greenpractice.errors import UserError
from greenpractice.facts import sources
from greenpractice.facts.in_use import SHIPPED, Facts, in_use, trying
from greenpractice.facts.plan import load_plan
from greenpractice.facts.sources import shipped_day
from greenpractice.facts.tables_reading import table_names
from greenpractice.own_files import facts_folder, own_file_words
from greenpractice.packs.installed import KeyNotAccepted, forget_key, held, install, remove
from greenpractice.packs.note import MakerKey, Note, read_note, write_note
from greenpractice.packs.pack_file import read_pack
from greenpractice.periods import day_words
from greenpractice.returns.documents import ReturnDocument
from tests.greenpractice.packs.some_packs import (
    DAY,
    KEY,
    KG,
    OTHER_KEY,
    READ_OUT,
    TODAY,
    VENTOLIN,
    inhalers,
    installed,
    packed,
    shipped,
    written,
)

LATER = DAY + timedelta(1)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "mine.db"


def refused(store: Path, data: bytes, read_out: str = READ_OUT) -> str:
    before = everything(store)
    path = written(store.parent, data)
    with pytest.raises(UserError) as caught:
        install(store, path, TODAY, read_out)
    assert everything(store) == before
    assert str(caught.value).startswith("new.gppack")
    return str(caught.value)


def everything(store: Path) -> dict[str, bytes]:
    """Every file that is installed."""
    return {each.name: each.read_bytes() for each in sorted(facts_folder(store).glob("*"))}


def pack_files(store: Path) -> list[Path]:
    return sorted(facts_folder(store).glob("*.gppack"))


def total(document: ReturnDocument, store: Path) -> object:
    with trying(held(store).facts):
        return load_calculator().of_return(document).total


def test_a_pack_counts_once_it_is_installed_and_is_taken_back_in_one_step(
    store: Path, sample_document: ReturnDocument
):
    before = total(sample_document, store)
    assert "is installed. It holds inhalers." in installed(store, packed(inhalers("20")))
    assert total(sample_document, store) != before
    assert installed(store, packed(inhalers("20"))) == "“Inhalers” is installed already. Nothing was changed."
    remove(store)
    assert total(sample_document, store) == before
    assert held(store).packs == ()
    with pytest.raises(UserError, match="No pack is installed"):
        remove(store)


subsets = st.lists(st.sampled_from(table_names()), min_size=1, unique=True)


@settings(max_examples=10)
@given(subsets)
def test_shipped_tables_in_a_pack_change_no_figure(names: list[str]):
    with trying(Facts((read_pack(packed(shipped(*names)), "x"),))):
        packed_one = load_calculator()
        plan, directory = load_plan(), [*packed_one.inhalers.products]
    with trying(SHIPPED):
        calculator = load_calculator()
        assert plan == load_plan()
        assert directory == [*calculator.inhalers.products]
    for year in range(2019, 2031):
        assert packed_one.factors.of_year(year).every == calculator.factors.of_year(year).every
    for product in calculator.inhalers.products:
        for day in (date(2020, 1, 1), DAY):
            code = product.bnf_code
            assert packed_one.inhalers.indicative(code, day) == calculator.inhalers.indicative(code, day)


def test_a_pack_of_several_subjects_says_each_of_them(store: Path):
    several = inhalers("20") | shipped("plan/actions.toml")
    assert "It holds inhalers and the Green Plan." in installed(store, packed(several))


def test_the_order_of_packs_is_by_the_day_they_are_signed_for(store: Path, sample_document: ReturnDocument):
    plan = {"plan/targets.toml": shipped("plan/targets.toml")["plan/targets.toml"].replace("0.25", "0.2")}
    packs = [packed(inhalers("20")), packed(plan, LATER), packed(shipped("practices/pcns.csv"), DAY)]
    seen = set()
    for number, order in enumerate(permutations(packs)):
        other = store.with_name(f"{number}.db")
        for data in order:
            installed(other, data)
        for age, file in enumerate(pack_files(other)):  # what the disk says of a file decides nothing
            os.utime(file, (10**9 + age * number, 10**9 - age))
            if number % 2:
                file.rename(file.with_name(f"{age}.gppack"))
        found = held(other)
        assert found.problem == ""
        seen.add((found.facts.digests, total(sample_document, other)))
    assert len(seen) == 1


def test_a_later_pack_is_over_an_earlier_one_and_gives_it_back(store: Path, sample_document: ReturnDocument):
    installed(store, packed(inhalers("20")))
    first = total(sample_document, store)
    installed(store, packed(inhalers("30"), LATER))
    assert total(sample_document, store) != first
    remove(store)
    assert total(sample_document, store) == first


def test_an_older_pack_is_refused_with_file_table_and_key(store: Path):
    installed(store, packed(inhalers("20"), LATER, name="The newer one"))
    said = refused(store, packed(inhalers("30")))
    for part in (
        KG,
        "The newer one",
        day_words(LATER),
        day_words(DAY),
        "older than what it would replace",
        READ_OUT,
    ):
        assert part in said
    shipped_on = shipped_day("inhalers")
    said = refused(store, packed(inhalers("30"), shipped_on - timedelta(1)))
    assert "the app came with facts of" in said
    assert READ_OUT in said


def test_a_pack_of_the_day_of_the_shipped_facts_is_not_older(store: Path):
    assert installed(store, packed(inhalers("20"), shipped_day("inhalers")))


def test_a_pack_of_a_day_that_has_not_come_is_refused_and_one_that_is_installed_stays(store: Path):
    said = refused(store, packed(inhalers("20"), TODAY + timedelta(1)))
    assert f"day: it is of {day_words(TODAY + timedelta(1))}, and today is {day_words(TODAY)}" in said
    assert "Set the clock" in said
    path = written(store.parent, packed(inhalers("20"), TODAY))
    install(store, path, TODAY, READ_OUT)
    assert held(store).told == ()  # whatever the clock says by now
    assert "installed already" in install(store, path, DAY, READ_OUT)


def test_two_packs_of_one_day_with_the_same_table_are_refused(store: Path):
    installed(store, packed(inhalers("20"), name="One"))
    said = refused(store, packed(inhalers("30"), name="Two"))
    assert "“One”" in said
    assert f"both are of {day_words(DAY)}" in said
    assert "take that one back first" in said


def test_a_file_that_nobody_installed_does_not_count_and_the_others_do(
    store: Path, sample_document: ReturnDocument
):
    installed(store, packed(inhalers("20")))
    before = total(sample_document, store)
    for name, data in (("b.gppack", packed(inhalers("30"), LATER)), ("a.GPPACK", b"no pack")):
        file = facts_folder(store) / name
        file.write_bytes(data)
        (said,) = held(store).told
        assert f"{name} in {file.parent} was never installed" in said
        assert total(sample_document, store) == before
        assert remove(store, name) == f"{name} was taken away."
    assert held(store).told == ()


def test_files_that_nobody_installed_are_told_by_name_wherever_the_folder_has_them(store: Path):
    installed(store, packed(inhalers("20")))
    names = ["e.gppack", "b.gppack", "d.gppack", "a.gppack", "c.gppack"]
    for name in names:
        (facts_folder(store) / name).write_bytes(b"no pack")
    assert [each.name for each in held(store).stray] == sorted(names)


def test_two_packs_of_one_day_never_both_count(store: Path):
    one, two = packed(inhalers("20"), name="One"), packed(inhalers("30"), name="Two")
    installed(store, one)
    folder = facts_folder(store)
    note = read_note(store)
    assert note is not None
    pack = read_pack(two, "x")
    write_note(store, Note(note.keys, {**note.packs, pack.digest: pack.name}))
    (folder / "two.gppack").write_bytes(two)
    found = held(store)
    assert found.facts is SHIPPED
    assert "take one of them back" in found.problem
    remove(store, "Two")
    assert held(store).problem == ""


def test_a_key_is_accepted_once_and_by_its_fingerprint(store: Path):
    path = written(store.parent, packed(inhalers("20")))
    for read_out in ("", "0000 0000 0000 0000 0000 0000", READ_OUT[:-1], "everything"):
        with pytest.raises(KeyNotAccepted, match=READ_OUT):
            install(store, path, TODAY, read_out)
    assert not facts_folder(store).exists()
    install(store, path, TODAY, READ_OUT.upper().replace(" ", "-"))
    assert install(store, written(store.parent, packed(inhalers("30"), LATER)), TODAY)
    (key,) = held(store).keys
    assert (key.public_key, key.maker, key.accepted) == (KEY.public_key, "The ICB", TODAY)
    with pytest.raises(KeyNotAccepted):
        install(store, written(store.parent, packed(inhalers("1"), LATER, OTHER_KEY)), TODAY)
    with pytest.raises(UserError, match="Take back what it signed first"):
        forget_key(store, READ_OUT)
    remove(store)
    remove(store)
    assert "no longer accepted" in forget_key(store, READ_OUT)
    with pytest.raises(UserError, match="No key"):
        forget_key(store, READ_OUT)
    assert held(store).keys == ()


def test_a_name_that_is_like_an_accepted_one_is_another_key(store: Path):
    installed(store, packed(inhalers("20")))
    with pytest.raises(KeyNotAccepted, match="It says that The ICB made it"):
        install(store, written(store.parent, packed(inhalers("1"), LATER, OTHER_KEY)), TODAY)


def spoilt(data: bytes) -> Iterator[bytes]:
    """A file with a byte changed, cut, or grown, in each part of it."""
    for place in range(0, len(data), max(1, len(data) // 40)):
        yield data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        yield data[:place]
    yield data + b"\n"


def test_a_byte_changed_on_disk_lets_the_shipped_facts_count(store: Path, sample_document: ReturnDocument):
    before = total(sample_document, store)
    data = packed(inhalers("20"))
    installed(store, data)
    (file,) = pack_files(store)
    services = LocalServices()
    for spoiled in spoilt(data):
        file.write_bytes(spoiled)
        (said,) = services.use_facts(store)
        assert in_use() is SHIPPED
        assert "the facts that the app came with count" in said
        assert "Install “Inhalers” again, or take it back" in said
        assert load_calculator().of_return(sample_document).total == before
    assert "is installed" in installed(store, data)  # and a good copy puts it right
    assert services.use_facts(store) == ()
    assert total(sample_document, store) != before


def test_what_is_damaged_or_gone_can_be_taken_back(store: Path):
    for spoil in (lambda file: file.write_bytes(b"nothing"), Path.unlink):
        installed(store, packed(inhalers("20")))
        (file,) = pack_files(store)
        spoil(file)
        found = held(store)
        assert found.facts is SHIPPED
        assert "Install “Inhalers” again, or take it back" in found.problem
        assert remove(store) == "“Inhalers” was taken back."
        assert held(store).told == ()
        assert pack_files(store) == []


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"[]",
        b"{}",
        b'{"keys":[{}],"packs":[]}',
        b'{"keys":7,"packs":[]}',
        b'{"keys":[],"packs":{"a":1}}',
        b'{"keys":[{"public_key":7,"maker":"x","accepted":"2030-01-01"}],"packs":[]}',
        b'{"keys":[{"public_key":"","maker":"x","accepted":7}],"packs":[]}',
        b"[" * 9999,
    ],
    ids=range(9),
)
def test_where_it_cannot_be_read_what_was_installed_nothing_is(store: Path, note: bytes):
    installed(store, packed(inhalers("20")))
    (facts_folder(store) / "installed.json").write_bytes(note)
    found = held(store)
    assert found.facts is SHIPPED
    assert "installed.json cannot be read" in found.problem
    installed(store, packed(inhalers("20")))
    assert held(store).told == ()


def test_a_key_that_is_accepted_no_more_decides_nothing(store: Path):
    installed(store, packed(inhalers("20")))
    note = read_note(store)
    assert note is not None
    write_note(store, Note((MakerKey(OTHER_KEY.public_key, "The ICB", TODAY),), note.packs))
    assert held(store).facts is SHIPPED
    assert "signed with a key that is no longer accepted" in held(store).problem
    installed(store, packed(inhalers("20")))
    assert held(store).told == ()


def test_what_cannot_be_looked_at_lets_the_shipped_facts_count(store: Path, monkeypatch: pytest.MonkeyPatch):
    installed(store, packed(inhalers("20")))

    def refuse(_self: Path) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    found = held(store)
    assert found.facts is SHIPPED
    assert "permission denied" in found.problem


def test_a_pack_that_cannot_be_noted_leaves_nothing_behind(store: Path, monkeypatch: pytest.MonkeyPatch):
    installed(store, packed(shipped("plan/targets.toml"), name="Plan"))
    path, before = written(store.parent, packed(inhalers("30"))), everything(store)

    def refuse(*_: object) -> None:
        raise UserError("There is not enough space")

    monkeypatch.setattr("greenpractice.packs.installed.write_note", refuse)
    with pytest.raises(UserError, match="not enough space"):
        install(store, path, TODAY, READ_OUT)
    assert everything(store) == before
    assert held(store).told == ()


def test_a_newer_app_lets_an_older_pack_count_no_more(store: Path, monkeypatch: pytest.MonkeyPatch):
    installed(store, packed(inhalers("20")))
    monkeypatch.setattr("greenpractice.packs.installed.shipped_day", lambda _folder: LATER)
    found = held(store)
    assert (found.facts, found.problem) == (SHIPPED, "")
    assert "does not count any more" in found.told[0]
    remove(store)
    assert held(store).told == ()


def test_a_pack_that_no_longer_fits_the_app_lets_the_shipped_facts_count(
    store: Path, monkeypatch: pytest.MonkeyPatch
):
    installed(store, packed(inhalers("20"), name="Of long ago"))
    monkeypatch.setattr("greenpractice.facts.inhaler_values.KG_COLUMNS", ("factor_set", "colour"))
    found = held(store)
    assert found.facts is SHIPPED
    assert found.problem.startswith(
        "“Of long ago” does not fit this version of the app: inhalers/kg.csv: header"
    )


def test_a_pack_that_another_needs_is_taken_back_after_it(store: Path):
    name = "inhalers/sources.toml"
    mine = '\n[mine]\ntitle = "A"\npublisher = "B"\ndate = 2030-01-01\nlicence = "C"\nfind = "D"\n'
    installed(store, packed({name: shipped(name)[name] + mine}, name="Sources"))
    row = f"mdpi_2022,{VENTOLIN},,2030-01-01,,,9,published,mine,\n"
    installed(store, packed({KG: shipped(KG)[KG] + row}, LATER, name="Values"))
    with pytest.raises(UserError, match=r"“Sources” cannot be taken back alone.*inhalers/kg\.csv"):
        remove(store, "Sources")
    remove(store, "Values")
    remove(store, "Sources")


def test_packs_belong_to_their_data_file(store: Path):
    installed(store, packed(inhalers("20")))
    assert held(store.with_name("other.db")).packs == ()
    assert "the folder of installed facts of mine.db" in own_file_words(pack_files(store)[0], store)
    if os.name != "nt":
        assert {each.stat().st_mode & 0o077 for each in facts_folder(store).iterdir()} == {0}


def test_every_shipped_folder_of_facts_says_of_when_it_is():
    days = {
        folder: shipped_day(folder) for folder in ("factors", "indicators", "inhalers", "plan", "practices")
    }
    assert all(date(2020, 1, 1) < day < DAY for day in days.values()), days
    assert list(sources._days_in("2019, published August 2020")) == [date(2019, 1, 1), date(2020, 8, 1)]
    assert list(sources._days_in("date not stated")) == []
