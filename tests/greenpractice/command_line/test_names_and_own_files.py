"""A file is the same however its name is spelled, and what the data file keeps is no new sending."""

import shutil
import zipfile
from pathlib import Path
from unicodedata import normalize

import pytest

from greenpractice.command_line.options import fill_in, parser
from tests.greenpractice.command_line.lead_runs import GENUINE, MINE, Run, states
from tests.greenpractice.network.samples import OTHER_KEY, Q2, a_return, members, pdf

A, B, C, D = members()
COMPOSED, APART = (normalize(form, "santé à tous") for form in ("NFC", "NFD"))


@pytest.mark.parametrize(("given", "said"), [(COMPOSED, APART), (APART, COMPOSED), (APART, APART)])
def test_a_name_is_the_same_in_each_spelling_of_its_letters(collate: Run, given: str, said: str):
    collate(old=pdf(GENUINE))
    done, found, _ = collate(**{given: pdf(a_return(A, "1500", 1), OTHER_KEY)})
    assert (done, states(found)) == (1, {COMPOSED: "fork"})
    done, found, err = collate("--use", f"./in/{said}.pdf")
    assert (done, f"{COMPOSED}.pdf: is used from now on" in err) == (0, True)
    for word, more, done in (("--reject", ("--why", "no"), "rejected"), ("--take-back", (), "no longer")):
        _, _, err = collate(word, f"{said}.pdf", *more)
        assert f"{COMPOSED}.pdf: is {done}" in err
    again = pdf(a_return(A, "1500", 1), OTHER_KEY)
    assert states(collate(**{said: again})[1]) == {COMPOSED: "fork"}  # one, asked about as before


def test_a_file_in_a_zip_does_not_take_the_name_of_one_that_came_before(collate: Run, tmp_path: Path):
    collate(old=pdf(GENUINE))
    collate(new=pdf(a_return(A, "1500", 1), OTHER_KEY))
    packed = tmp_path / "more.zip"
    with zipfile.ZipFile(packed, "w") as writing:
        writing.writestr("new.pdf", pdf(a_return(A, "99999", 1), MINE))
    done, _, err = collate(str(packed), "--use", "new.pdf")
    assert (done, "2 files of this name were received" in err) == (1, True)
    done, _, err = collate("--use", "more.zip/new.pdf")
    assert "more.zip/new.pdf: is used from now on" in err


def test_two_files_whose_names_look_the_same_are_two(collate: Run, tmp_path: Path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in ((COMPOSED, pdf(a_return(B))), (APART, pdf(a_return(C)))):
        (folder / f"{name}.pdf").write_bytes(data)
    if len(list(folder.iterdir())) < 2:
        pytest.skip("these are one name here")
    _, found, _ = collate(str(folder))
    names = [each["file"] for each in found["files"]]
    assert len(set(names)) == 2
    assert found["received"] == [B, C]


def test_a_name_with_what_cannot_be_shown_is_found_as_it_is_typed(collate: Run):
    collate(old=pdf(GENUINE))
    collate(**{"a\u202eb": pdf(a_return(A, "1500", 3), MINE)})
    done, _, err = collate("--reject", "a\u202eb.pdf", "--why", "nobody sent it")
    assert (done, "is rejected" in err) == (0, True)


def test_what_the_data_file_keeps_is_known_as_that_in_any_folder_around_it(collate: Run, tmp_path: Path):
    collate(q2=pdf(a_return(A, period=Q2)), period=Q2)
    collate(one=pdf(GENUINE), b=pdf(a_return(B)))
    collate("--reject", "b.pdf", "--why", "the wrong one")
    kept = sorted((tmp_path / "lead-received").iterdir())
    assert len(kept) == 3
    done, found, _ = collate(str(tmp_path))
    mine = [each for each in found["files"] if "lead-received" in each["file"]]
    assert [each["status"] for each in mine] == ["duplicate"] * 3
    assert all("the data file keeps" in each["why"] and each["practice"] in (A, B) for each in mine)
    states_of_others = {each["file"].rsplit("/", 1)[-1]: each["status"] for each in found["files"]}
    assert (states_of_others["one.pdf"], states_of_others["q2.pdf"]) == ("duplicate", "other_quarter")
    assert found["received"] == [A]
    done, found, _ = collate(str(tmp_path / "lead-received"))
    assert (done, found["received"]) == (0, [A])


def test_a_file_put_there_or_changed_there_is_read_like_any_other(collate: Run, tmp_path: Path):
    collate(one=pdf(GENUINE))
    folder = tmp_path / "lead-received"
    (kept,) = folder.iterdir()
    (folder / "forged.pdf").write_bytes(pdf(a_return(A, "99999", 3), MINE))
    shutil.copy(kept, folder / "copy.pdf")
    kept.write_bytes(pdf(a_return(A, "99999", 4), MINE))
    done, found, _ = collate(str(folder))
    assert done == 1
    assert states(found) == {kept.stem: "new_key", "forged": "new_key", "copy": "duplicate"}


def test_every_list_of_files_is_filled_in_where_no_shell_does(tmp_path: Path):
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_bytes(b"")
    pattern = str(tmp_path / "*.json")
    collate = ["collate", pattern, "--pcn", "U00147", "--period", "2025-26-Q1"]
    for command in (["record", pattern], ["import", "--all", pattern], collate):
        asked = parser().parse_args(command)
        fill_in(asked)
        given = getattr(asked, "paths", None) or asked.files
        assert given == [tmp_path / "a.json", tmp_path / "b.json"]
