"""The manager's quarter played by keys in a real window: how many it takes beside the figures themselves.

Run as `python -m tests.ui.practice.played_quarter`: 18 inhalers typed and then pasted by name, three bills,
gas by readings, travel, returns, the check and the PDF, in the quarter after one that was filled in. Every
key counts, also one that is held with another; what is typed of a figure are its digits, and a block that is
pasted is one figure, however many numbers it has. It ends with 1 where keys are more than digits and figures
and a quarter of them, or where a window on top asks something.
"""

import os
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from greenpractice.app import LocalServices
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument
from tests.ui.answers import demo_returns, let_go, put_store
from ui.entry.grid_view import GridView
from ui.practice.practice_window import MainWindow
from ui.session.identity import Identity
from ui.session.preferences import Preferences
from ui.session.workspace import Workspace
from ui.widgets.style import apply_look

THEN, NOW = Period(2026, 2), Period(2026, 3)
Key, Held = Qt.Key, Qt.KeyboardModifier
SLACK = 4  # one key more for so many digits and figures
COUNTS = (171, 398, 251, 52, 149, 61, 143, 90, 88, 74, 41, 83, 60, 71, 66, 35, 38, 22)
BILLS = (("4120", "1/10/26", "31/10/26"), ("3980", "1/11/26", "30/11/26"), ("4310", "1/12/26", "31/12/26"))


@dataclass
class Hands:
    """Somebody at the keys: each is counted, and so is what of it was a figure."""

    keys: int = 0
    digits: int = 0
    figures: int = 0
    dialogs: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def most(self) -> int:
        """How many keys the criterion allows."""
        wanted = self.digits + self.figures
        return wanted + wanted // SLACK

    def press(self, key: Key, *held: Held, times: int = 1) -> None:
        """A key, with others held."""
        modifiers = Held.NoModifier
        for each in held:
            modifiers |= each
        for _ in range(times):
            self.keys += 1 + len(held)
            QTest.keyClick(_focused(), key, modifiers)
            QApplication.processEvents()

    def type(self, text: str, then: Key | None = Key.Key_Return) -> None:
        """A figure, and the key that ends it."""
        self.figures += 1
        self.digits += len(text)
        self.keys += len(text)
        for letter in text:
            QTest.keyClicks(_focused(), letter)
        if then is not None:
            self.press(then)

    def say(self, what: str) -> None:
        """How many keys it took until here."""
        self.told.append(f"{what:<22}{self.keys:>5} keys {self.digits:>5} digits {self.figures:>4} figures")


class _Dialogs(QObject):
    """Hears of each window that stops everything else."""

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self._hands = hands

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QDialog) and watched.isModal():
            self._hands.dialogs.append(type(watched).__name__)
        return False


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def last_quarter() -> ReturnDocument:
    """July to September as it was filled in: three bills, gas by readings, all else as in the demo."""
    document = next(each for each in demo_returns() if each.period == THEN)
    bills: tuple[RawRow, ...] = tuple(
        {"site": "Main building", "tariff": "standard", "basis": "bill", "kwh": "4000"} | days
        for days in (
            {"from": "2026-07-01", "to": "2026-07-31"},
            {"from": "2026-08-01", "to": "2026-08-31"},
            {"from": "2026-09-01", "to": "2026-09-30"},
        )
    )
    gas: RawRow = {
        "site": "Main building", "fuel": "natural_gas", "unit": "m3", "basis": "readings",
        "opening": "10210", "closing": "10490", "from": "2026-07-01", "to": "2026-09-30",
    }  # fmt: skip
    return replace(document, sections={**document.sections, "electricity": bills, "heating": (gas,)})


