"""The charts of a network from its figures, the same on pages and in the PDF: N2 to N6 of the design."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from greenpractice.charts.change_rows import change_rows
from greenpractice.charts.funnel import FEWEST, Share, funnel
from greenpractice.charts.geometry import Chart, table_of
from greenpractice.charts.network_rulers import network_rulers, short_name
from greenpractice.charts.network_sources import PracticeBar, network_sources, practice_bar
from greenpractice.charts.run_chart import run_chart
from greenpractice.charts.sheet import message
from greenpractice.charts.side_by_side import Intensity, side_by_side
from greenpractice.charts.sources_chart import sources_chart
from greenpractice.charts.target_path import target_path
from greenpractice.facts.plan import load_plan
from greenpractice.indicators.base import Result
from greenpractice.network.coverage import TOO_FEW, change_sentence, compared_words, named_with_quarters
from greenpractice.network.network import Network
from greenpractice.network.pooling import together
from greenpractice.network.trajectory import Quarterly, Trajectory
from greenpractice.phrases import subtitle
from greenpractice.small_numbers import is_few

_OVER_THE_YEARS = "Inhaler carbon over the years"
_BY_QUARTER = "Inhaler carbon by quarter"
_ON_LAST_YEAR = "What changed on last year"
_MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class FunnelOf:
    """What one funnel shows: an indicator that is a share, and each practice's counts."""

    indicator: str
    unit: str
    shares: tuple[Share, ...]


def bars_of(network: Network) -> list[PracticeBar]:
    """Each practice's carbon by source."""
    return [
        practice_bar(named_with_quarters(network, code), part) for code, part in network.footprints.items()
    ]


def sources_chart_of(network: Network, bars: Sequence[PracticeBar], width: float, text_size: float) -> Chart:
    """N4 of these bars."""
    place, period = network.group.name, network.period.words
    return network_sources(bars, place=place, period=period, width=width, text_size=text_size)


def intensities_of(network: Network) -> list[Intensity]:
    """Each practice's carbon for 1,000 patients, now and in the period before, if both are whole."""
    earlier = network.whole_earlier(network.period.previous)
    return [
        Intensity(
            named_with_quarters(network, code),
            network.per_1000_of(code),
            earlier[code].per_1000_patients if code in earlier else None,
        )
        for code in network.footprints
    ]


def side_by_side_of(network: Network, rows: Sequence[Intensity], width: float, text_size: float) -> Chart:
    """N2 of these practices."""
    return side_by_side(
        rows, network.footprint.per_1000_patients, place=network.group.name, period=network.period.words,
        before=network.period.previous.words, width=width, text_size=text_size,
    )  # fmt: skip


def rulers_of(network: Network, width: float, text_size: float) -> Chart:
    """N3; what rests on 1 to 4 patients is hidden."""
    results = _by_short_name(network)
    everyone: Mapping[str, Sequence[Result]] = {"": network.indicators, **results}
    hidden = frozenset(
        (name, result.indicator.id) for name, each in everyone.items() for result in each if is_few(result)
    )
    return network_rulers(
        network.indicators, results, hidden, place=network.group.name, period=network.period.words,
        width=width, text_size=text_size,
    )  # fmt: skip


def _by_short_name(network: Network) -> dict[str, list[Result]]:
    results = {short_name(network.name(code)): each for code, each in network.indicators_of_each.items()}
    if len(results) < len(network.indicators_of_each):  # two short names are the same
        return dict(network.indicators_of_each)
    return results


def funnels_of(network: Network) -> list[FunnelOf]:
    """N6: the indicators that are shares where ten practices or more have both counts."""
    return list(_funnels(network))


def _funnels(network: Network) -> Iterable[FunnelOf]:
    for number, pooled in enumerate(network.indicators):
        results = {code: each[number] for code, each in network.indicators_of_each.items()}
        shares = [
            Share(short_name(network.name(code)), result.numerator, result.denominator, code)
            for code, result in results.items()
            if result.numerator is not None and result.denominator and not is_few(result)
        ]
        if pooled.indicator.unit == "share" and len(shares) >= FEWEST and pooled.value and pooled.value < 1:
            yield FunnelOf(pooled.indicator.id, pooled.basis, tuple(shares))


def funnel_chart_of(network: Network, shown: FunnelOf, width: float, text_size: float) -> Chart:
    """One funnel."""
    return funnel(
        shown.shares, what=shown.indicator, unit=shown.unit, place=network.group.name,
        period=network.period.words, width=width, text_size=text_size,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Small:
    """Beside others on a page: how high a chart over time is, in pixels, and how many bars there may be."""

    height: float
    bars: int


def pooled_sources_of(network: Network, small: Small | None, width: float, text_size: float) -> Chart:
    """P1 of the practices together."""
    return sources_chart(
        network.footprint, place=network.group.name, width=width, text_size=text_size, whose="network",
        most=small.bars if small else None, is_small=small is not None,
    )  # fmt: skip


def pooled_change_of(network: Network, width: float, text_size: float) -> Chart:
    """P3 of the practices together, like for like; of under half of the group there is no headline."""
    place, change = network.group.name, network.change
    if change is None:
        why = [change_sentence(network)]
        return message(
            "Nothing to compare with last year yet", place, why, width, text_size, table_of((), ())
        )
    alike = together(network.alike.values())
    chart = change_rows(alike, network.period, place=place, width=width, text_size=text_size)
    return _of_some(chart, compared_words(network), "" if change.is_headline else _ON_LAST_YEAR)


def quarters_chart_of(
    network: Network, found: Quarterly, small: Small | None, width: float, text_size: float
) -> Chart:
    """P6: inhaler carbon by quarter of the practices with every one of the quarters shown."""
    chart = run_chart(
        found.quarters, what="Inhaler carbon", place=network.group.name, width=width, text_size=text_size,
        height=small.height if small else None, is_small=small is not None, estimated=found.estimated,
    )  # fmt: skip
    return _of_some(chart, found.reach, "" if found.is_headline else _BY_QUARTER)


def path_chart_of(
    network: Network, found: Trajectory, width: float, text_size: float, small: Small | None = None
) -> Chart:
    """N5: inhaler carbon by year of the practices with every year.

    It says how many these are; of under half of the group there is no headline.
    """
    chart = target_path(
        found.years, load_plan().targets_for("inhaler_carbon"),
        place=subtitle(found.reach, network.group.name), width=width, text_size=text_size,
        height=small.height if small else None, is_small=small is not None,
        estimated=found.estimated, title="" if found.is_headline else f"{_OVER_THE_YEARS}: {TOO_FEW.lower()}",
    )  # fmt: skip
    return _of_some(chart, found.reach) if small else chart


def _of_some(chart: Chart, reach: str, too_few: str = "") -> Chart:
    """It says how many practices it is of; `too_few` is what it shows of so few that it claims nothing."""
    title = f"{too_few}: {TOO_FEW.lower()}" if too_few else chart.title
    return replace(chart, title=title, subtitle=subtitle(chart.subtitle, reach))


def trajectory_words(network: Network, found: Trajectory) -> str:
    """Whose inhaler carbon it is, and who lacks a year."""
    included = found.in_words(network.name)
    if len(found.included) > _MOST_NAMES:
        included = f"{len(found.included)} practices"
    return f"Of the practices with every year: {included}. Not in it: {found.out_words(network.name)}."
