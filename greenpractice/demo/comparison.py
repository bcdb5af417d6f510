"""A made-up comparison for the made-up data: what their Lead shares of the newest quarter."""

from datetime import UTC, datetime

from greenpractice.carbon.footprint import load_calculator
from greenpractice.comparison.comparison_file import comparison_bytes
from greenpractice.comparison.held import held_beside
from greenpractice.comparison.kept import Mine, accept, take_bytes
from greenpractice.comparison.making import comparison_of
from greenpractice.demo.returns import LAST, PCN
from greenpractice.demo.story import told_documents
from greenpractice.exchange.signing import signing_key
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import Group
from greenpractice.network.network import Network
from greenpractice.store import Store

MADE = datetime(2026, 11, 12, 9, tzinfo=UTC)
_NAME = "Sample PCN"


def make_comparison(store: Store) -> None:
    """Keep one beside a demo store that has none, its key accepted: it is the demo's own."""
    if held_beside(store.path).comparisons:
        return
    returns = [each for each in told_documents() if each.period == LAST]
    group = Group(_NAME, frozenset({PCN}))
    network = Network(group, LAST, returns, load_directory(), load_calculator())
    key = signing_key(store.path)
    data = comparison_bytes(comparison_of(network, MADE, demo=True), key)
    take_bytes(store.path, data, _NAME, Mine(returns, demo=True))
    accept(store.path, key.public_key)
