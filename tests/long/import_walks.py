"""Long walks through imports over typed figures; how many, and how many rounds each, may be given."""

import os
import random
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from db.opening import open_store
from tests.ui.inhalers.import_walk import walk
from tests.ui.inhalers.test_import_step import KEY
from ui.session.identity import Identity
from ui.session.workspace import Workspace


def main(words: list[str]) -> int:
    """Every walk with the seeds from 1, also after one that went wrong."""
    seeds, rounds = int(words[0]) if words else 50, int(words[1]) if len(words) > 1 else 80
    application = QApplication.instance() or QApplication([])
    start, wrong = time.perf_counter(), 0
    for seed in range(1, seeds + 1):
        with tempfile.TemporaryDirectory() as folder:
            store = open_store(Path(folder) / "greenpractice.db", write=True)
            workspace = Workspace(store, Identity(KEY.ods_code, "Sample Surgery"), KEY.period)
            try:
                walk(workspace, random.Random(seed), rounds)
            except AssertionError as error:
                wrong += 1
                print(f"seed {seed}: {error!r}", flush=True)
            finally:
                store.close()
    print(f"{seeds} walks of {rounds} rounds in {time.perf_counter() - start:.0f} s: {wrong} went wrong")
    del application
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
