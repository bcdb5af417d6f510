"""What kind of input each line of carbon rests on, and by how much that may be off: one place decides."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from greenpractice.carbon.part import Part
from greenpractice.facts.inhalers import ValueKind, load_inhalers
from greenpractice.facts.uncertainty import RANKS, InputKind, Rank, load_uncertainty
from greenpractice.lines import Line
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.returns.carrying import survey_of
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import typed_row
from greenpractice.sections.energy import AMOUNTS, Known, dates_are_readings, given_amount, known_from
from greenpractice.sections.inhalers import brand_of
from greenpractice.texts import name_key

_CAR, _NONE = "car_unknown", Decimal(0)
_VOLUMES = ("m3", "ft3x100")
_CLASSES = {"LABA": "kg_class_laba", "ICS": "kg_class_ics", "ICS/LABA": "kg_class_ics_laba"}
# Of a practice alone: two practices with sites of one name share no floor area.
_OWN = frozenset({
    "floor_area", "bill_shared_electricity", "bill_shared_heating",
    "commuting_survey", "commuting_survey_old",
})  # fmt: skip
Shared = tuple[str, ...]


class Doubt(NamedTuple):
    """One reason why a line may be off: `least` kg CO2e less, `most` more.

    Those with the same `shared` are off together, as by one figure, factor or default; all others are
    independent. `row` is None where the whole section is meant. `is_factor`: it is of what the figure is
    multiplied by. `rank` is that of the kind, or of a worse one that the same figure has too.
    """

    kind: InputKind
    rank: Rank
    shared: Shared
    period: Period
    section: str
    row: int | None
    field: str
    is_factor: bool
    least: Decimal
    most: Decimal

    @property
    def half(self) -> Decimal:
        """Half of its range in kg, which doubts are compared by."""
        with exact():
            return (self.least + self.most) / 2


class _Said(NamedTuple):
    """A kind, the field it is of, what stands for it where that is estimated, and who else shares it."""

    kind: str
    field: str
    estimated: str = "estimated"
    shared: Shared = ()
    whole_section: bool = False
    range: tuple[Decimal, Decimal] | None = None

    @property
    def is_factor(self) -> bool:
        return not self.estimated


def _factor(kind: str, field: str, *shared: str, range: tuple[Decimal, Decimal] | None = None) -> _Said:
    return _Said(kind, field, "", (kind, *shared), range=range)


# Which kind a section's figures are of where nothing else is said: what a missing section is looked up in.
USUAL: Mapping[str, str] = {
    "inhalers": "inhalers_counted",
    "electricity": "energy_bill",
    "heating": "energy_bill",
    "business_travel": "mileage",
    "commuting": "commuting_survey",
    "homeworking": "homeworking",
    "appointments": "appointments",
    "water": "water_meter",
    "waste": "waste_invoice",
    "paper": "paper_orders",
    "refrigerants": "gas_topped_up",
}


def usual_kind(section: str) -> InputKind:
    """The kind of a section's figures as they should be."""
    return load_uncertainty()[USUAL.get(section, "recorded")]


def doubts_of(part: Part) -> Iterator[tuple[Line, list[Doubt]]]:
    """Each line of a return with all its doubts."""
    typed: dict[tuple[str, int], Any] = {}
    flags = {(flag.section, flag.row, flag.field) for flag in part.document.flags if flag.estimated}
    for line in part.footprint.lines:
        place = line.section, line.row
        if place not in typed:
            typed[place] = typed_row(SECTION_BY_KEY[line.section], part.document.rows(line.section)[line.row])
        said = list(_SAYS.get(line.section, _recorded)(line, typed[place], part))
        yield line, _doubts(part, line, said, {field for *where, field in flags if tuple(where) == place})


def _doubts(part: Part, line: Line, said: Sequence[_Said], flagged: set[str | None]) -> list[Doubt]:
    figures = {each.field for each in said if not each.is_factor}
    marked = figures & flagged if line.estimated else set()
    beside = (
        flagged & set(line.fields) - figures
    )  # such as the unit: what is estimated of it may be any figure
    if line.estimated and (None in flagged or beside or not marked):
        marked = figures
    return [_doubt(part, line, each, each.field in marked) for each in said]


def _doubt(part: Part, line: Line, said: _Said, estimated: bool) -> Doubt:
    """The wider of two ranges on each side where a figure is estimated: that never makes it surer."""
    known = load_uncertainty()
    usual = known[said.kind]
    minus, plus = said.range or (usual.minus, usual.plus)
    widest, rank = usual, usual.rank
    if estimated and not said.is_factor:
        other = known[said.estimated]
        rank = max(usual.rank, other.rank, key=RANKS.index)
        widest = max(usual, other, key=lambda kind: kind.minus + kind.plus)
        minus, plus = max(minus, other.minus), max(plus, other.plus)
    row = None if said.whole_section else line.row
    own = (part.document.ods_code, part.period.id, line.section, str(row), said.field)
    with exact():
        least, most = line.kg * minus, line.kg * plus
    shared = said.shared if said.shared and widest is usual else own
    if widest.key in _OWN:
        shared = (part.document.ods_code, *shared)
    return Doubt(
        widest, rank, shared, part.period, line.section, row, said.field, said.is_factor, least, most
    )


