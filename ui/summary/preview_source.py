"""What a preview is of: whose pages they are, how they are made, and what stands in the way of them."""

from collections.abc import Callable, Hashable
from datetime import UTC, datetime
from typing import Protocol

from PySide6.QtCore import QObject

from greenpractice.errors import InputError, UserError
from greenpractice.reports.page_image import PreviewPages
from greenpractice.store import StoredReturn
from greenpractice.tasks.pdf_preview import draft_of
from ui.session.jobs import Jobs, Reins
from ui.session.services import WindowServices
from ui.session.workspace import Workspace

THREAD_NAME = "preview"
Making = Callable[[Reins], PreviewPages]


class NoPreview(UserError):
    """Why there is no preview, as a sentence; `of_figures` where Check answers has what is wrong."""

    def __init__(self, sentence: str, *, of_figures: bool = False) -> None:
        super().__init__(sentence)
        self.of_figures = of_figures


class PreviewSource(Protocol):
    """`what` goes on in a sentence: "summary PDF"."""

    what: str

    @property
    def key(self) -> Hashable:
        """Whose PDF it is: the picture of another one is never left standing."""
        ...

    def making(self) -> Making:
        """What makes the pages as they would be now, for a thread of its own; NoPreview, or a UserError."""
        ...

    def jobs(self, owner: QObject) -> Jobs:
        """In which they are made: they go with their owner, or with whom the store is read for."""
        ...


class SummarySource:
    """The summary PDF of the return in view; `numbered` is that return as the folder for the PDF has it."""

    what = "summary PDF"

    def __init__(
        self,
        workspace: Workspace,
        services: WindowServices,
        numbered: Callable[[StoredReturn], StoredReturn],
    ) -> None:
        self._workspace, self._services, self._numbered = workspace, services, numbered

    @property
    def key(self) -> Hashable:
        """The practice and the period in view."""
        return self._workspace.key

    def making(self) -> Making:
        """Of the return as it stands now."""
        workspace = self._workspace
        stored = workspace.to_print()
        if stored is None:
            raise NoPreview("There is no preview yet: enter figures first")
        documents, now = workspace.documents(), datetime.now(UTC)
        try:
            draft = draft_of(workspace.store, self._numbered(stored), documents, now)
        except InputError as error:
            count = len(error.issues)
            what = f"{count} {'figure' if count == 1 else 'figures'} cannot be used"
            sentence = f"There is no preview: {what}. Put right what is wrong first"
            raise NoPreview(sentence, of_figures=True) from error
        preview = self._services.preview
        return lambda _reins: preview(draft)

    def jobs(self, owner: QObject) -> Jobs:
        """Nobody waits for them, as all they need is in the draft."""
        return Jobs(owner, THREAD_NAME)
