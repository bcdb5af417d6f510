"""Which facts count is one state of the program, and nothing that was worked out of others outlives it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

import pytest

from greenpractice.facts import in_use
from greenpractice.facts.factors import load_factors
from greenpractice.facts.in_use import SHIPPED, Facts, of_facts, remembered, trying, use
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.facts.tables_reading import resource_text
from greenpractice.packs.pack_file import read_pack
from greenpractice.prescribing import naming, products
from greenpractice.processes import start
from tests.greenpractice.packs.some_packs import DAY, VENTOLIN, inhalers, packed, shipped

ROOT = Path(__file__).parents[3]
PACK = read_pack(packed(inhalers("20")), "x")
NAME = "Ventolin Evohaler that is called otherwise"
OWN_CACHES = (  # of what is no table of facts
    "greenpractice/facts/sources.py: shipped_day", "greenpractice/facts/tables_reading.py: table_names",
)  # fmt: skip


@pytest.fixture(autouse=True)
def shipped_facts() -> Iterator[None]:
    yield
    use(SHIPPED)


def ventolin() -> str:
    factor = load_inhalers().indicative(VENTOLIN, DAY)
    assert factor is not None
    return str(factor.kg)


def test_what_was_worked_out_of_other_facts_is_forgotten_and_found_again():
    before, loaded = ventolin(), load_factors()
    use(Facts((PACK,)))
    assert ventolin() == "20"
    loaded_then = load_inhalers()
    use(Facts((PACK,)))
    assert load_inhalers() is loaded_then  # the same packs are the same facts
    use(SHIPPED)
    assert ventolin() == before
    assert load_factors() is loaded


def test_names_of_products_come_from_the_facts_in_use():
    rows = shipped("inhalers/products.csv")["inhalers/products.csv"]
    (row,) = (line for line in rows.splitlines() if line.startswith(VENTOLIN))
    old = row.split(",")[1]
    other = {"inhalers/products.csv": rows.replace(row, row.replace(old, NAME, 1), 1)}
    known = products.codes_of_name(old)
    naming._listed(), naming._by_short_name(), products.codes_looked_for(), products.unnamed_codes()
    with trying(Facts((replace(PACK, files=other),))):
        assert products.codes_of_name(NAME) == (VENTOLIN,)
        assert VENTOLIN not in products.codes_of_name(old)
    assert products.codes_of_name(old) == known
    assert products.codes_of_name(NAME) == ()


def test_facts_that_are_tried_are_seen_in_one_thread_only():
    seen = []
    with trying(Facts((PACK,))):
        other = Thread(target=lambda: seen.append(ventolin()))
        other.start()
        other.join()
        assert ventolin() == "20"
    assert seen == [ventolin()] != ["20"]


def test_facts_that_come_in_use_meanwhile_are_no_part_of_what_is_being_worked_out():
    @of_facts
    def both() -> tuple[str, str]:
        first = resource_text("inhalers/kg.csv")
        use(Facts((PACK,)))
        return first, resource_text("inhalers/kg.csv")

    first, second = both()
    assert first == second
    use(SHIPPED)
    assert both() == (first, second)


def test_what_is_remembered_of_an_argument_is_so_with_the_same_facts_only():
    asked = []

    @remembered(most=2)
    def kg_of(code: str) -> str:
        asked.append(code)
        factor = load_inhalers().indicative(code, DAY)
        return "" if factor is None else str(factor.kg)

    before = ventolin()
    assert [kg_of(VENTOLIN) for _ in range(3)] == [before] * 3
    with trying(Facts((PACK,))):
        assert [kg_of(VENTOLIN) for _ in range(3)] == ["20"] * 3
    assert [kg_of(code) for code in (VENTOLIN, "a", "b", "b", VENTOLIN)] == [before, "", "", "", before]
    assert asked == [VENTOLIN, VENTOLIN, "a", "b", VENTOLIN]  # the last two are kept


def _tell_ventolin(connection: Connection) -> None:
    connection.send((ventolin(), in_use.in_use().digests))
    connection.close()


@pytest.mark.parametrize("at_once", [False, True])
def test_a_process_of_its_own_has_the_facts_of_the_program(at_once: bool):
    for facts in (Facts((PACK,)), SHIPPED):
        use(facts)
        process, connection = start("The test", _tell_ventolin, at_once=at_once)
        assert connection.recv() == (ventolin(), facts.digests)
        process.join()
        connection.close()


def test_nothing_is_worked_out_of_facts_while_a_module_is_imported():
    code = """
import importlib, pathlib
from greenpractice.facts import in_use
def refuse(*_):
    raise SystemExit("facts were read while a module was imported")
in_use.of_facts.__call__ = refuse
from greenpractice.facts import tables_reading
tables_reading.in_use = refuse
for top in ("greenpractice", "db", "ui"):
    for file in sorted(pathlib.Path(top).rglob("*.py")):
        if file.name != "__main__.py":
            importlib.import_module(".".join(file.with_suffix("").parts).removesuffix(".__init__"))
print("none")
"""
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (told.stdout, told.returncode) == ("none\n", 0), told.stderr


def _cached(tree: ast.AST) -> Iterator[tuple[ast.FunctionDef, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                yield node, ast.unparse(decorator).partition("(")[0].rpartition(".")[2]


def test_what_comes_from_facts_is_kept_by_of_facts_and_by_no_other_cache():
    files = [path for top in ("greenpractice", "db", "ui") for path in sorted((ROOT / top).rglob("*.py"))]
    trees = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in files}
    ours = {node.name for tree in trees.values() for node, by in _cached(tree) if by == "of_facts"}
    assert {"load_factors", "load_inhalers", "load_plan", "load_directory", "load_indicators"} <= ours
    reading = ours | {"resource_text", "load_sources", "load_calculator", "in_use"}
    wrong = [
        f"{file}: {node.name}"
        for file, tree in trees.items()
        for node, by in _cached(tree)
        if by in ("cache", "lru_cache")
        and reading & {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    ]
    assert [each for each in wrong if each not in OWN_CACHES] == []
