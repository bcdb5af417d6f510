"""Where one goes on from a page of sections: to the next that waits for figures, and then to the check."""

from collections.abc import Collection

from greenpractice.answers.home_story import next_after
from ui.practice.practice_pages import page_of_section
from ui.session.workspace import Workspace


def next_section(workspace: Workspace, sections: Collection[str]) -> str | None:
    """The first section that waits and stands after these; None is the check of answers."""
    before = None if workspace.period.is_year else workspace.previous()
    return next_after(sections, workspace.progress(), before)


def next_title(workspace: Workspace, sections: Collection[str]) -> str:
    """The name of the page that one goes on to."""
    section = next_section(workspace, sections)
    page = None if section is None else page_of_section(section)
    return "Check answers" if page is None else page.title
