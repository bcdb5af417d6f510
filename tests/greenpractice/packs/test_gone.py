"""Installed facts whose folder is gone are missed, and no figure becomes another one without a word."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.beside.facts_noted import packs_noted
from greenpractice.app import LocalServices
from greenpractice.carbon.footprint import load_calculator
from greenpractice.facts.in_use import SHIPPED, in_use, trying, use
from greenpractice.own_files import facts_folder, facts_record, own_file_words
from greenpractice.packs.installed import held, remove
from greenpractice.periods import day_words
from greenpractice.returns.documents import ReturnDocument
from tests.greenpractice.packs.some_packs import DAY, inhalers, installed, packed


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "mine.db"


def total(document: ReturnDocument, store: Path) -> object:
    with trying(held(store).facts):
        return load_calculator().of_return(document).total


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_folder_that_is_gone_is_missed_and_never_silently_other_figures(
    store: Path, sample_document: ReturnDocument, is_whole: bool
):
    installed(store, packed(inhalers("20")))
    with_it, data = total(sample_document, store), packed(inhalers("20"))
    if is_whole:
        shutil.rmtree(facts_folder(store))
    else:
        (facts_folder(store) / "installed.json").unlink()
    services = LocalServices()
    (said,) = services.use_facts(store)
    assert in_use() is SHIPPED
    assert ("“Inhalers” is no longer in" if is_whole else "with a key that is no longer accepted") in said
    assert "Install “Inhalers” again, or take it back. Until then the facts that the app came with" in said
    assert [each.name for each in held(store).lost] == ["Inhalers"]
    installed(store, data)
    assert services.use_facts(store) == ()
    assert total(sample_document, store) == with_it
    shutil.rmtree(facts_folder(store))
    assert remove(store) == "“Inhalers” was taken back."
    assert services.use_facts(store) == ()
    assert own_file_words(facts_record(store), store) == "the note of the facts installed for mine.db"


def test_packs_that_an_earlier_version_installed_are_missed_too(store: Path):
    installed(store, packed(inhalers("20")))
    facts_record(store).unlink()
    services = LocalServices()
    assert services.use_facts(store) == ()
    shutil.rmtree(facts_folder(store))
    assert "is no longer in" in services.use_facts(store)[0]


@pytest.fixture
def worked_with(store: Path, sample_document: ReturnDocument) -> Path:
    """A data file that was written to while a pack counted."""
    installed(store, packed(inhalers("20")))
    services = LocalServices()
    services.use_facts(store)
    opened = services.open_store(store, write=True)
    opened.record(sample_document)
    opened.close()
    use(SHIPPED)
    return store


def test_a_data_file_that_is_copied_away_alone_misses_its_facts(worked_with: Path, tmp_path: Path):
    data, services = packed(inhalers("20")), LocalServices()
    alone = tmp_path / "usb" / "mine.db"
    alone.parent.mkdir()
    shutil.copy(worked_with, alone)
    for _ in range(2):  # opened and looked at, it misses them until somebody says what is to be
        (said,) = services.use_facts(alone)
        assert in_use() is SHIPPED
        assert f"“Inhalers” is no longer in {facts_folder(alone)}." in said
        assert "Install “Inhalers” again, or take it back" in said
        services.open_store(alone, write=True).close()
    assert packs_noted(alone) == packs_noted(worked_with) != {}
    installed(alone, data)
    assert services.use_facts(alone) == ()
    assert len(in_use().packs) == 1


@pytest.mark.parametrize("others", ["none any more", "its own"])
def test_it_misses_them_in_a_folder_that_has_facts_of_another_too(
    worked_with: Path, tmp_path: Path, others: str
):
    services, there = LocalServices(), tmp_path / "theirs" / worked_with.name
    there.parent.mkdir()
    installed(there, packed(inhalers("30")))
    if others == "none any more":
        remove(there)
    shutil.copy(worked_with, there)
    for _ in range(2):
        (said,) = services.use_facts(there)
        assert "Install “Inhalers” again, or take it back" in said
        services.open_store(there, write=True).close()
        assert packs_noted(worked_with).items() <= packs_noted(there).items()
    remove(there)
    assert services.use_facts(there) == ()
    services.open_store(there, write=True).close()
    shutil.copy(worked_with, there)  # as a backup of before is: it was said what is to be
    assert services.use_facts(there) == ()


def test_what_was_taken_back_is_missed_no_more(worked_with: Path, tmp_path: Path):
    services = LocalServices()
    assert remove(worked_with) == f"“Inhalers” of {day_words(DAY)} was taken back."
    assert services.use_facts(worked_with) == ()
    services.open_store(worked_with, write=True).close()
    assert packs_noted(worked_with) == {}
    alone = tmp_path / "alone.db"
    shutil.copy(worked_with, alone)
    assert services.use_facts(alone) == ()
    assert services.open_store(alone, write=True).check() == []


def test_a_note_that_was_changed_by_hand_says_nothing_and_is_damage(worked_with: Path):
    with closing(sqlite3.connect(worked_with)) as changed:
        changed.execute("UPDATE meta SET value = '5b5d' WHERE key = 'facts'")
        changed.commit()
    assert packs_noted(worked_with) == {}
    assert packs_noted(worked_with.with_name("none.db")) == {}


def test_where_nothing_can_be_noted_beside_it_is_told_all_the_same(worked_with: Path, tmp_path: Path):
    alone = tmp_path / "usb" / "mine.db"
    alone.parent.mkdir()
    shutil.copy(worked_with, alone)
    facts_record(alone).mkdir()  # in the place of the note
    (said,) = LocalServices().use_facts(alone)
    assert "“Inhalers” is no longer in" in said
