"""Every indicator, also one that is added tomorrow: it counts something of its own, and says so."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from greenpractice.answers.indicator_reasons import why_indicator
from greenpractice.carbon.footprint import Calculator
from greenpractice.carbon.part import Part
from greenpractice.demo.returns import demo_documents
from greenpractice.indicators.computing import Result, evidence_of, indicators_of
from greenpractice.indicators.ways_to_a_target import count_ways
from greenpractice.indicators.words import what_it_takes
from greenpractice.returns.documents import ReturnDocument
from greenpractice.sections.asthma_care import SECTION


@pytest.fixture
def document() -> ReturnDocument:
    """A return in which no two counts of asthma care are the same."""
    counts = [key for key, spec in SECTION.fields.items() if spec.is_number]
    care = {key: str(100 - 10 * place) for place, key in enumerate(counts)}
    demo = demo_documents()[-1]
    return replace(demo, sections={**demo.sections, SECTION.key: (care,)})


@pytest.fixture
def results(document: ReturnDocument, calculator: Calculator) -> Sequence[Result]:
    return indicators_of(
        {"C82001": evidence_of(document, calculator.inhalers)}, document.period, calculator.inhalers
    )


def test_each_counts_something_of_its_own(results: Sequence[Result]):
    assert len({result.numerator for result in results} - {None}) == len(results)


def test_each_says_what_it_takes_in_words_of_its_own(results: Sequence[Result]):
    wanting = [replace(result, status="not_reached", to_upper=7) for result in results]
    assert len({what_it_takes(result) for result in wanting}) == len(results)


def test_each_share_has_its_own_way_to_a_target(results: Sequence[Result]):
    shares = [result for result in results if result.indicator.unit == "share"]
    titles = set()
    for result in shares:
        assert result.value is not None
        target = result.value * 9 / 10 if result.indicator.lower_is_better else (result.value * 9 + 1) / 10
        (way,) = count_ways(result, target)
        assert way.action is not None
        titles.add(way.action.title.partition(": ")[2].lstrip("0123456789, "))
    assert len(titles) == len(shares)


def test_each_says_which_figures_it_comes_from(
    results: Sequence[Result], document: ReturnDocument, calculator: Calculator
):
    part = Part(document, calculator.of_return(document))
    for result in results:
        assert any(step.figures for step in why_indicator(result, [part]).steps), result.indicator.id
