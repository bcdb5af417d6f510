"""What the window remembers between two starts: never a figure, only where things are and how they look."""

from pathlib import Path

from PySide6.QtCore import QSettings

from greenpractice.errors import UserError
from greenpractice.numbers import small_whole
from greenpractice.periods import Period
from greenpractice.returns.documents import Contact
from ui.session.identity import Identity


class Preferences:
    """A small INI file; what is missing in it has a default.

    Its folder may be that of the data, on a drive that goes away. Then nothing is written until it is back: a
    folder made anew in its place would keep it from coming back.
    """

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)
        self._folder, self._was_there = path.parent, path.parent.is_dir()
        self._waiting: dict[str, str | None] = {}

    def text(self, name: str, default: str = "") -> str:
        """A remembered text."""
        if name in self._waiting:
            return self._waiting[name] or default
        value = self._settings.value(name, default)
        return value if isinstance(value, str) else default

    def put(self, name: str, text: str | None) -> None:
        """Remember a text, or with None forget it."""
        self._waiting[name] = text
        if self._was_there and not self._folder.is_dir():
            return
        self._settings.sync()  # what it read while the folder was away is nothing
        for each, kept in self._waiting.items():
            if kept is None:
                self._settings.remove(each)
            else:
                self._settings.setValue(each, kept)
        self._waiting.clear()
        self._settings.sync()
        self._was_there = self._folder.is_dir()

    def path(self, name: str) -> Path | None:
        """A remembered file or folder, None where nothing is remembered."""
        text = self.text(name)
        return self._folder / text if text else None

    def put_path(self, name: str, path: Path) -> None:
        """Remember a file or folder; in our own one by its place there: a stick may get another letter."""
        path = path.absolute()
        inside = path.is_relative_to(self._folder)
        self.put(name, str(path.relative_to(self._folder) if inside else path))

    def is_on(self, name: str) -> bool:
        """A remembered yes; no where nothing is remembered."""
        return self.text(name) == "1"

    def put_on(self, name: str, on: bool) -> None:
        """Remember a yes, or forget it."""
        self.put(name, "1" if on else None)

    @property
    def text_size(self) -> int:
        """Percent of the usual text size."""
        return small_whole(self.text("text_size", "100"), 80, 200) or 100

    @property
    def dark(self) -> bool | None:
        """True for dark, False for light, None for as the computer is set."""
        return {"dark": True, "light": False}.get(self.text("look"))

    @property
    def store(self) -> Path | None:
        """The data file of the practice."""
        return self.path("store")

    @property
    def period(self) -> Period | None:
        """The period that was in view."""
        try:
            return Period.parse(self.text("period"))
        except UserError:
            return None

    @property
    def identity(self) -> Identity | None:
        """Whose returns are kept."""
        code = self.text("practice/code")
        if not code:
            return None
        name, email = self.text("contact/name") or None, self.text("contact/email") or None
        contact = Contact(name, email) if name or email else None
        return Identity(code, self.text("practice/name") or None, self.text("practice/pcn") or None, contact)

    def put_identity(self, identity: Identity) -> None:
        """Remember whose returns are kept."""
        contact = identity.contact or Contact()
        for name, text in (
            ("practice/code", identity.ods_code),
            ("practice/name", identity.name),
            ("practice/pcn", identity.pcn_code),
            ("contact/name", contact.name),
            ("contact/email", contact.email),
        ):
            self.put(name, text)
