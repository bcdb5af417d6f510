"""Practice or PCN lead: which of the two is set up on this computer, and where each keeps its data."""

from pathlib import Path

from greenpractice.network.groups import Group
from ui.session.network_choices import NetworkChoices
from ui.session.preferences import Preferences

PRACTICE, LEAD = "practice", "pcn"


def role_of(preferences: Preferences) -> str:
    """How the app was used last."""
    return LEAD if preferences.text("role") == LEAD else PRACTICE


def lead_store(preferences: Preferences) -> Path | None:
    """The data file of the Lead, where one is set up."""
    return preferences.path("network/store")


def data_file(preferences: Preferences) -> Path | None:
    """What is opened when the app starts; None before it was set up."""
    return lead_store(preferences) if role_of(preferences) == LEAD else preferences.store


def place_for_practice(preferences: Preferences, usual: Path) -> Path:
    """Where a practice's data would go: never into the Lead's file."""
    taken = lead_store(preferences)
    return preferences.store or (usual.with_name(f"{usual.stem}-practice.db") if taken == usual else usual)


def place_for_lead(preferences: Preferences, usual: Path) -> Path:
    """Where a Lead's data would go: the usual file, unless a practice keeps its data on this computer."""
    known = lead_store(preferences)
    if known is not None:
        return known
    practice = preferences.store
    return usual if practice is None else practice.with_name(f"{practice.stem}-network.db")


def put_lead(preferences: Preferences, group: Group, store: Path) -> None:
    """Remember the Lead's network and data file."""
    choices = NetworkChoices(preferences)
    choices.put_own(group)
    choices.put_group(group)
    preferences.put_path("network/store", store)
