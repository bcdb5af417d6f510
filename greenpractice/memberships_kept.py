"""What a store keeps of who is in which network: the Lead's corrections, and lists that were loaded."""

from datetime import datetime
from typing import Protocol

from greenpractice.facts.directory import Correction
from greenpractice.facts.nhs_list import NhsList


class MembershipsKept(Protocol):
    """A part of the store. Each method that writes is one transaction."""

    def corrections(self) -> list[Correction]:
        """The Lead's corrections of memberships that hold, in the order they were said."""
        ...

    def correct_membership(self, said: Correction, now: datetime) -> int:
        """Keep the Lead's word on where a practice is from a day on; its id."""
        ...

    def take_back_correction(self, correction_id: int) -> None:
        """Let a correction hold no more."""
        ...

    def nhs_lists(self) -> list[NhsList]:
        """The lists of practices and networks that were loaded and count, in the order they were loaded."""
        ...

    def load_nhs_list(self, newer: NhsList, now: datetime) -> int:
        """Let a list count before the shipped one and those loaded earlier; its id."""
        ...

    def take_back_nhs_list(self, list_id: int) -> None:
        """Let a list that was loaded count no more."""
        ...
