"""The facts that count move with the data: without them the same figures would be other kg."""

from pathlib import Path

import pytest

from greenpractice.app import LocalServices
from greenpractice.command_line import options
from greenpractice.own_files import facts_folder
from greenpractice.packs.installed import held
from tests.db.helpers import session
from tests.greenpractice.packs.some_packs import KG, inhalers, installed, packed, shipped


def run(*command: object) -> int:
    return options.run([str(each) for each in command], LocalServices())


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old" / "greenpractice.db"
    session(path, "1", "2")
    return path


def test_packs_and_accepted_keys_are_on_the_new_computer(
    old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file, new = tmp_path / "all.greenpractice-move", tmp_path / "new" / "greenpractice.db"
    installed(old, packed(inhalers("20")))
    assert run("move-to", file, "--store", old) == 0
    assert "your data, your key and the facts you installed" in capsys.readouterr().err
    assert run("move-from", file, "--store", new) == 0
    assert held(new).facts.digests == held(old).facts.digests
    assert held(new).keys == held(old).keys
    assert run("move-from", file, "--store", new) == 0
    assert not list(new.parent.glob("*.before-move-*"))


def test_other_facts_that_were_there_are_put_aside(
    old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file, new = tmp_path / "all.greenpractice-move", tmp_path / "new" / "greenpractice.db"
    assert run("move-to", file, "--store", old) == 0
    assert run("move-from", file, "--store", new) == 0
    installed(new, packed(shipped(KG)))
    before = {each.name: each.read_bytes() for each in facts_folder(new).iterdir()}
    for _ in range(2):
        assert run("move-from", file, "--store", new) == 0
        assert held(new).packs == ()
        assert held(new).told == ()
    assert "The facts that were installed here are now in" in capsys.readouterr().err
    (aside,) = new.parent.glob("*-facts.before-move-*")
    assert {each.name: each.read_bytes() for each in aside.iterdir()} == before
