"""How far a network's figures reach, in words that stand beside every total."""

from greenpractice.network.network import Network
from greenpractice.numbers import show_percent


def coverage_words(network: Network) -> str:
    """`4 of 6 practices, 78% of patients by list size`, where every member has a list size.

    Of a year it says how many quarters of practices there are: `2 of 8 practices, 5 of 32 quarters so far`.
    """
    reach = network.coverage
    words = f"{reach.practices} of {reach.of_practices} practices"
    if network.period.is_year:
        words += f", {quarters_words(network)}"
    reached = network.patients_reached
    if reached is None or not reached[1]:
        return words
    return f"{words}, {show_percent(*reached)} of patients by list size"


def quarters_words(network: Network) -> str:
    """`5 of 32 practice-quarters so far`; of a quarter nothing, as the practices say it."""
    if not network.period.is_year:
        return ""
    reach = network.coverage
    return f"{reach.quarters} of {reach.of_quarters} practice-quarters{'' if reach.whole else ' so far'}"


def period_so_far(network: Network) -> str:
    """`April 2025 to March 2026 so far`, where quarters of practices are missing from a year."""
    partly = network.period.is_year and not network.coverage.whole
    return f"{network.period.words} so far" if partly else network.period.words


def without_words(network: Network) -> str:
    """`, not including Delta Centre and Gamma Health`; nothing when everyone is in."""
    names = [network.name(code) for code in network.missing]
    if not names:
        return ""
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f", not including {listed}"
