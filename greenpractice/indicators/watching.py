"""The measures that are watched: computed like indicators, without thresholds, points or a status."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.carbon.carbon_words import exact_words
from greenpractice.facts.inhalers import Inhalers
from greenpractice.indicators import WATCHED
from greenpractice.indicators.computing import Evidence, pooled
from greenpractice.indicators.facts import Of
from greenpractice.indicators.watched_facts import WatchedFacts, load_watched
from greenpractice.numbers import exact, round_half_up, show


@dataclass(frozen=True, slots=True)
class Watched:
    """One measure, computed; `value` is numerator / denominator, None without data.

    `otherwise` is what it would be if something nobody has said were so: it stands beside the value.
    """

    facts: WatchedFacts
    basis: Of
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    left_out: tuple[str, ...]
    without: str
    otherwise: str = ""

    @property
    def name(self) -> str:
        """What it is called; a draft says that it is one."""
        return f"{self.facts.id} (draft)" if self.facts.draft else self.facts.id

    @property
    def value_words(self) -> str:
        """`42%`, or No data."""
        if self.value is None:
            return "No data"
        with exact():
            return f"{show(round_half_up(self.value * 100))}%"


def counts_words(watched: Watched) -> str:
    """`300 of 700 inhalers`, or what is missing; what is in neither, and what it would be otherwise."""
    said = f"No {watched.basis} of the kind"
    if watched.numerator is not None and watched.denominator is not None:
        said = f"{exact_words(watched.numerator)} of {exact_words(watched.denominator)} {watched.basis}"
    return ", ".join(part for part in (said, watched.without, watched.otherwise) if part)


def watched_of(practices: Mapping[str, Evidence], inhalers: Inhalers) -> list[Watched]:
    """Each measure pooled over the practices: numerators and denominators summed, never averaged."""
    found = []
    for measure in WATCHED:
        pool, facts = pooled(measure, practices, inhalers), load_watched()[measure.id]
        if pool.total is None:
            found.append(Watched(facts, pool.basis, None, None, None, pool.left_out, pool.without))
            continue
        numerator, denominator = pool.total
        with exact():
            value = numerator / denominator
        otherwise = measure.otherwise(pool.evidence, pool.basis, pool.total)
        found.append(
            Watched(facts, pool.basis, numerator, denominator, value, pool.left_out, pool.without, otherwise)
        )
    return found
