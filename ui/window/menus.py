"""The menu bar from a list of commands: keys, an access key for each entry, and why one cannot be done."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget

from ui.help.keys import KeyLine, WorksOn
from ui.window.page_spec import PageSpec


@dataclass(frozen=True, slots=True)
class Command:
    """One entry of a menu. `name` is its objectName, `text` its words, with "…" if it asks for more.

    `why_not` gives the reason why it cannot be done now, or "": the entry is then muted and its reason
    stands in the status bar, also when its keys are pressed. `ticked` makes it an entry with a tick,
    `says` gives words that follow what there is to undo. Before any of this what is being typed is put in
    its figure, so that nothing is done without it, but for an entry that `leaves_typing` going on. One that
    `works_on` something of some pages only stands first in the list of keys of those.
    """

    name: str
    text: str
    does: Callable[[], object]
    keys: tuple[str, ...] = ()
    why_not: Callable[[], str] | None = None
    ticked: Callable[[], bool] | None = None
    says: Callable[[], str] | None = None
    leaves_typing: bool = False
    works_on: WorksOn | None = None


@dataclass(frozen=True, slots=True)
class MenuSpec:
    """One menu of the bar; None is a line between entries."""

    title: str
    entries: Sequence[Command | None]


def page_command(spec: PageSpec, open_page: Callable[[str], object]) -> Command:
    """The entry that opens a page."""
    return Command(
        f"open-{spec.key}", spec.menu or spec.title, partial(open_page, spec.key), keys_of(spec.shortcut)
    )


def keys_of(shortcut: str) -> tuple[str, ...]:
    """The keys of a shortcut, none for ""."""
    return (shortcut,) if shortcut else ()


def with_access_keys(texts: Sequence[str]) -> list[str]:
    """Each text with an "&" before a letter that no other has: its own choice first, then the first free."""
    taken = {_access_key(text) for text in texts if "&" in text}
    given = []
    for text in texts:
        if "&" not in text:
            starts = [
                n for n, letter in enumerate(text) if letter.isalnum() and (n == 0 or text[n - 1] == " ")
            ]
            places = [*starts, *range(len(text))]
            free = [n for n in places if text[n].isalnum() and text[n].isascii()]
            free = [n for n in free if text[n].casefold() not in taken]
            if free:
                taken.add(text[free[0]].casefold())
                text = f"{text[: free[0]]}&{text[free[0] :]}"
        given.append(text)
    return given


def _access_key(text: str) -> str:
    return text[text.index("&") + 1].casefold()


class Menus(QObject):
    """The menus of a window; `say` puts a sentence in its status bar, None takes it away.

    `finish_typing` puts what is being typed in its figure.
    """

    def __init__(
        self,
        window: QMainWindow,
        menus: Iterable[MenuSpec],
        say: Callable[[str | None], None],
        finish_typing: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._say, self._finish_typing = say, finish_typing
        self._style = _MenuStyle()
        self._style.setParent(self)
        self._entries: dict[QMenu, list[tuple[QAction, Command, str]]] = {}
        menus = list(menus)
        for menu, title in zip(menus, with_access_keys([menu.title for menu in menus]), strict=True):
            self._add_menu(window, menu, title)

    @property
    def commands(self) -> list[Command]:
        """Every entry, in the order of the menus."""
        return [command for entries in self._entries.values() for _, command, _ in entries]

    @property
    def key_lines(self) -> list[KeyLine]:
        """Every entry that has keys, in the order of the menus."""
        shown = QKeySequence.SequenceFormat.NativeText
        return [
            KeyLine(
                command.text.replace("&", "").rstrip("…"),
                tuple(QKeySequence(keys).toString(shown) for keys in command.keys),
                command.works_on,
            )
            for command in self.commands
            if command.keys
        ]

    def _add_menu(self, window: QMainWindow, spec: MenuSpec, title: str) -> None:
        menu = window.menuBar().addMenu(title)
        menu.setObjectName(f"menu-{spec.title.replace('&', '').lower()}")
        menu.setStyle(self._style)
        entries = self._entries[menu] = []
        commands = [command for command in spec.entries if command is not None]
        texts = iter(with_access_keys([command.text for command in commands]))
        for command in spec.entries:
            if command is None:
                menu.addSeparator()
                continue
            text = next(texts)
            action = QAction(text, window)
            action.setObjectName(command.name)
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            action.setCheckable(command.ticked is not None)
            action.triggered.connect(partial(self._do, command))
            menu.addAction(action)
            entries.append((action, command, text))
        menu.aboutToShow.connect(partial(self._show_what_can_be_done, menu))
        menu.aboutToHide.connect(partial(self._on_hide, menu))
        menu.hovered.connect(self._say_why)

    def _do(self, command: Command, _checked: bool = False) -> None:
        if not command.leaves_typing:
            self._finish_typing()
        why = command.why_not() if command.why_not else ""
        if why:
            self._say(why)
        else:
            command.does()

    def _show_what_can_be_done(self, menu: QMenu) -> None:
        if not any(command.leaves_typing for _, command, _ in self._entries[menu]):
            self._finish_typing()
        for action, command, text in self._entries[menu]:
            why = command.why_not() if command.why_not else ""
            action.setEnabled(not why)
            action.setStatusTip(why)
            if command.ticked is not None:
                action.setChecked(command.ticked())
            if command.says is not None:
                action.setText(f"{text}{command.says()}")

    def _on_hide(self, menu: QMenu) -> None:
        self._say(None)
        QTimer.singleShot(0, menu, partial(self._enable, menu))

    def _enable(self, menu: QMenu) -> None:
        """Keys are heard while a menu is closed, so that they can say why they do nothing."""
        for action, _, _ in self._entries[menu]:
            action.setEnabled(True)

    def _say_why(self, action: QAction) -> None:
        self._say(action.statusTip() or None)


class _MenuStyle(QProxyStyle):
    """Lets arrow keys and the mouse rest on an entry that cannot be done, so that its reason can be read."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_Menu_AllowActiveAndDisabled:
            return 1
        return super().styleHint(hint, option, widget, returnData)
