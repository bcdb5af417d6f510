"""The made-up data that can be looked at: whose they are, and their file beside the practice's own."""

from greenpractice.network.groups import Group
from greenpractice.periods import Period
from ui.session.identity import Identity

DEMO = Identity("Z99991", "Sample Surgery", "U99999")
DEMO_PERIOD = Period(2026, 2)
DEMO_GROUP = Group("Sample PCN", frozenset({"U99999"}))
DEMO_NAME = "greenpractice-demo.db"
