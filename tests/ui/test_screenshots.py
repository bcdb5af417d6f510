"""The pictures of the window: every page, light and dark, over data that are thrown away."""

from pathlib import Path

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.tasks.file_kinds import problem_with
from ui.network.lead_pages import NETWORK_PAGES
from ui.practice.practice_pages import PAGES
from ui.screenshots import SIZE, picture_name


def test_every_page_is_drawn_light_and_dark(qtbot: QtBot, tmp_path: Path, services: LocalServices):
    made = services.screenshots(tmp_path / "pictures")
    names = {path.stem for path in made}
    wanted = {"first-run", *(page.key for page in PAGES), *map(picture_name, NETWORK_PAGES)}
    assert names == {f"{name}-{look}" for name in wanted for look in ("light", "dark")}
    for path in made:
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == SIZE
        assert len({picture.pixel(x, y) for x in range(0, SIZE[0], 90) for y in range(0, SIZE[1], 90)}) > 1
        assert problem_with(path, tmp_path / "no.db", ".png") == "", "it may be drawn again"
    picture.setText("Software", "")
    picture.save(str(tmp_path / "holiday.png"))
    assert problem_with(tmp_path / "holiday.png", tmp_path / "no.db", ".png").endswith("of this app")
    assert not services.store_path(None).exists()
