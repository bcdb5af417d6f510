"""The ranges of figures: every row names its source, and what is wrong is refused by file and key."""

from decimal import Decimal

import pytest

from greenpractice.carbon.input_kinds import USUAL
from greenpractice.errors import FactsError
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.facts.sources import load_sources
from greenpractice.facts.uncertainty import (
    load_thresholds,
    load_uncertainty,
    parse_thresholds,
    parse_uncertainty,
)
from greenpractice.sections import CARBON_SECTIONS
from greenpractice.sections.waste import STREAMS

SOURCES = load_sources("uncertainty/sources.toml")
HEAD = "key,of,minus_percent,plus_percent,more_each_year,grade,words,find,basis,source,where,verified\n"
ROW = "one,,5,10,,measured,comes from a bill,,High,accuracy-scale,High,yes\n"


def test_a_range_is_two_shares_with_its_source():
    kind = parse_uncertainty("k.csv", HEAD + ROW, SOURCES)["one"]
    assert (kind.minus, kind.plus, kind.rank) == (Decimal("0.05"), Decimal("0.1"), "measured")
    assert kind.after(7) == (kind.minus, kind.plus)
    older = parse_uncertainty("k.csv", HEAD + ROW.replace(",10,,", ",10,20,"), SOURCES)["one"]
    assert older.after(1) == (Decimal("0.25"), Decimal("0.3"))
    assert older.after(9) == (Decimal(1), Decimal("1.9"))
    assert kind.source_words.startswith("High: Guidance on data accuracy assessment")


def test_a_range_that_nobody_has_seen_is_to_be_confirmed():
    kind = parse_uncertainty("k.csv", HEAD + ROW.replace("yes", "no"), SOURCES)["one"]
    assert kind.source_words.endswith("to be confirmed")


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("measured", "guessed"),
        (",5,", ",101,"),
        (",5,", ",-5,"),
        (",10,,", ",10,-1,"),
        ("accuracy-scale", "nobody"),
        ("yes", "perhaps"),
        ("comes from a bill", ""),
        (",High,accuracy", ",,accuracy"),
    ],
)
def test_a_wrong_row_is_refused(was: str, becomes: str):
    with pytest.raises(FactsError):
        parse_uncertainty("k.csv", HEAD + ROW.replace(was, becomes), SOURCES)


def test_a_kind_is_there_once():
    with pytest.raises(FactsError, match="there already"):
        parse_uncertainty("k.csv", HEAD + ROW + ROW, SOURCES)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "[measured]\nshare = 2",
        '[measured]\nshare = 0.5\nsource = "judgement"\nwhere = "here"\n'
        '[partly_measured]\nshare = 0.6\nsource = "judgement"\nwhere = "here"\n'
        '[worth_chasing]\nshare = 0.1\nsource = "judgement"\nwhere = "here"\n'
        '[compared_days]\nshare = 0.98\nsource = "judgement"\nwhere = "here"\n',
        "[measurde]\nshare = 0.5",
    ],
)
def test_wrong_thresholds_are_refused(wrong: str):
    with pytest.raises(FactsError):
        parse_thresholds("g.toml", wrong, SOURCES)


def test_what_a_kind_is_for_is_in_the_other_tables():
    products = {product.bnf_code for product in load_inhalers().products}
    classes = {product.drug_class for product in load_inhalers().products}
    known = load_uncertainty()
    assert known["kg_not_one_brand"].of <= products
    assert known["waste_hospitals"].of <= STREAMS.keys()
    assert {each for key, kind in known.items() if key.startswith("kg_class") for each in kind.of} <= classes


def test_the_usual_kind_of_a_section_says_where_its_figures_are():
    known = load_uncertainty()
    assert set(USUAL) <= {section.key for section in CARBON_SECTIONS}
    assert all(known[key].find for key in USUAL.values())


def test_thresholds_are_in_their_order():
    rule = load_thresholds()
    assert 0 < rule.worth_chasing < rule.partly_measured < rule.measured <= 1
    assert Decimal(89) / 90 >= rule.compared_days > Decimal(90) / 92  # one day may be open, and not two
