"""Whose key came first is known in a window that cannot save anything, as it is in one that can."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.opening import open_store
from greenpractice.app import LocalServices
from greenpractice.network.keeping import NOT_KEPT
from tests.greenpractice.network.samples import OTHER_KEY, Q2, a_return, pdf
from tests.ui.network.network_files import D, lead_workspace, pdf_files, read, statuses


@pytest.mark.parametrize("can_write", [True, False])
@pytest.mark.parametrize("at_once", [True, False])
def test_keys_of_files_for_other_periods_are_known(
    services: LocalServices, qapp: QApplication, qtbot: QtBot, tmp_path: Path, can_write: bool, at_once: bool
) -> None:
    path = services.store_path(None)
    open_store(path, write=True).close()
    (genuine,) = pdf_files(tmp_path / "in", "d q2.pdf")
    forged = tmp_path / "in" / "forged.pdf"
    forged.write_bytes(pdf(a_return(D, "99999"), OTHER_KEY))
    store = open_store(path, write=can_write)
    lead = lead_workspace(services, qapp, store)
    drops = [[genuine, forged]] if at_once else [[genuine], [forged]]
    summaries = [read(lead, qtbot, *drop) for drop in drops]
    assert statuses(lead) == {"d q2.pdf": "other_quarter", "forged.pdf": "new_key"}
    assert lead.network().received == []
    assert [NOT_KEPT in summary.problems for summary in summaries] == [not can_write] * len(drops)
    lead.show_period(Q2)
    qtbot.waitUntil(lambda: not lead.is_reading)
    assert statuses(lead) == {"d q2.pdf": "new_key"}  # as a return with another key was here before
    assert lead.network().received == []
    lead.close()
    store.close()
