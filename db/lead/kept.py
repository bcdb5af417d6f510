"""What a network's Lead keeps in a store beside returns: memberships, lists of the NHS, reports made."""

from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection

from db.lead import memberships, nhs_lists, reports
from db.revisions import InCopies
from db.steps import OpenStep
from greenpractice.facts.directory import Correction
from greenpractice.facts.nhs_list import NhsList
from greenpractice.periods import Period
from greenpractice.reports_kept import NetworkReport


class LeadStore:
    """That part of a store; the store itself has the file."""

    _in_copies: InCopies

    def _reading(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def _step(self, what: str | None = None) -> AbstractContextManager[OpenStep]:
        raise NotImplementedError

    def corrections(self) -> list[Correction]:
        """The Lead's corrections of memberships that hold, in the order they were said."""
        with self._reading() as connection:
            return memberships.read_corrections(connection)

    def correct_membership(self, said: Correction, now: datetime) -> int:
        """Keep the Lead's word on where a practice is from a day on; its id."""
        with self._step() as step:
            return memberships.correct(step.connection, said, now)

    def take_back_correction(self, correction_id: int) -> None:
        """Let a correction hold no more."""
        with self._step() as step:
            memberships.take_back(step.connection, correction_id)

    def nhs_lists(self) -> list[NhsList]:
        """The lists of practices and networks that were loaded and count, in the order they were loaded."""
        with self._reading() as connection:
            return nhs_lists.read_lists(connection)

    def load_nhs_list(self, newer: NhsList, now: datetime) -> int:
        """Let a list count before the shipped one and those loaded earlier; its id."""
        with self._step() as step:
            return nhs_lists.load_list(step.connection, newer, now)

    def take_back_nhs_list(self, list_id: int) -> None:
        """Let a list that was loaded count no more."""
        with self._step() as step:
            nhs_lists.take_back(step.connection, list_id)

    def network_reports(self, group: str, period: Period) -> list[NetworkReport]:
        """The reports of a group for a period, in the order of their versions."""
        with self._reading() as connection:
            own = reports.read_reports(connection, group, period)
        return self._in_copies.with_reports(own, group, period)

    def keep_network_report(self, report: NetworkReport) -> None:
        """Remember that a report was made, once."""
        with self._step() as step:
            reports.keep_report(step.connection, report)
