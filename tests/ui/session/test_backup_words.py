"""Copies that were made in one minute can be told apart."""

from datetime import datetime

from ui.session.backup_words import moments_words


def test_seconds_are_shown_where_two_would_read_alike() -> None:
    times = [(14, 5, 9), (14, 5, 41), (14, 6, 0), (9, 30, 1)]
    said = moments_words([datetime(2026, 7, 8, *time).astimezone() for time in times])
    assert said == [
        "8 July 2026, 2:05:09pm", "8 July 2026, 2:05:41pm", "8 July 2026, 2:06pm", "8 July 2026, 9:30am"
    ]  # fmt: skip


def test_copies_of_one_second_are_counted() -> None:
    at = datetime(2026, 7, 8, 14, 5, 9).astimezone()
    assert moments_words([at, at]) == ["8 July 2026, 2:05:09pm, 2 of 2", "8 July 2026, 2:05:09pm, 1 of 2"]
