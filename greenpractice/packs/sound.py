"""Whether facts can be used: every table reads with the loaders of the program, and nothing is missing."""

from collections.abc import Iterator
from datetime import date

from greenpractice.errors import FactsError
from greenpractice.facts.directory import Directory
from greenpractice.facts.factors import Factors, load_factors
from greenpractice.facts.guards import GUARDS
from greenpractice.facts.in_use import SHIPPED, Facts, of_facts, trying
from greenpractice.facts.inhaler_facts import NAMES
from greenpractice.facts.inhaler_values import KG
from greenpractice.facts.inhalers import Inhalers, ValueKind, load_inhalers
from greenpractice.facts.method_changes import load_method_changes
from greenpractice.facts.plan import load_plan
from greenpractice.facts.practices import load_directory
from greenpractice.facts.switching import load_switching
from greenpractice.facts.take_back import load_take_back
from greenpractice.facts.uncertainty import load_thresholds, load_uncertainty
from greenpractice.guards.asking import guards_in_use
from greenpractice.indicators.computing import load_indicators
from greenpractice.indicators.schemes import load_schemes
from greenpractice.indicators.side_by_side import load_compared
from greenpractice.indicators.watched_facts import load_watched
from greenpractice.packs.plausible import need_plausible
from greenpractice.sections import SECTION_BY_KEY

_Named = tuple[str, str, str]  # file, key, and what of it the formulas rely on


def need_sound(facts: Facts) -> None:
    """Read all of these facts; FactsError names the file and key of what is wrong or missing.

    Old returns hold codes of products and practices, and formulas ask for factors by key and unit: what the
    shipped tables have of those is never left out. Nor is any value: a table that lost its end reads well,
    and without its rows inhalers would count nothing and practices be in no network. Nor is any value far
    above the shipped ones (`plausible.py`).
    """
    with trying(SHIPPED):
        needed = _relied_on()
    with trying(facts):
        there = _relied_on()
        _need_sections()
    for file, key, what in needed:
        if (file, key, what) in there:
            continue
        others = [each[2] for each in there if each[:2] == (file, key)]
        sentence = f"it must be per {what}, not {others[0]}" if others else "it is missing; keep every row"
        raise FactsError(file, key, sentence)
    need_plausible(facts)


@of_facts
def _relied_on() -> dict[_Named, None]:
    """Everything that figures and formulas rely on, in the order of the files."""
    return dict.fromkeys((*_of_factors(load_factors()), *_of_the_rest()))


def _of_factors(factors: Factors) -> Iterator[_Named]:
    for factor in factors.every:
        file = "factors/other_factors.toml" if factor.year is None else "factors/uk_conversion_factors.csv"
        yield file, factor.key if factor.year is None else f"{factor.key} {factor.year}", factor.per
    for constant in factors.constants.values():
        yield "factors/constants.toml", constant.key, constant.unit


def _of_the_rest() -> Iterator[_Named]:
    yield from _of_inhalers(load_inhalers())
    yield from _of_places(load_directory())
    load_plan()
    yield from (
        ("indicators/indicators.toml", id, indicator.unit) for id, indicator in load_indicators().items()
    )
    yield from (("indicators/watched.toml", id, "") for id in load_watched())
    yield from (("indicators/schemes.toml", name, "") for name in load_schemes())
    yield from (("indicators/compared.toml", id, "") for id in load_compared())
    yield from (("factors/take_back.toml", route, "") for route in load_take_back())
    yield from (("factors/method_changes.toml", name, "") for name in load_method_changes())
    yield from (("switching/products.toml", code, "") for code in load_switching())
    yield from (("uncertainty/kinds.csv", key, "") for key in load_uncertainty())
    load_thresholds()
    yield from ((GUARDS, guard.id, guard.section) for guard in guards_in_use())


def _of_inhalers(inhalers: Inhalers) -> Iterator[_Named]:
    """The products, and which of them have a value: at first, by now, and in each named set."""
    for product in inhalers.products:
        code = product.bnf_code
        yield "inhalers/products.csv", code, ""
        for what, day in (("first", date.min), ("newest", date.max)):
            value = inhalers.indicative(code, day)
            if value is not None:
                yield KG, f"the {what} value of {code}", ""
                if value.kind is ValueKind.OWN:
                    yield KG, f"the {what} value of its own of {code}", ""
        yield from ((KG, f"{code} in {row.factor_set}", "") for row in inhalers.published(code))
    yield from ((NAMES, name, "") for name in inhalers.names_in_files)


def _of_places(directory: Directory) -> Iterator[_Named]:
    """Practices and networks, who is or was in any, and of which days the patients are known."""
    yield from (("practices/pcns.csv", each.code, "") for each in directory.pcns)
    for practice in directory.practices:
        code = practice.ods_code
        yield "practices/practices.csv", code, ""
        if directory.memberships(code):
            yield "practices/memberships.csv", code, ""
        for size in directory.list_sizes(code):
            yield "practices/list_sizes.csv", f"{code} {size.day}", ""


def _need_sections() -> None:
    for action in load_plan().actions:
        for section in action.sections:
            if section not in SECTION_BY_KEY:
                raise FactsError(
                    "plan/actions.toml", f"actions.{action.code}", f"no section is called {section}"
                )
