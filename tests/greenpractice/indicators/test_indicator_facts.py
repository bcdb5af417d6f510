"""Definitions, thresholds and schemes as they stand in the tables: all of each is needed, all of it read."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from greenpractice.errors import FactsError
from greenpractice.facts.in_use import Facts, trying
from greenpractice.facts.sources import load_sources
from greenpractice.indicators import INDICATORS, WATCHED
from greenpractice.indicators.computing import load_indicators
from greenpractice.indicators.facts import Indicator, Thresholds, parse_indicators
from greenpractice.indicators.schemes import Scheme, load_schemes, origin_words, parse_schemes, scheme_words
from greenpractice.indicators.watched_facts import WatchedFacts, load_watched, parse_watched

PAST = "They counted whole networks and ended in March 2023, so they are no longer paid."
SOURCES = load_sources("indicators/sources.toml")
THRESHOLDS = {
    "scheme": '"S1"',
    "from": "2022-04-01",
    "lower": "0.4",
    "upper": "0.3",
    "points": "27",
    "verified": "false",
    "source": '"iif-2022-23"',
    "where": '"a row"',
}
LATER = THRESHOLDS | {"scheme": '"S2"', "from": "2024-04-01", "verified": "true"}


def inline(*entries: dict[str, str]) -> str:
    tables = (", ".join(f"{key} = {value}" for key, value in entry.items()) for entry in entries)
    return "[" + ", ".join(f"{{ {each} }}" for each in tables) + "]"


DEFINITION = {
    "title": '"T"',
    "numerator": '"N"',
    "denominator": '"D"',
    "lower_is_better": "true",
    "unit": '"share"',
    "of": '"items"',
    "thresholds": inline(THRESHOLDS, LATER),
}
WATCHED_ONE = {
    "title": '"T"',
    "numerator": '"N"',
    "denominator": '"D"',
    "good": '"Low is good."',
    "draft": "false",
    "codes": "[]",
    "source": '"openprescribing-saba"',
    "where": '"here"',
}
SCHEME = {"title": '"the T"', "state": '"over"', "past": '"It ended."', "source": '"iif-2022-23"'}


def table(values: dict[str, str]) -> str:
    return "[a]\n" + "".join(f"{key} = {value}\n" for key, value in values.items())


def without(values: dict[str, str], key: str) -> str:
    return table({name: value for name, value in values.items() if name != key})


def parsed(text: str) -> Indicator:
    return parse_indicators("i.toml", text, SOURCES, ["a"])["a"]


def watched(text: str) -> dict[str, WatchedFacts]:
    return parse_watched("w.toml", text, SOURCES)


def schemes(text: str) -> dict[str, Scheme]:
    return parse_schemes("s.toml", text, SOURCES)


def test_a_definition_is_read_as_it_stands():
    found = parsed(table(DEFINITION))
    assert (found.id, found.title, found.numerator, found.denominator) == ("a", "T", "N", "D")
    assert (found.lower_is_better, found.unit, found.of) == (True, "share", "items")
    where = f"{SOURCES['iif-2022-23'].words}: a row"
    one = Thresholds("S1", date(2022, 4, 1), Decimal("0.4"), Decimal("0.3"), Decimal(27), False, where)
    two = Thresholds("S2", date(2024, 4, 1), Decimal("0.4"), Decimal("0.3"), Decimal(27), True, where)
    assert found.thresholds == (one, two)


@pytest.mark.parametrize(
    ("day", "scheme"),
    [
        (date(2019, 1, 1), "S1"),
        (date(2022, 4, 1), "S1"),
        (date(2024, 3, 31), "S1"),
        (date(2024, 4, 1), "S2"),
        (date(2030, 1, 1), "S2"),
    ],
)
def test_thresholds_are_the_newest_of_a_day_and_before_all_of_them_the_first(day: date, scheme: str):
    assert parsed(table(DEFINITION)).thresholds_on(day).scheme == scheme


@pytest.mark.parametrize("key", DEFINITION)
def test_what_an_indicator_lacks_is_named(key: str):
    with pytest.raises(FactsError, match=rf"^i\.toml: a: {key} must be"):
        parsed(without(DEFINITION, key))


@pytest.mark.parametrize("key", THRESHOLDS)
def test_what_thresholds_lack_is_named(key: str):
    entry = {name: value for name, value in THRESHOLDS.items() if name != key}
    with pytest.raises(FactsError, match=rf"^i\.toml: a\.thresholds: {key} must be"):
        parsed(table(DEFINITION | {"thresholds": inline(entry)}))


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [LATER, THRESHOLDS],
        [THRESHOLDS | {"upper": "0.5"}],
        [THRESHOLDS | {"upper": "0.4"}],
    ],
)
def test_thresholds_that_cannot_be_are_refused(entries: list[dict[str, str]]):
    with pytest.raises(FactsError, match=r"thresholds must be given, the oldest first|better of the two"):
        parsed(table(DEFINITION | {"thresholds": inline(*entries)}))


@pytest.mark.parametrize("key", WATCHED_ONE)
def test_what_a_watched_measure_lacks_is_named(key: str):
    with pytest.raises(FactsError, match=rf"^w\.toml: a: {key} must"):
        watched(without(WATCHED_ONE, key))


@pytest.mark.parametrize("key", SCHEME)
def test_what_a_scheme_lacks_is_named(key: str):
    found = schemes(table(SCHEME))["a"]
    assert (found.title, found.state, found.past) == ("the T", "over", "It ended.")
    with pytest.raises(FactsError, match=rf"^s\.toml: a: {key} must"):
        schemes(without(SCHEME, key))


@pytest.mark.parametrize("read", [parsed, watched, schemes])
def test_a_key_that_nobody_knows_is_refused(read: Callable[[str], object]):
    values = {parsed: DEFINITION, watched: WATCHED_ONE, schemes: SCHEME}[read]
    assert read(table(values))
    with pytest.raises(FactsError, match="colour: this key is not known"):
        read(table(values | {"colour": '"red"'}))


def test_what_ships_is_read_from_its_own_table():
    with trying(Facts()):  # what another test read before does not stand in for it
        assert list(load_indicators()) == [each.id for each in INDICATORS]
        assert list(load_watched()) == [each.id for each in WATCHED]
        assert list(load_schemes()) == ["IIF 2022/23"]


def test_a_scheme_is_told_with_what_became_of_it_and_one_that_is_not_described_by_its_name():
    one = {"ES-01": "IIF 2022/23", "ES-02": "IIF 2022/23"}
    assert scheme_words(one) == "IIF 2022/23, no longer paid"
    assert origin_words(one) == f"Indicators of {load_schemes()['IIF 2022/23'].title}. {PAST}"
    two = {**one, "RESP-01": "Mine"}
    assert scheme_words(two) == "IIF 2022/23, no longer paid (ES-01 and ES-02) and of Mine (RESP-01)"
    assert origin_words(two).startswith("ES-01 and ES-02 of the Investment and Impact Fund (IIF)")
    assert origin_words(two).endswith(f"{PAST} RESP-01 of Mine.")
