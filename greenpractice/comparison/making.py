"""Making a comparison: what is usual among the practices of a group whose returns count."""

from datetime import datetime

from greenpractice import __version__
from greenpractice.answers.history import View
from greenpractice.carbon.factor_sets import FACTS, facts_named
from greenpractice.carbon.part import Part
from greenpractice.comparison.comparison_file import Comparison
from greenpractice.comparison.measures import Figure, figures_of, load_measures
from greenpractice.comparison.quartiles import Usual, usual_of
from greenpractice.errors import UserError
from greenpractice.exchange.signed_file import LONGEST_WORDS
from greenpractice.network.asking import group_key
from greenpractice.network.network import Network
from greenpractice.phrases import counted
from greenpractice.small_numbers import FEWEST_PRACTICES


def comparison_of(network: Network, made: datetime, demo: bool) -> Comparison:
    """What may be told of a network; UserError where no measure is of five practices.

    In it are those that sent returns of the whole period which count: nothing that waits for the Lead's word,
    and nothing that was only published. Their order makes no difference.
    """
    codes = [code for code in network.received if code in network.of_whole_period]
    figures = [figures_in(network, code) for code in codes]
    measures = {}
    for measure in load_measures().values():
        found = _usual([each[measure.key] for each in figures], measure.is_share)
        if found is not None:
            measures[measure.key] = found
    name = network.group.name
    if not measures:
        raise UserError(
            f"{name} has {counted(len(codes), 'practice')} with whole returns of {network.period.words} that "
            f"count. A comparison needs {FEWEST_PRACTICES} that are complete in the same section: wait for "
            "more, or choose a larger group."
        )
    return Comparison(
        group_key(network.group),
        " ".join(name.split())[:LONGEST_WORDS].strip(),
        network.period,
        len(network.members),
        len(codes),
        made.replace(microsecond=0),
        __version__,
        facts_named()[FACTS],
        demo,
        measures,
    )


def figures_in(network: Network, code: str) -> dict[str, Figure]:
    """A practice's own figures, as its own window has them."""
    parts = [Part(each, network.calculator.of_return(each)) for each in network.shares[code].parts]
    return figures_of(View(network.footprints[code], tuple(parts)))


def _usual(figures: list[Figure], is_share: bool) -> Usual | None:
    return usual_of([each.value for each in figures if each.value is not None], is_share)
