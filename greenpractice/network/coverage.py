"""How far a network's figures reach, in words that stand beside every total."""

from greenpractice.network.network import Network
from greenpractice.numbers import show_percent


def coverage_words(network: Network) -> str:
    """`4 of 6 practices, 78% of patients by list size`, where every member has a list size."""
    words = f"{len(network.received)} of {len(network.members)} practices"
    reached = network.patients_reached
    if reached is None or not reached[1]:
        return words
    return f"{words}, {show_percent(*reached)} of patients by list size"


def without_words(network: Network) -> str:
    """`, not including Delta Centre and Gamma Health`; nothing when everyone is in."""
    names = [network.name(code) for code in network.missing]
    if not names:
        return ""
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f", not including {listed}"
