"""What other facts change is told row by row, and in the kg of every return."""

from dataclasses import replace

from greenpractice.facts.in_use import SHIPPED, Facts
from greenpractice.packs.changes import FactChange, fact_changes, fact_words, figure_changes
from greenpractice.packs.pack_file import read_pack
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from tests.greenpractice.packs.some_packs import KG, VENTOLIN, inhalers, packed, shipped


def facts_with(files: dict[str, str]) -> Facts:
    return Facts((read_pack(packed(files), "x"),))


def edited(name: str, old: str, new: str) -> list[FactChange]:
    text = shipped(name)[name]
    assert old in text
    return fact_changes(SHIPPED, facts_with({name: text.replace(old, new, 1)}))


def test_shipped_tables_in_a_pack_change_nothing():
    assert fact_changes(SHIPPED, facts_with(shipped())) == []


def test_a_value_is_told_with_its_product_as_it_was_and_is():
    after = facts_with(inhalers("20"))
    (change,) = fact_changes(SHIPPED, after)
    assert (change.file, change.key, change.now) == (KG, f"indicative {VENTOLIN}", "kg 20")
    words = fact_words(change, after)
    assert words.startswith("Ventolin Evohaler")
    assert words.endswith(f": {change.was}, now kg 20 (inhalers/kg.csv, indicative {VENTOLIN})")
    (back,) = fact_changes(after, SHIPPED)
    assert (back.was, back.now) == (change.now, change.was)


def test_new_rows_and_rows_that_went_are_told():
    name = "plan/targets.toml"
    text = shipped("practices/practices.csv")["practices/practices.csv"]
    more = text + "C82999,New one,LE1 1AA,2026-01-01,,03W,,,epraccur-2025-09\n"
    after = facts_with({"practices/practices.csv": more})
    (change,) = fact_changes(SHIPPED, after)
    assert (change.key, change.was) == ("C82999", None)
    assert fact_words(change, after).startswith("New one: new, name New one, postcode LE1 1AA")
    (gone,) = fact_changes(after, SHIPPED)
    assert gone.now is None
    assert fact_words(gone, SHIPPED).startswith("practices/practices.csv, C82999: name New one")
    assert fact_words(gone, SHIPPED).endswith("now gone")
    (changed,) = edited(name, "value = 0.25", "value = 0.2")
    assert (changed.file, changed.was, changed.now) == (name, "0.25", "0.2")


def test_the_kg_of_each_return_is_told_before_and_after(sample_document: ReturnDocument):
    earlier = replace(sample_document, period=Period(2024, 4))
    none = replace(sample_document, period=Period(2023, 4), sections={})
    after = facts_with(inhalers("0"))
    changes = figure_changes(SHIPPED, after, [earlier, none, sample_document])
    assert [each.key.period for each in changes] == [sample_document.period, earlier.period, none.period]
    assert [each.differs for each in changes] == [True, True, False]
    assert changes[0].now < changes[0].was
