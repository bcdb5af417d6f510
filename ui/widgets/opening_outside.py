"""Files and folders that another program of this computer opens."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_outside(path: Path, tell: Callable[[str], object]) -> None:
    """Have the usual program open it; `tell` hears why that cannot be."""
    if not path.exists():
        tell(f"{path} is no longer there, or its drive is not")
    elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        what = "shows folders" if path.is_dir() else f"opens {path.name}"
        tell(f"No program on this computer {what}. It is at {path}")
