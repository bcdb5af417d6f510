"""The changes that a run of mutants makes: which there are, what is left alone, and which do not count."""

from tests.mutation.choosing import CHECKOUT, Coverage, own_tests
from tests.mutation.mutants import in_files, mutants_of
from tests.mutation.run import OTHERS, ROOMS, drawn, equivalent, files_of

SOURCE = b'''"""Words."""
from somewhere import FOOTPRINT, PLUS

__all__ = ["count"]
Scope = Literal["1", "2"]


@dataclass(frozen=True)
class Thing:
    """Words."""

    name: str = "a few words"


def count(items: list[int], most: int = 3) -> bool:
    """Words."""
    items.append(1)
    return not items and len(items) < most
'''


def changes(source: bytes) -> set[str]:
    return {mutant.change for mutant in mutants_of("a.py", source)}


def test_each_kind_of_change_is_made_and_words_types_and_decorators_are_left_alone():
    assert changes(SOURCE) == {
        "3 -> 4",
        "items.append(1) -> pass",
        "1 -> 2",
        "not items and len(items) < most -> not (not items and len(items) < most)",
        "and -> or",
        "not items -> (items)",
        "< -> <=",
        "< -> >",
    }


def test_a_scope_and_a_boundary_become_another_one():
    assert changes(b'line("3", FOOTPRINT)') >= {'"3" -> "1"', 'FOOTPRINT -> "carbon_footprint_plus"'}


def test_a_change_is_made_at_its_place_only():
    source = "words = 'é' if first[0] else None\n".encode()
    made = {mutant.change: mutant.applied(source).decode() for mutant in mutants_of("a.py", source)}
    assert made["0 -> -1"] == "words = 'é' if first[-1] else None\n"
    swapped = made["'é' if first[0] else None -> (None if first[0] else 'é')"]
    assert swapped == "words = (None if first[0] else 'é')\n"


def test_what_is_called_equivalent_is_there_and_is_not_drawn():
    files = files_of((*ROOMS, *OTHERS))
    sources = {file: (CHECKOUT / file).read_bytes() for file in {file for file, _, _ in equivalent()}}
    mutants = list(in_files(sorted(sources), sources))
    assert set(sources) <= set(files)
    assert equivalent() <= {(mutant.path, mutant.text, mutant.change) for mutant in mutants}
    left = drawn(mutants, len(mutants), seed=1)
    assert not equivalent() & {(mutant.path, mutant.text, mutant.change) for mutant in left}
    assert drawn(mutants, 20, seed=1) == left[:20]


def test_a_sample_stays_as_it_was_where_other_lines_change():
    source = b"".join(b"a%d = %d\n" % (number, number) for number in range(40))
    before = drawn(list(mutants_of("db/a.py", source)), 30, seed=1)
    after = drawn(list(mutants_of("db/a.py", b"first = 7\n" + source)), 31, seed=1)
    told = [(each.text, each.change) for each in after]
    assert len({(each.text, each.change) for each in before} & set(told)) >= 29


def test_a_default_is_tried_on_the_tests_that_run_the_body_and_not_on_the_first_to_import_it():
    source = b"def most(of: int = 3) -> int:\n    return of\n"
    (mutant,) = (each for each in mutants_of("db/a.py", source) if each.change == "3 -> 4")
    coverage = Coverage()
    for name, line in (("tests/a.py::imports", 1), ("tests/a.py::calls", 2)):
        coverage.add({name: {"seconds": 0.01, "lines": {"db/a.py": [line]}}})
    assert coverage.chosen(mutant) == ["tests/a.py::calls"]


def test_the_store_is_one_room_with_all_its_folders():
    rooms = {
        "db/a.py": "tests/db/",
        "db/lead/a.py": "tests/db/",
        "greenpractice/a.py": "tests/greenpractice/",
        "greenpractice/network/a.py": "tests/greenpractice/network/",
    }
    assert {path: own_tests(mutants_of(path, b"a = 1")[0]) for path in rooms} == rooms
