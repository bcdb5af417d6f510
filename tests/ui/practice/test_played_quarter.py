"""A manager's quarter takes few keys beside its figures, and nothing asks in a window on top."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from tests.ui.practice.played_quarter import BILLS, COUNTS, play


def test_a_quarter_takes_its_digits_a_key_a_figure_and_a_quarter_more(
    services: LocalServices, tmp_path: Path, qtbot: QtBot
):
    folder = tmp_path / "pdf"
    folder.mkdir()
    player, made = play(folder, services)
    hands = player.hands
    told = [*hands.told, f"{hands.keys} keys, at most {hands.most}; {len(hands.dialogs)} windows on top"]
    print("\n" + "\n".join(told))  # noqa: T201
    assert hands.keys <= hands.most
    assert hands.dialogs == []
    assert [file.suffix for file in made] == [".pdf"]
    kept = player.kept
    assert kept is not None
    assert sorted(int(row["inhalers"]) for row in kept.rows("inhalers")) == sorted(n + 1 for n in COUNTS)
    assert [row["kwh"] for row in kept.rows("electricity")] == [kwh for kwh, _, _ in BILLS]
    assert [(row["opening"], row["closing"]) for row in kept.rows("heating")] == [("10490", "11322")]
    assert [row["distance"] for row in kept.rows("business_travel")] == ["602", "241"]
    assert [row["registered_patients"] for row in kept.rows("practice")] == ["9260"]
