"""What bears a version is noted in the store before it is there, or is not made."""

from collections.abc import Callable
from functools import partial

from greenpractice.reports_kept import NetworkReport
from greenpractice.store import Store, StoreError


class NotNoted(StoreError):
    """Something would bear a version that nothing can note: the store is open to look at only."""

    def __init__(self, store: Store) -> None:
        super().__init__(
            f"{store.path} is open to look at only, and the version of what is made has to be noted in it. "
            "It was not made: if another window or program has the data open, close it and start again."
        )


def noting_report(store: Store, report: NetworkReport) -> Callable[[], object] | None:
    """What keeps the version of a network's report; None where it is kept, NotNoted where it cannot be."""
    if report in store.network_reports(report.group, report.period):
        return None
    if not store.can_write:
        raise NotNoted(store)
    return partial(store.keep_network_report, report)