class Player:
    """Plays the quarter in one window, which is open at Home and has the keys."""

    def __init__(self, window: MainWindow) -> None:
        self._window, self.hands = window, Hands()
        self.kept: ReturnDocument | None = None  # what the quarter holds in the end

    def all(self) -> Hands:
        """Everything in its order."""
        application, dialogs = QApplication.instance(), _Dialogs(self.hands)
        assert application is not None
        application.installEventFilter(dialogs)
        for part in (
            self.practice, self.inhalers_typed, self.inhalers_pasted, self.packs, self.asthma,
            self.rows_of_last_quarter, self.returns, self.bills, self.readings, self.travel,
            self.check_and_pdf,
        ):  # fmt: skip
            part()
            self.hands.say(part.__name__.replace("_", " "))
        application.removeEventFilter(dialogs)
        return self.hands

    def _go(self, name: str, key: Key = Key.Key_Tab) -> None:
        for _ in range(30):
            if _focused().objectName() == name:
                return
            self.hands.press(key)
        raise AssertionError(f"Tab does not lead to {name}, but to {_focused().objectName()}")

    def _page(self, number: Key) -> None:
        self.hands.press(number, Held.ControlModifier)

    def _column(self, field: str) -> None:
        """Arrow keys to a column of the grid that has the focus."""
        grid = _focused()
        assert isinstance(grid, GridView)
        while grid.grid.field_at(grid.currentIndex().column()) != field:
            self.hands.press(Key.Key_Right)

    def practice(self) -> None:
        """Nothing has changed there."""
        self._go("home-nothing-changed")
        self.hands.press(Key.Key_Return)

    def inhalers_typed(self) -> None:
        """The numbers of the ePACT sheet, in the order of the list."""
        self.hands.press(Key.Key_Return)
        for count in COUNTS:
            self.hands.type(str(count))

    def inhalers_pasted(self) -> None:
        """The same again by name, one more of each, from two columns of a sheet."""
        grid = _focused()
        assert isinstance(grid, GridView)
        products = [entry.title for entry in grid.grid.entries if entry.code]
        sheet = zip(products, COUNTS, strict=True)
        QGuiApplication.clipboard().setText("\n".join(f"{name}\t{count + 1}" for name, count in sheet))
        self.hands.figures += 1
        self.hands.press(Key.Key_V, Held.ControlModifier)
        self.hands.press(Key.Key_Return)

    def packs(self) -> None:
        """Which packs of Clenil came: the one question about inhalers, and its first answer."""
        self.hands.press(Key.Key_F8)
        self.hands.figures += 1
        self.hands.press(Key.Key_Return)

    def rows_of_last_quarter(self) -> None:
        """Of the other sections the rows of last quarter, energy too, as only its numbers are new."""
        self.hands.press(Key.Key_L, Held.ControlModifier, Held.ShiftModifier)
        for name in ("copy-electricity", "copy-heating"):
            self._go(name)
            self.hands.press(Key.Key_Space)
        self.hands.press(Key.Key_Return)

    def asthma(self) -> None:
        """Inhalers are complete, so three counts are next; keys of the menu put the last one in its box."""
        self.hands.press(Key.Key_Return, Held.ControlModifier)
        self._go("asthma_care-asthma_register")
        for count in ("634", "460"):
            self.hands.type(count, Key.Key_Tab)
        self.hands.type("121", None)

    def returns(self) -> None:
        """Inhalers and pens that came back, over the numbers that were copied."""
        self._page(Key.Key_5)
        self._go("inhaler_returns-grid")
        self._column("inhalers")
        self.hands.type("47", Key.Key_Tab)
        self.hands.type("31", None)
        self.hands.press(Key.Key_Tab, Held.ControlModifier)
        self._go("pen_returns-pens")
        self.hands.type("55", None)

    def bills(self) -> None:
        """Three, each in its row."""
        self._page(Key.Key_6)
        self._go("electricity-grid")
        self._column("kwh")
        for kwh, first, last in BILLS:
            self.hands.type(kwh, Key.Key_Tab)
            self.hands.press(Key.Key_Tab)
            self.hands.type(first, Key.Key_Tab)
            self.hands.type(last, None if last == BILLS[-1][-1] else Key.Key_Return)

    def readings(self) -> None:
        """Two of the gas meter; the days are those of the quarter."""
        self.hands.press(Key.Key_Tab, Held.ControlModifier)
        self._go("heating-grid")
        self._column("opening")
        self.hands.type("10490", Key.Key_Tab)
        self.hands.type("11322", None)

    def travel(self) -> None:
        """Two distances over those that were copied."""
        self._page(Key.Key_7)
        self._go("business_travel-grid")
        self._column("distance")
        self.hands.type("602")
        self.hands.type("241", None)

    def check_and_pdf(self) -> None:
        """Check answers, and the PDF by the key that the menu shows."""
        self.hands.press(Key.Key_F7)
        assert self._window.open_key == "check"
        self.hands.press(Key.Key_E, Held.ControlModifier)


def play(folder: Path, services: LocalServices) -> tuple[Player, list[Path]]:
    """The whole quarter in a window of its own; who played it, and the PDFs that were made."""
    store_path = services.store_path(None)
    earlier = [each for each in demo_returns() if each.period.year >= THEN.year and each.period != THEN]
    put_store(store_path, [*earlier, last_quarter()])
    store, preferences = services.open_store(store_path, write=True), Preferences(services.preferences_path())
    workspace = Workspace(
        store, Identity("Z99991", "Sample Surgery", "U99999"), NOW, None, services, preferences
    )
    preferences.put_path("pdf_folder", folder)
    window = MainWindow(workspace, preferences)
    try:
        window.resize(1366, 688)
        window.show()
        window.open_page("home")
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        player = Player(window)
        player.all()
        player.kept = workspace.document()
    finally:
        window.close()
        let_go(store)
    return player, sorted(folder.glob("*.pdf"))


def main() -> int:
    """Play it, print what it took, and say whether that is within the criterion."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    apply_look(application, dark=False, size=100)
    with TemporaryDirectory(ignore_cleanup_errors=True) as place:
        os.environ["GREENPRACTICE_STORE"] = str(Path(place) / "data" / "greenpractice.db")
        player, made = play(Path(place), LocalServices())
    hands = player.hands
    total = f"{hands.keys} keys, at most {hands.most}; {len(hands.dialogs)} windows on top; {len(made)} PDF"
    sys.stdout.write("\n".join([*hands.told, total, ""]))
    return 0 if hands.keys <= hands.most and not hands.dialogs and len(made) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
