"""Installed facts whose folder is gone are missed, and no figure becomes another one without a word."""

import shutil
from pathlib import Path

import pytest

from greenpractice.app import LocalServices
from greenpractice.carbon.footprint import load_calculator
from greenpractice.facts.in_use import SHIPPED, in_use, trying
from greenpractice.own_files import facts_folder, facts_record, own_file_words
from greenpractice.packs.installed import held, remove
from greenpractice.returns.documents import ReturnDocument
from tests.greenpractice.packs.some_packs import inhalers, installed, packed


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
