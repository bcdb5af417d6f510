"""Long walks through the real window, every page compared with a new one after every step.

`python -m tests.long.numbers_follow SEEDS [STEPS]`: walks with the seeds 1 to SEEDS, 200 steps each. Ends
with 1 if a page ever showed what it should not, and says after which steps.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from greenpractice.app import LocalServices
from tests.ui.answers import usual_look
from tests.ui.following import Walk


def walk(seed: int, steps: int) -> str:
    """One walk; what was wrong, or ""."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GREENPRACTICE_STORE"] = str(Path(folder) / "data" / "greenpractice.db")
        somebody, done = Walk(LocalServices(), Path(folder), seed), []
        try:
            for _ in range(steps):
                done.append(somebody.step())
                somebody.check()
        except AssertionError as error:
            return f"seed {seed}, after {len(done)} steps, the last {done[-5:]}: {error}"
        finally:
            somebody.close()
        print(
            f"seed {seed}: {steps} steps, {somebody.imported} imports, {somebody.restored} restored",
            flush=True,
        )
    return ""


def main(words: list[str]) -> int:
    """Every walk, also after one that went wrong."""
    seeds, steps = int(words[0]) if words else 20, int(words[1]) if len(words) > 1 else 200
    application = QApplication.instance()
    usual_look(application if isinstance(application, QApplication) else QApplication([]))
    wrong = [found for found in (walk(seed, steps) for seed in range(1, seeds + 1)) if found]
    print("\n".join(wrong) or f"{seeds} walks of {steps} steps: nothing wrong")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
