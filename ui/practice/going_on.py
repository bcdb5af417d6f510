"""Where one goes on from a page of sections: to the next that waits for figures, and then to the check."""

from collections.abc import Collection

from greenpractice.returns.progress import FIGURE_SECTIONS, Status, counting
from ui.practice.practice_pages import page_of_section
from ui.session.workspace import Workspace


def next_section(workspace: Workspace, sections: Collection[str]) -> str | None:
    """The first section that waits and stands after these, else before them; None is the check of answers."""
    counted = counting(workspace.progress())
    keys = [section.key for section in FIGURE_SECTIONS]
    last = max((keys.index(key) for key in sections if key in keys), default=-1)
    waiting = [key for key in keys if key in counted and counted[key].status is not Status.COMPLETED]
    left = [key for key in waiting if key not in sections]
    return next((key for key in left if keys.index(key) > last), left[0] if left else None)


def next_title(workspace: Workspace, sections: Collection[str]) -> str:
    """The name of the page that one goes on to."""
    section = next_section(workspace, sections)
    page = None if section is None else page_of_section(section)
    return "Check answers" if page is None else page.title
