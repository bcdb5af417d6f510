"""How a status of a section looks: the name of its tag, of a page with several sections too."""

from collections.abc import Sequence

from greenpractice.returns.progress import Status

LOOK_OF = {
    Status.COMPLETED: "completed",
    Status.IN_PROGRESS: "in progress",
    Status.NOT_YET_STARTED: "not yet started",
    Status.CANNOT_START_YET: "cannot start",
    Status.PROBLEM: "problem",
}


def together(statuses: Sequence[Status]) -> Status:
    """One status for a page of several sections."""
    if Status.PROBLEM in statuses:
        return Status.PROBLEM
    if len(set(statuses)) == 1:
        return statuses[0]
    return Status.IN_PROGRESS
