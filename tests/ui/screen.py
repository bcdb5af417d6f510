"""An X server of its own for a test: its windows, real keys through XTEST, and what it shows."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from struct import unpack
from typing import TypeVar

from PySide6.QtGui import QImage

Found = TypeVar("Found")
PATIENCE = 60  # seconds: a busy computer may take long, a finished step never waits


def wait_for(look: Callable[[], Found | None], what: str) -> Found:
    """What `look` finds, as soon as it finds it; fails after PATIENCE."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = look()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"not within {PATIENCE} seconds: {what}")


class Screen:
    """One Xvfb. Windows are known by their titles, and given the focus here, as nobody manages them."""

    def __init__(self, number: int, picture: Path) -> None:
        self.display = f":{number}"
        self._picture = picture

    def window(self, title: str) -> str:
        """Wait for a window whose title holds this text, and put the focus on it."""
        found = wait_for(lambda: self._titled(title), f"a window called {title!r}")
        wait_for(lambda: self._focus(found), f"the focus on {title!r}")
        return found

    def size(self, title: str) -> tuple[int, int]:
        """Width and height of a window."""
        said = self._tool("getwindowgeometry", "--shell", self.window(title))
        facts = dict(line.split("=") for line in said.split())
        return int(facts["WIDTH"]), int(facts["HEIGHT"])

    def press(self, *keys: str) -> None:
        """Press keys one after the other, such as `Tab` or `ctrl+2`."""
        self._tool("key", "--delay", "20", *keys)

    def write(self, text: str) -> None:
        """Type a text, key by key."""
        self._tool("type", "--delay", "20", text)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Move the mouse there, and press a button: 1 is the left one, 4 and 5 are the wheel."""
        self._tool("mousemove", str(x), str(y), "click", str(button))

    def picture(self) -> QImage:
        """What the screen shows now: Xvfb keeps it in a file in the XWD format, 32 bits a pixel."""
        raw = self._picture.read_bytes()
        fields = unpack(">25I", raw[:100])
        header, width, height, line, colours = fields[0], fields[4], fields[5], fields[12], fields[19]
        start = header + 12 * colours
        drawn = QImage(raw[start : start + line * height], width, height, line, QImage.Format.Format_RGB32)
        return drawn.copy()

    def pixel(self, x: int, y: int) -> bytes:
        """One pixel of the screen as it is now: black where no window has painted."""
        with self._picture.open("rb") as file:
            fields = unpack(">25I", file.read(100))
            file.seek(fields[0] + 12 * fields[19] + y * fields[12] + 4 * x)
            return file.read(3)

    def _titled(self, title: str) -> str | None:
        said = self._tool("search", "--onlyvisible", "--name", title)
        return said.split("\n")[-1] or None

    def _focus(self, window: str) -> bool:
        self._tool("windowfocus", window)
        return self._tool("getwindowfocus") == window

    def _tool(self, *words: str) -> str:
        environment = {**os.environ, "DISPLAY": self.display}
        done = subprocess.run(
            ["xdotool", *words], env=environment, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()


@contextmanager
def screen(folder: Path, width: int, height: int) -> Iterator[Screen]:
    """A screen of this size, for as long as it is used; the server chooses a free number."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24"]
    command += ["-fbdir", str(folder), "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as pipe:
                number = pipe.readline().strip()
            assert number, "Xvfb did not start"
            yield Screen(int(number), folder / "Xvfb_screen0")
        finally:
            server.terminate()


@contextmanager
def program(
    display: str, store: Path, command: Sequence[str] = (), **settings: str
) -> Iterator[subprocess.Popen[bytes]]:
    """The whole program as a process of its own on a display, killed if it is still there at the end.

    Another `command` starts another one in its place, such as a built app.
    """
    root = Path(__file__).resolve().parents[2]
    environment = {
        **os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "GREENPRACTICE_STORE": str(store),
        "PYTHONPATH": str(root), "HOME": str(store.parent), **settings,
    }  # fmt: skip
    given = command or [sys.executable, "-P", "-m", "greenpractice"]
    with subprocess.Popen(given, env=environment, cwd=store.parent) as running:
        try:
            yield running
        finally:
            if running.poll() is None:
                running.kill()
