"""All that a network's report shows, in parts that are compared to tell one version from the next."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from greenpractice import __version__
from greenpractice.indicators.side_by_side import first_lever
from greenpractice.network.coverage import (
    change_headline,
    change_sentence,
    coverage_words,
    left_out_lines,
    period_so_far,
    sent_words,
    without_words,
)
from greenpractice.network.looking import how_sure_said, resting_rows, to_chase_rows
from greenpractice.network.network import Network
from greenpractice.network.pictures import (
    bars_of,
    funnel_chart_of,
    funnels_of,
    intensities_of,
    path_chart_of,
    rulers_of,
    side_by_side_of,
    sources_chart_of,
    trajectory_words,
)
from greenpractice.network.states import FileState
from greenpractice.network.trajectory import Trajectory
from greenpractice.phrases import joined
from greenpractice.reports.network.front_pages import (
    action_rows,
    asked_rows,
    file_rows,
    grid_rows,
    left_open_rows,
    numbers_of,
    rulers_note,
    rules_of,
    taken_back_rows,
    total_rows,
)
from greenpractice.reports.network.issues import networks_of
from greenpractice.reports.network.practice_pages import items_to_look_at
from greenpractice.reports.words import CHART_TEXT, TEXT_WIDTH

OverYears = Callable[[], Trajectory | None]
Shown = Mapping[str, tuple[str, ...]]
OVER_YEARS = "over the years"
_SIZE = TEXT_WIDTH, CHART_TEXT
# Parts that are lines of text, and what is said where they differ; of the others a digest is kept.
_LINES: Mapping[str, str] = {
    "name": "Its name",
    "networks": "The networks in it",
    "practices": "The practices in it",
    "left out": "Left out by the Lead",
    "change": "On a year before",
}
_DIGESTS: Mapping[str, str] = {
    "figures": "Figures or indicators are others",
    OVER_YEARS: "Inhaler carbon over the years is another",
    "how sure": "How sure the figures are is another",
    "left open": "What the returns leave open is another",
    "asked": "Whom to ask, or for what, is another",
    "actions": "The actions are others",
    "files": "The files that came are others",
    "rules": "It is worked out by another version of the app or of its facts",
}


def shown_of(
    network: Network, files: Sequence[FileState], demo: bool, now: datetime, over_years: OverYears | None
) -> dict[str, tuple[str, ...]]:
    """Each part; of one over the years only where it is known what the returns of all years come to."""
    parts: dict[str, tuple[str, ...]] = {
        "name": (network.group.name,),
        "networks": tuple(f"{pcn.name} ({pcn.code})" for pcn in networks_of(network)),
        "practices": tuple(f"{network.name(code)} ({code})" for code in network.members),
        "left out": tuple(left_out_lines(network)),
        "change": (change_sentence(network),),
        "figures": _digest(_figures(network, files)),
        "how sure": _digest(_how_sure(network)),
        "left open": _digest(left_open_rows(network)),
        "asked": _digest(asked_rows(network, files, now)),
        "actions": _digest(action_rows(network)),
        "files": _digest(file_rows(network, files)),
        "rules": _digest([__version__, demo, rulers_note(network), *rules_of(network)]),
    }
    if over_years is not None:
        parts[OVER_YEARS] = _digest(_over_years(network, over_years() if network.counted else None))
    return parts


def what_differs(then: Shown, now: Shown) -> list[str]:
    """What is shown otherwise, a sentence for each part of which the lines are known."""
    return [
        f"{words}: {_moved(then.get(part, ()), now.get(part, ()))}."
        for part, words in _LINES.items()
        if then.get(part, ()) != now.get(part, ())
    ]


def what_else_differs(then: Shown, now: Shown) -> list[str]:
    """The same of the other parts, which follow from the returns and are told where those are the same."""
    return [f"{words}." for part, words in _DIGESTS.items() if then.get(part, ()) != now.get(part, ())]


def _moved(then: Sequence[str], now: Sequence[str]) -> str:
    if len(then) == len(now) == 1:
        return f"“{now[0].rstrip('.')}”, before “{then[0].rstrip('.')}”"
    said = (
        ("also", [each for each in now if each not in then]),
        ("no longer", [each for each in then if each not in now]),
    )
    return "; ".join(f"{word} {joined(lines)}" for word, lines in said if lines) or "in another order"


def _figures(network: Network, files: Sequence[FileState]) -> Iterable[object]:
    yield period_so_far(network), coverage_words(network), without_words(network), sent_words(network)
    yield numbers_of(network), change_headline(network), grid_rows(network, files), total_rows(network)
    yield [
        (each.name, each.facts.title, each.numerator, each.denominator, each.value_words, each.without)
        + ((each.otherwise,) if each.otherwise else ())  # without it a report stays the version that it was
        for each in network.watched
    ]
    yield first_lever(network.watched, network.period.last_day)
    yield rulers_of(network, *_SIZE)
    yield taken_back_rows(network)
    if network.counted:
        yield sources_chart_of(network, bars_of(network), *_SIZE)
        yield side_by_side_of(network, intensities_of(network), *_SIZE)
        yield [funnel_chart_of(network, each, *_SIZE) for each in funnels_of(network)]
        yield items_to_look_at(network)


def _how_sure(network: Network) -> Iterable[object]:
    if network.counted:
        yield how_sure_said(network), resting_rows(network), to_chase_rows(network)


def _over_years(network: Network, found: Trajectory | None) -> Iterable[object]:
    if found is not None:
        yield path_chart_of(network, found, *_SIZE), trajectory_words(network, found)


def _digest(parts: Iterable[object]) -> tuple[str, ...]:
    said = list(parts)
    return (sha256(repr(said).encode()).hexdigest()[:32],) if said else ()
