"""The declared fields of the return format are pinned: they change only with a new version and an upgrade."""

from greenpractice.returns.versions import RELEASED, VERSION
from tests.format_versions import fingerprint, pinned

RAISE = (
    "That version is released: programs out there would call new returns unreadable. Add an upgrade to "
    "UPGRADES in greenpractice/returns/versions.py, then run `python -m tests.format_versions`."
)
MAKE_ANEW = "That version is not released yet: run `python -m tests.format_versions`."
WHAT_TO_DO = (
    f"The declared fields are no longer those of version {VERSION} of the return format. "
    f"{RAISE if VERSION == RELEASED else MAKE_ANEW}"
)


def test_the_declared_fields_are_those_of_the_version():
    assert fingerprint() == pinned().get(str(VERSION)), WHAT_TO_DO


def test_every_version_is_pinned_and_none_is_like_another():
    assert list(pinned()) == [str(number) for number in range(1, VERSION + 1)]
    assert len(set(pinned().values())) == VERSION
