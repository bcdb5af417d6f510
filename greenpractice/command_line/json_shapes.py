"""Footprints and indicators in the JSON shapes of the command line contract."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal

from greenpractice.carbon.footprint import Footprint
from greenpractice.carbon.gaps import Gap
from greenpractice.carbon.part_years import QuartersHeld
from greenpractice.facts.factors import Beside
from greenpractice.facts.practices import Directory
from greenpractice.indicators.base import Result
from greenpractice.indicators.side_by_side import side_by_side_told
from greenpractice.indicators.watching import Watched
from greenpractice.lines import Line, Spread
from greenpractice.network.coverage import waiting_words
from greenpractice.network.network import Network
from greenpractice.network.published.beside_sent import PublishedBeside
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.returns.documents import Json


def footprint_json(footprint: Footprint, gaps: Sequence[Json], quarters: QuartersHeld) -> Json:
    """The footprint: kg as JSON numbers at full precision, unknown values null.

    By the contract scopes and boundaries add to the total: of one without a line, which is No data on pages,
    that is 0 beside a total, and null where there is none.
    """
    return {
        "practice": footprint.practice,
        "period": footprint.period.id,
        "total_kgco2e": _float(footprint.known_total),
        "by_section": {key: float(kg) for key, kg in footprint.by_section.items()},
        "by_scope": {key: _float(footprint.known(kg)) for key, kg in footprint.by_scope.items()},
        "by_boundary": {key: _float(footprint.known(kg)) for key, kg in footprint.by_boundary.items()},
        "per_1000_patients_kgco2e": _float(footprint.per_1000_patients),
        "lines": [line_json(line) for line in footprint.lines],
        "avoided": [
            {
                "section": item.section,
                "label": item.label,
                "kgco2e": float(item.kg),
                "lowest_kgco2e": float(item.lowest),
                "highest_kgco2e": float(item.highest),
                "route": item.route or None,
                "source": item.source,
            }
            for item in footprint.avoided
        ],
        "avoided_kgco2e": _spread_json(footprint.avoided_kg),
        "not_counted": [
            {"section": item.section, "what": item.what, "why": item.why} for item in footprint.not_counted
        ],
        "market_based_electricity_kgco2e": _float(footprint.market_based_kg),
        "gaps": list(gaps),
        "quarters": quarters_json(quarters),
    }


def _spread_json(spread: Spread | None) -> Json | None:
    """An estimate with its range; null without an entry."""
    if spread is None:
        return None
    return {
        "lowest": float(spread.lowest),
        "middle": float(spread.kg),
        "highest": float(spread.highest),
    }


def quarters_json(quarters: QuartersHeld) -> Json:
    """How many quarters of the period there is a return for."""
    return {"held": quarters.held, "of": quarters.of}


def change_json(network: Network) -> Json | None:
    """kg a year before and now, like with like, and of how many practice-quarters that is."""
    change = network.change
    if change is None:
        return None
    with exact():
        factors = sum((each.by_factors for each in network.comparisons.values()), Decimal(0))
    return {
        "then_kgco2e": float(change.then),
        "now_kgco2e": float(change.now),
        "by_factors_kgco2e": float(factors),
        "practices": change.practices,
        "quarters": change.quarters.held,
        "of_quarters": change.quarters.of,
        "published": change.published,
        "headline": change.is_headline,
    }


def members_json(network: Network) -> Json:
    """Who is in the figures of a group and how far they reach, wherever these are given."""
    return {
        "group": network.group.name,
        "received": network.received,
        "so_far": network.so_far,
        "missing": network.missing,
        "published": network.published,
        "to_add": list(network.to_add),
        "waiting": [code for code in network.missing if waiting_words(network, code)],
        "left_out": [
            {"practice": code, "from": each.first.isoformat(), "to": each.last and each.last.isoformat()}
            for code, when in network.left_out.items()
            for each in when
        ],
        "not_in_network": [
            {"practice": code, "quarters": [quarter.id for quarter in network.quarters_outside(code)]}
            for code in network.members
            if network.quarters_outside(code)
        ],
        "coverage": asdict(network.coverage),
    }


def published_json(each: PublishedBeside) -> Json:
    """Published prescribing of a practice and quarter beside what it sent; null where one is not there."""
    theirs, mine, gap = each.published, each.sent, each.difference
    return {
        "practice": each.practice,
        "period": each.period.id,
        "months": list(each.months),
        "published_inhalers": None if theirs is None else float(theirs.inhalers),
        "sent_inhalers": None if mine is None else float(mine.inhalers),
        "difference_inhalers": None if gap is None else float(gap.inhalers),
        "published_kgco2e": None if theirs is None else float(theirs.kg),
        "sent_kgco2e": None if mine is None else float(mine.kg),
        "difference_kgco2e": None if gap is None else float(gap.kg),
        "sent_from_published": each.is_theirs,
    }


def gaps_json(gaps: Iterable[Gap], period: Period, practice: str | None = None) -> list[Json]:
    """What returns leave open. Where rows of several returns stand in one list, each says of which it is."""
    of: Json = {} if practice is None else {"practice": practice}
    return [
        {
            **of,
            **({"period": gap.period.id} if period.is_year else {}),
            "section": gap.section,
            "row": gap.row,
            "field": gap.field,
            "why": gap.why,
            "confirmed": gap.confirmed,
        }
        for gap in gaps
    ]


def line_json(line: Line) -> Json:
    """One line with its factor and source."""
    return {
        "section": line.section,
        "label": line.label,
        "quantity": float(line.quantity),
        "unit": line.factor.per,
        "factor": float(line.factor.value),
        "factor_unit": line.factor.unit,
        "factor_key": line.factor.key,
        "factor_year": line.factor.year,
        "source": line.factor.source_words,
        "carried_forward": line.factor.carried_forward,
        "scope": line.scope,
        "boundary": line.boundary,
        "estimated": line.estimated,
        "kgco2e": float(line.kg),
        "value_kind": line.factor.value_kind or None,
        "beside": _beside_json(line.factor.beside),
    }


def _beside_json(beside: Beside | None) -> Json | None:
    """What stands beside a factor and counts nowhere, as it is not known whether it holds."""
    if beside is None:
        return None
    return {
        "what": beside.what,
        "factor": float(beside.value),
        "source": f"{beside.source.words}: {beside.where}",
    }


def indicators_json(
    period: Period,
    results: Sequence[Result],
    watched: Sequence[Watched],
    gaps: Sequence[Json],
    quarters: QuartersHeld,
) -> Json:
    """The indicators of a period, and apart from them what is watched and what the returns leave open."""
    return {
        "period": period.id,
        "indicators": [indicator_json(result) for result in results],
        "also_watched": [watched_json(each) for each in watched],
        "side_by_side": side_by_side_told(results, watched, period.last_day),
        "gaps": list(gaps),
        "quarters": quarters_json(quarters),
    }


def watched_json(watched: Watched) -> Json:
    """One measure without thresholds; percentages are fractions. `otherwise` only where it is."""
    return {
        "id": watched.facts.id,
        "numerator": _float(watched.numerator),
        "denominator": _float(watched.denominator),
        "value": _float(watched.value),
        "basis": watched.basis,
        "draft": watched.facts.draft,
        "source": watched.facts.source,
        **({"otherwise": watched.otherwise} if watched.otherwise else {}),
    }


def indicator_json(result: Result) -> Json:
    """One indicator; percentages are fractions."""
    thresholds = result.thresholds
    return {
        "id": result.indicator.id,
        "numerator": _float(result.numerator),
        "denominator": _float(result.denominator),
        "value": _float(result.value),
        "status": result.status,
        "basis": result.basis,
        "thresholds": {
            "scheme": thresholds.scheme,
            "lower": float(thresholds.lower),
            "upper": float(thresholds.upper),
            "points": float(thresholds.points),
            "verified": thresholds.verified,
        },
        "points": _float(result.points),
        "plan_target": _float(result.plan_target),
        "to_reach_upper": {"count": result.to_upper, "of": result.basis},
        "without": list(result.left_out),
    }


def practices_json(directory: Directory, pcn: str | None) -> list[Json]:
    """Practices by code, of one PCN or all; days as ISO texts."""
    return [
        {
            "practice": practice.ods_code,
            "name": practice.name,
            "pcn": directory.latest_pcn(practice.ods_code),
            "opened": practice.opened.isoformat(),
            "closed": None if practice.closed is None else practice.closed.isoformat(),
        }
        for practice in directory.practices
        if pcn is None or directory.latest_pcn(practice.ods_code) == pcn
    ]


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
