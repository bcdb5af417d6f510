"""The app's icon as a picture in the sizes that systems want, drawn from the one drawing there is."""

from pathlib import Path

from release.contents import ROOT

DRAWING = ROOT / "resources" / "icons" / "greenpractice.svg"


def draw(target: Path, size: int) -> None:
    """Write it as a PNG of so many pixels."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    target.parent.mkdir(parents=True, exist_ok=True)
    if not picture.save(str(target)):
        raise OSError(f"The icon could not be written to {target}")
