"""About: which version, of which commit, with which facts, and how one hears of a new one."""

from collections.abc import Callable

import pytest

from greenpractice import __version__
from tests.ui.walking import texts
from ui.practice.practice_window import MainWindow
from ui.window import about


def test_about_names_version_facts_and_how_one_hears_of_a_newer_version(window: MainWindow) -> None:
    window.show_help_part("about")
    page = window.open_page_widget
    assert page is not None
    said = [*texts(page)]
    assert f"Greener Practice {__version__}, from source" in said
    assert about.factor_set_words() in said
    assert [line for line in said if "newer version" in line and "tells" in line]


def test_a_built_app_says_of_which_commit_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    told: Callable[[str], str] = lambda _name: "0123456789abcdef 2026-11-29\n"  # noqa: E731
    monkeypatch.setattr(about, "resource_text", told)
    assert (
        about.version_words() == f"Greener Practice {__version__}, built from 0123456789 of 29 November 2026"
    )
    assert about.version_words() in about.support_details()