def _recorded(line: Line, row: Any, part: Part) -> Iterator[_Said]:
    yield _Said(USUAL.get(line.section, "recorded"), line.fields[0])


def _energy(line: Line, row: Any, part: Part) -> Iterator[_Said]:
    given = given_amount(row)
    known, field = known_from(row, given), AMOUNTS[line.section]
    if row.basis == "floor_area" and known is not Known.READINGS:
        floor = f"floor_{line.section}"
        yield _Said(floor, field, "estimated_bill", (floor,))
    else:
        yield _Said(
            f"cost_{line.section}" if row.basis == "cost" else "energy_bill",
            "closing" if known is Known.READINGS else field,
            "estimated_bill",
        )
    if known is Known.FLOOR_AREA:
        yield _factor("floor_area", "site", name_key(row.site))
        return
    if _reaches_outside(row, given, part.period):
        yield _factor(f"bill_shared_{line.section}", "from", part.period.id, str(line.row))
    if line.section == "heating" and row.unit in _VOLUMES and row.calorific_value is None:
        yield _factor("gas_volume", "calorific_value")


def _reaches_outside(row: Any, given: Decimal | None, period: Period) -> bool:
    """Whether a bill begins before the period or ends after it, so that its use is shared out by days."""
    if row.from_ is None or row.to is None:
        return False
    begins: int = row.from_.toordinal() + dates_are_readings(row, given)
    ends: int = row.to.toordinal()
    return begins < period.first_day.toordinal() or ends > period.last_day.toordinal()


def _inhalers(line: Line, row: Any, part: Part) -> Iterator[_Said]:
    yield _Said("inhalers_counted", "inhalers")
    factor, product = line.factor, load_inhalers().product(row.bnf_code or "")
    kind, known = ValueKind(factor.value_kind), load_uncertainty()
    dry = product is not None and product.device == "DPI"
    key = "kg_own_dry_powder" if dry else "kg_own"
    if row.bnf_code in known["kg_not_one_brand"].of:
        key = "kg_not_one_brand"
    elif kind.is_borrowed:
        drug_class = product.drug_class if product and kind is ValueKind.CLASS and not dry else ""
        key = _CLASSES.get(drug_class, "kg_borrowed")
    yield _factor(key, "bnf_code", factor.where if kind.is_borrowed else factor.key)
    if factor.beside is not None and factor.value and product is not None:
        with exact():
            off = factor.beside.value / factor.value - 1
        name, drugs = brand_of(product)
        brand = (name, *sorted(drugs))
        yield _factor("packs_not_known", "propellant", *brand, range=(max(-off, _NONE), max(off, _NONE)))


def _mileage(line: Line, row: Any, part: Part) -> Iterator[_Said]:
    yield _Said("mileage", "distance")
    if row.mode == _CAR:
        yield _factor("car_not_known", "mode")


def _commuting(line: Line, row: Any, part: Part) -> Iterator[_Said]:
    """A survey holds for a year, and is less sure with every further one."""
    survey, asked = "commuting_survey", survey_of(part.document, line.row)
    kind, range = survey, None
    if asked.is_old(part.period):
        kind = "commuting_survey_old"
        range = load_uncertainty()[kind].after(asked.years_over(part.period))
    yield _Said(kind, "one_way", survey, (survey, part.period.id), whole_section=True, range=range)
    if row.mode == _CAR:
        yield _factor("car_not_known", "mode")


def _homeworking(line: Line, row: Any, part: Part) -> Iterator[_Said]:
    yield _Said("homeworking", "hours", "homeworking")


def _appointments(line: Line, row: Any, part: Part) -> Iterator[_Said]:
    yield _Said("appointments", "face_to_face")
    yield _Said("patients_distance", "one_way", "patients_distance_estimated")
    yield _Said("patients_car_share", "car_share", shared=("patients_car_share",))
    yield _Said("patients_cars", "car_share", "", ("car_not_known",))


def _water(line: Line, row: Any, part: Part) -> Iterator[_Said]:
    same = line.fields == ("sewerage_m3",) and row.sewerage_m3 == row.supply_m3
    yield _Said("sewerage_as_supply" if same else "water_meter", line.fields[0])


def _waste(line: Line, row: Any, part: Part) -> Iterator[_Said]:
    yield _Said("waste_invoice", "kg", "waste_bags")
    if row.stream in load_uncertainty()["waste_hospitals"].of:
        yield _factor("waste_hospitals", "stream", row.stream)


def _nitrous_oxide(line: Line, row: Any, part: Part) -> Iterator[_Said]:
    yield _Said("recorded", line.fields[0])
    if line.fields == ("entonox_litres",):
        yield _factor("gas_and_air_share", "entonox_litres")
        yield _factor("gas_and_air_density", "entonox_litres")


_SAYS: Mapping[str, Callable[[Line, Any, Part], Iterator[_Said]]] = {
    "electricity": _energy,
    "heating": _energy,
    "inhalers": _inhalers,
    "business_travel": _mileage,
    "commuting": _commuting,
    "homeworking": _homeworking,
    "appointments": _appointments,
    "water": _water,
    "waste": _waste,
    "nitrous_oxide": _nitrous_oxide,
}
