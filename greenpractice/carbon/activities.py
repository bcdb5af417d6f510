"""What a section is made of: each activity with how much of it there was and what it weighed.

An activity is what one factor stands for, with everything that comes on top of it: grid electricity with its
losses and their well-to-tank is one, a kind of inhaler is one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from greenpractice.facts.factors import Factor, Factors
from greenpractice.facts.inhalers import Inhalers
from greenpractice.lines import Line
from greenpractice.sections.inhalers import plain_name

_OF_INHALERS = "inhaler."
_MILE, _KM, _PASSENGER_KM = "mile", "km", "passenger.km"  # distances are measured in km beside each other


@dataclass(slots=True)
class Activity:
    """How much there was of one thing, in `unit`, the kg CO2e of it, and every factor in them by key.

    `amount` is the same as `quantity` in what its section is added up in, which is `measure`.
    """

    key: str
    name: str
    unit: str
    measure: str
    quantity: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)
    kg: Decimal = Decimal(0)
    factors: dict[str, Factor] = field(default_factory=dict)

    @property
    def each(self) -> Decimal | None:
        """kg CO2e of one of it; None where there was none."""
        return self.kg / self.quantity if self.quantity else None

    def none_of_it(self) -> "Activity":
        """The same where there was nothing of it."""
        return Activity(self.key, self.name, self.unit, self.measure)


def activities(
    lines: Iterable[Line], factors: Factors, inhalers: Inhalers
) -> Mapping[str, Mapping[str, Activity]]:
    """The activities of each section, by section and key."""
    found: dict[str, dict[str, Activity]] = {}
    km = factors.constant("distance.km_per_mile")
    for line in lines:
        own, key = line.factor.key, activity_key(line, factors, inhalers)
        is_inhaler = own.startswith(_OF_INHALERS)
        section = found.setdefault(line.section, {})
        activity = section.get(key)
        if activity is None:
            unit, name = line.factor.per, plain_name(line.label) if is_inhaler else line.factor.label
            measure = _KM if unit in (_MILE, _PASSENGER_KM) else unit
            activity = section[key] = Activity(key, name, unit, measure)
        if is_inhaler or own == key:
            activity.quantity += line.quantity
            activity.amount += line.quantity * km if line.factor.per == _MILE else line.quantity
        activity.kg += line.kg
        activity.factors.setdefault(own, line.factor)
    return found


def amounts_of(
    lines: Iterable[Line], factors: Factors, inhalers: Inhalers
) -> Mapping[tuple[str, str], Decimal]:
    """How much of each activity there was, in its own unit, by section and key; of what there is any of."""
    found = activities(lines, factors, inhalers)
    return {
        (section, key): each.quantity
        for section, own in found.items()
        for key, each in own.items()
        if each.quantity
    }


def activity_key(line: Line, factors: Factors, inhalers: Inhalers) -> str:
    """Which activity a line is of. An inhaler stays one under its old code and its newest."""
    key = line.factor.key
    if key.startswith(_OF_INHALERS):
        return _OF_INHALERS + inhalers.newest_code(code_of(key))
    return factors.base_of(key)


def code_of(activity: str) -> str:
    """The BNF code of an inhaler's activity."""
    return activity.removeprefix(_OF_INHALERS)
