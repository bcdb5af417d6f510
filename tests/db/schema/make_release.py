"""Keeps what a version leaves on a computer, when it is released: `python -m tests.db.schema.make_release`.

A practice's data and a Lead's, made by its commands, and every figure it shows of them. They are made anew
while the version is not released, and never change from then on: later versions open them (`test_releases`).
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import closing, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from db.opening import open_store
from greenpractice import __version__
from greenpractice.app import main
from greenpractice.returns.documents import to_json
from release.change_log import LOG, section_of
from tests.db.make_golden import FILES

RELEASES = FILES / "releases"
EXPECTED = "figures.json"
STORE = "greenpractice.db"
PRACTICE, LEAD = f"practice/{STORE}", f"lead/{STORE}"
RECEIVED = "lead/greenpractice-received"
OF_PRACTICE = ["--practice", "C82001", "--period", "2025-26-Q1"]
OF_NETWORK = ["--pcn", "U30213", "--period", "2025-26-Q1"]


def make(folder: Path) -> None:
    """The two of them in an empty folder: returns recorded twice, imported, sent and received."""
    (folder / "sent").mkdir()
    sample = json.loads((FILES / "sample-return.json").read_text("utf-8"))
    again = {
        **sample,
        "revision": 2,
        "sections": {**sample["sections"], "paper": [{"reams": "1090", "recycled_content": "0.5"}]},
    }
    other = {**sample, "practice": {"ods_code": "C82022", "name": "The Billesdon Surgery"}}
    own, others = ["--store", str(folder / PRACTICE)], ["--store", str(folder / "other" / STORE)]
    for name, given, store in (("one", sample, own), ("two", again, own), ("three", other, others)):
        (folder / f"{name}.json").write_text(json.dumps(given), "utf-8")
        _run("record", str(folder / f"{name}.json"), *store)
    _run("import", str(FILES / "prescribing-2025-04.csv"), "--practice", "C82001", *own)
    _run("report", *OF_PRACTICE, "--output", str(folder / "sent" / "own.pdf"), *own)
    of_other = ["--practice", "C82022", "--period", "2025-26-Q1"]
    _run("report", *of_other, "--output", str(folder / "sent" / "other.pdf"), *others)
    network = str(folder / "network.pdf")
    _run("collate", str(folder / "sent"), *OF_NETWORK, "--output", network, "--store", str(folder / LEAD))


def _run(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "greenpractice", *words], cwd=FILES.parents[1], check=True)


def figures_of(folder: Path) -> dict[str, Any]:
    """Every figure that is shown of the two: as typed, with its history, and what is worked out from it."""
    own, lead = ["--store", str(folder / PRACTICE)], ["--store", str(folder / LEAD)]
    network = said(
        "collate", str(folder / RECEIVED), *OF_NETWORK, *lead
    )  # it came already, and is no sending
    with closing(open_store(folder / PRACTICE, write=True)) as store:
        documents = [to_json(each) for each in store.documents(store.keys())]
        history = [len(store.history(key)) for key in store.keys()]
    return {
        "documents": documents,
        "history": history,
        "footprint": said("footprint", *OF_PRACTICE, *own),
        "indicators": said("indicators", *OF_PRACTICE, *own),
        "network": {name: network[name] for name in ("received", "missing", "waiting", "footprint")},
        "network indicators": said("indicators", *OF_NETWORK, *lead),
    }


def said(*words: str) -> Any:
    """What a command says as JSON."""
    with redirect_stdout(StringIO()) as out:
        assert main([*words, "--json"]) in (0, 1)  # 1 where something waits for a word of the Lead
    return json.loads(out.getvalue())


def keep(made: Path, release: Path, figures: Mapping[str, Any]) -> None:
    """The data files with what belongs to them, and the figures."""
    for store in (PRACTICE, LEAD):
        target = release / store
        target.parent.mkdir(parents=True)
        shutil.copy(made / store, target)
        for beside in ("greenpractice.key", "greenpractice-received"):
            there = (made / store).with_name(beside)
            if there.is_dir():
                shutil.copytree(there, target.with_name(beside))
            elif there.exists():
                shutil.copy(there, target.with_name(beside))
    (release / EXPECTED).write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")


def main_of_release() -> None:
    """Make those of this version."""
    release = RELEASES / __version__
    if section_of(__version__, LOG.read_text("utf-8")) is not None:
        raise SystemExit(f"{__version__} is released, so what it left never changes: raise the version first")
    shutil.rmtree(release, ignore_errors=True)
    with tempfile.TemporaryDirectory() as there:
        made = Path(there)
        make(made)
        keep(made, release, figures_of(made))


if __name__ == "__main__":
    main_of_release()
