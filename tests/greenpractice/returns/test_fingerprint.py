"""The declared fields of the return format are pinned: they change only with a new version and an upgrade."""

from greenpractice.returns.versions import VERSION
from tests.format_versions import fingerprint, pinned

WHAT_TO_DO = f"""
The declared fields are no longer those of version {VERSION} of the return format. If it is out there, its
programs would call new returns unreadable: add an upgrade to UPGRADES in greenpractice/returns/versions.py
and run `python -m tests.format_versions`.
"""


def test_the_declared_fields_are_those_of_the_version():
    assert fingerprint() == pinned().get(str(VERSION)), WHAT_TO_DO


def test_every_version_is_pinned_and_none_is_like_another():
    assert list(pinned()) == [str(number) for number in range(1, VERSION + 1)]
    assert len(set(pinned().values())) == VERSION
