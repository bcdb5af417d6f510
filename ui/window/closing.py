"""When a window may close: what cannot be kept is told once, and the second time it closes without it."""

from PySide6.QtWidgets import QApplication

from ui.session.session import Session


class Closing:
    """Somebody's wish to close a window over a session, asked about once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._told = False

    def may_close(self) -> bool:
        """Commit and save what is there; False where something cannot be kept and that is told just now."""
        self._session.leaving.emit()
        aside: list[tuple[str, ...]] = []
        hear = lambda *told: aside.append(told)  # noqa: E731
        self._session.put_aside.connect(hear)
        focused = QApplication.focusWidget()
        if focused is not None:
            focused.clearFocus()  # a text being typed is committed
        self._session.try_again()
        self._session.put_aside.disconnect(hear)
        if aside or not self._told:  # what was put aside just now nobody can have copied yet
            problem = self._problem(is_new=bool(aside))
            if problem:
                self._told = True
                self._session.refused.emit(problem)
                return False
        return True

    def _problem(self, *, is_new: bool) -> str:
        asked = bool(self._session.numbers_asked)
        if is_new or asked or self._session.given_back.is_uncopied:
            first = "answer" if asked else "copy"
            return f"Something was not kept: {first} it first. Close again to leave without it"
        if self._session.has_unsaved:
            return "Some changes are not saved. Close again to leave without them"
        return ""
