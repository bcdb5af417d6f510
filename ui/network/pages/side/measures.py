"""What practices are set side by side by: carbon of all and of each theme, and the indicators."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.carbon.footprint import Footprint
from greenpractice.charts.geometry import Chart
from greenpractice.charts.measure_dots import Beside, Scale, measure_dots
from greenpractice.charts.side_by_side import Intensity
from greenpractice.comparison.quartiles import usual_of
from greenpractice.indicators import INDICATOR_BY_ID
from greenpractice.network.coverage import named_with_quarters, period_so_far
from greenpractice.network.network import Network
from greenpractice.numbers import exact
from greenpractice.phrases import carbon_unit
from greenpractice.sections import CARBON_THEMES, keys_of
from greenpractice.small_numbers import is_few

ALL_CARBON = "All carbon"
_WORDS: Mapping[str, str] = {  # of an indicator as a chip says it; another one by its id
    "ES-01": "Puffers",
    "ES-02": "Salbutamol kg",
    "RESP-01": "Steroids",
    "RESP-02": "Six or more relievers",
}
Values = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure: each practice's value now and in the period before, and that of all together."""

    what: str
    now: Values
    before: Values
    pooled: Decimal | None
    scale: Scale


def measures() -> dict[str, Callable[[Network], Measured]]:
    """How each is worked out, by the word of its chip."""
    found: dict[str, Callable[[Network], Measured]] = {ALL_CARBON: _all_carbon}
    for theme in CARBON_THEMES:
        found[theme.title] = _theme(theme.title, frozenset(keys_of(theme)))
    for number, key in enumerate(INDICATOR_BY_ID):
        found[_WORDS.get(key, key)] = _indicator(number)
    return found


def chart_of(network: Network, shown: Measured, width: float, text_size: float) -> Chart:
    """The dots of every practice of the group: who has no value stands last."""
    usual = usual_of(list(shown.now.values()), shown.scale.unit == "share")
    rows = [
        Intensity(
            named_with_quarters(network, code) if code in network.footprints else network.name(code),
            shown.now.get(code),
            shown.before.get(code),
        )
        for code in network.members
    ]
    return measure_dots(
        rows, Beside(shown.pooled, (usual.lower, usual.upper) if usual else None), shown.scale,
        what=shown.what, period=period_so_far(network), width=width, text_size=text_size,
    )  # fmt: skip


def _all_carbon(network: Network) -> Measured:
    earlier = network.whole_earlier(network.period.previous)
    now = {code: network.per_1000_of(code) for code in network.footprints}
    before = {code: found.per_1000_patients for code, found in earlier.items()}
    return _carbon("Carbon", _known(now), _known(before), network.footprint.per_1000_patients)


def _theme(title: str, sections: frozenset[str]) -> Callable[[Network], Measured]:
    def measured(network: Network) -> Measured:
        earlier = network.whole_earlier(network.period.previous)
        now = {code: _for_1000(network.footprints[code], sections) for code in network.of_whole_period}
        before = {code: _for_1000(found, sections) for code, found in earlier.items()}
        return _carbon(title, _known(now), _known(before), _pooled(network, sections))

    return measured


def _carbon(title: str, now: Values, before: Values, pooled: Decimal | None) -> Measured:
    values = [*now.values(), *before.values(), *([] if pooled is None else [pooled])]
    unit = carbon_unit(max(values, default=Decimal(0)))
    scale = Scale(unit.name, unit.kg, unit.places, "kg CO₂e")
    return Measured(f"{title}, {unit.name} CO₂e for each 1,000 patients", now, before, pooled, scale)


def _for_1000(footprint: Footprint, sections: frozenset[str]) -> Decimal | None:
    if not footprint.patients or not sections & footprint.by_section.keys():
        return None
    with exact():
        return _kg(footprint, sections) * 1000 / footprint.patients


def _pooled(network: Network, sections: frozenset[str]) -> Decimal | None:
    """Sums over sums, of the practices that have both."""
    having = [
        found
        for code in network.of_whole_period
        if (found := network.footprints[code]).patients and sections & found.by_section.keys()
    ]
    with exact():
        patients = sum((found.patients or Decimal(0) for found in having), Decimal(0))
        kg = sum((_kg(found, sections) for found in having), Decimal(0))
        return kg * 1000 / patients if patients else None


def _kg(footprint: Footprint, sections: frozenset[str]) -> Decimal:
    return sum((kg for key, kg in footprint.by_section.items() if key in sections), Decimal(0))


def _indicator(number: int) -> Callable[[Network], Measured]:
    def measured(network: Network) -> Measured:
        pooled = network.indicators[number]
        results = {code: each[number] for code, each in network.indicators_of_each.items()}
        now = {code: each.value for code, each in results.items() if not is_few(each)}
        is_share = pooled.indicator.unit == "share"
        scale = Scale("", Decimal("0.01"), 0, "share", "%") if is_share else Scale("kg", Decimal(1), 1, "")
        what = f"{pooled.indicator.id} {pooled.indicator.title}"
        return Measured(what, _known(now), {}, None if is_few(pooled) else pooled.value, scale)

    return measured


def _known(values: Mapping[str, Decimal | None]) -> Values:
    return {code: value for code, value in values.items() if value is not None}
