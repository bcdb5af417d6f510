"""The Lead's word on where practices are: kept in the data file from a day on, and taken back."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from greenpractice.facts.directory import Correction
from greenpractice.facts.nhs_list import NhsList
from greenpractice.network.groups import Group
from greenpractice.network.membership import made_idle, said_of
from greenpractice.returns.documents import ReturnDocument

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace


class Memberships:
    """Corrections of the lists; where no day is given they hold from the first day of the period in view."""

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        self._workspace = workspace

    @property
    def said(self) -> list[Correction]:
        """What holds, in the order it was said."""
        return self._workspace.store.corrections()

    @property
    def one_network(self) -> str | None:
        """The code of the network in view, None where it is not one."""
        pcns = self._workspace.group.pcns or ()
        return next(iter(pcns)) if len(pcns) == 1 else None

    def made_idle(self, said: Correction) -> list[str]:
        """The practices from which nobody would take over once this is said."""
        return made_idle(self._workspace.store, said)

    def say(self, said: Correction) -> None:
        """Keep where a practice is from a day on."""
        store = self._workspace.store
        self._workspace.membership_said(lambda: store.correct_membership(said, datetime.now(UTC)))

    def take_back(self, said: Correction) -> None:
        """Undo one: from its day on the one before holds again, or the lists."""
        store = self._workspace.store
        self._workspace.membership_said(lambda: store.take_back_correction(said.id))

    def network_for(self, document: ReturnDocument) -> str | None:
        """The network that the sender of a return may be added to: the one in view, of several its own word.

        None where the return names none of them.
        """
        workspace, said = self._workspace, document.pcn_code
        is_known = said is not None and workspace.directory.pcn(said) is not None
        if self.one_network is None and is_known and said is not None:
            return said if workspace.group.has_network(workspace.directory, said) else None
        return self.one_network

    def add(self, code: str, network: str | None = None) -> None:
        """Count a practice in a network, else in the one in view, or no longer leave it out."""
        workspace, network = self._workspace, network or self.one_network
        said = workspace.directory.said_in(code, workspace.period)
        if said is not None and said.kind == "left_out":
            self.take_back(said)
        elif network is not None:
            self.say(Correction(code, workspace.period.first_day, "network", network))

    def leave_out(self, code: str) -> None:
        """Leave a practice out of every count; what it sent stays in the data file."""
        self.say(Correction(code, self._workspace.period.first_day, "left_out"))

    @property
    def lists(self) -> list[NhsList]:
        """The lists that were loaded and count, in the order they were loaded."""
        return self._workspace.store.nhs_lists()

    def use_list(self, newer: NhsList) -> None:
        """Let a list count before the shipped one and those loaded earlier."""
        store = self._workspace.store
        self._workspace.membership_said(lambda: store.load_nhs_list(newer, datetime.now(UTC)))

    def take_back_list(self, held: NhsList) -> None:
        """Let a list that was loaded count no more."""
        store = self._workspace.store
        self._workspace.membership_said(lambda: store.take_back_nhs_list(held.id))

    def kept(self, group: Group) -> Group:
        """The group, once what was said of it before the data file was open is kept in that."""
        store = self._workspace.store
        kept = replace(group, added=frozenset(), left_out=frozenset())
        if kept == group or not store.can_write:
            return group
        for said in said_of(group, store.corrections()):
            store.correct_membership(said, datetime.now(UTC))
        self._workspace.choices.put_group(kept)
        return kept
