"""The command `change`: why the carbon of a practice or a network changed between two periods, exactly."""

from argparse import Namespace
from collections.abc import Iterable, Iterator
from decimal import Decimal

from greenpractice.answers.moved_words import by_class, moved_words
from greenpractice.answers.why_changed import changed_notes, held_words
from greenpractice.carbon.comparing import AddedUp, added_up
from greenpractice.carbon.decomposing import Moved
from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.periods_compared import apart, changed_between
from greenpractice.command_line.commands import Answer, Services, documents_of, opened
from greenpractice.command_line.groups_asked import group_asked, group_words
from greenpractice.errors import UserError
from greenpractice.network.asking import Asked
from greenpractice.network.lead import Lead
from greenpractice.network.totals import comparison_with
from greenpractice.numbers import exact, round_half_up, show
from greenpractice.periods import Period
from greenpractice.phrases import MINUS, no_return
from greenpractice.returns.documents import Json
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.themes import INHALERS

_PLACES = 6  # of a part: the milligram, so that a reader of decimals finds the sum exact


def change(asked: Namespace, services: Services) -> Answer:
    """Why carbon changed: list size, volume, mix, factors, methods and gases, which add up to the change."""
    apart(asked.earlier, asked.later)
    who = asked.practice or group_words(asked)
    found = _of_practice(asked, services) if asked.practice else _of_group(asked, services)
    if found is None or not found.sections:
        raise UserError(f"{who}: {asked.earlier} and {asked.later} have no figures of the same kind")
    return Answer("\n".join(_lines(who, asked.earlier, asked.later, found)), _json(asked, found))


def _of_practice(asked: Namespace, services: Services) -> AddedUp | None:
    with opened(services, services.store_path(asked.store), write=False) as store:
        sides = [documents_of(store, [asked.practice], period) for period in (asked.earlier, asked.later)]
    for period, documents in zip((asked.earlier, asked.later), sides, strict=True):
        if not documents:
            raise no_return(asked.practice, period)
    found = changed_between(asked.earlier, asked.later, [*sides[0], *sides[1]], load_calculator())
    return None if found is None else added_up([found.comparison])


def _of_group(asked: Namespace, services: Services) -> AddedUp | None:
    """Practice by practice, of those that the group has in the later period."""
    with opened(services, services.store_path(asked.store), write=False) as store:
        lead = Lead(store)
        group = group_asked(asked, lead.directory)
        network = lead.view(Asked(group, asked.later), also=Asked(group, asked.earlier).periods).network
        if not network.counted:
            raise no_return(group_words(asked), asked.later)
        return comparison_with(network, asked.earlier)


def _json(asked: Namespace, found: AddedUp) -> Json:
    kg = round_half_up(found.kg, _PLACES)
    effects = found.effects
    amounts = [round_half_up(effect.kg, _PLACES) for effect in effects]
    if amounts:
        largest = max(range(len(amounts)), key=lambda place: abs(amounts[place]))
        amounts[largest] += kg - sum(amounts, Decimal(0))
    return {
        "from": asked.earlier.id,
        "to": asked.later.id,
        "practices": len(found.of),
        "quarters": sorted(each.id for each in found.quarters),
        "list_size_known": found.knows_patients,
        "difference_kgco2e": float(kg),
        "parts": [
            {
                "section": effect.section,
                "cause": effect.moved.value,
                "label": effect.name,
                "kgco2e": float(amount),
            }
            for effect, amount in zip(effects, amounts, strict=True)
        ],
        "left_out": list(found.left_out),
    }


def _lines(who: str, earlier: Period, later: Period, found: AddedUp) -> Iterator[str]:
    yield f"{who}, {later} against {earlier}"
    yield f"{_kg(found.kg)} kg CO₂e in all, beside {held_words(found, earlier)}"
    effects = found.effects
    for moved in Moved:
        kg = _sum(each.kg for each in effects if each.moved is moved)
        yield f"  {_kg(kg):>14}  {moved_words(moved, knows_patients=found.tells_list_size)}"
    for key in dict.fromkeys(each.section for each in effects):
        own = [each for each in effects if each.section == key]
        yield f"{SECTION_BY_KEY[key].title}: {_kg(_sum(each.kg for each in own))}"
        for moved in Moved:
            kg = _sum(each.kg for each in own if each.moved is moved)
            yield f"  {_kg(kg):>14}  {moved.value}"
    inhalers = [each for each in effects if SECTION_BY_KEY[each.section].theme == INHALERS]
    if inhalers:
        yield "Inhalers by class"
        yield from (f"  {_kg(kg):>14}  {name}" for name, kg in by_class(inhalers).items())
    yield from changed_notes(found)


def _sum(numbers: Iterable[Decimal]) -> Decimal:
    with exact():
        return sum(numbers, Decimal(0))


def _kg(kg: Decimal) -> str:
    shown = round_half_up(kg, 1)
    return f"{MINUS if shown < 0 else '+' if shown else ''}{show(abs(shown), 1)}"
