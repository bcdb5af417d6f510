"""The bill of materials: what is in the app, with version, hash and licence, and nothing else."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import platformdirs
import pytest
import reportlab

import greenpractice.app
from greenpractice import __version__
from release.bill import bill_of, installed_hashes
from release.contents import ROOT
from release.unchanged import CannotBuild, Commit, Locked, locked_packages

COMMIT = Commit("a" * 40, 1_700_000_000)
HASHES = {"platformdirs": "0" * 64, "reportlab": "1" * 64}
COLLECTED = [
    ("platformdirs", str(platformdirs.__file__), "PYMODULE"),
    ("reportlab", str(reportlab.__file__), "PYMODULE"),
    ("json", str(json.__file__), "PYMODULE"),
    ("greenpractice.app", str(greenpractice.app.__file__), "PYMODULE"),
]


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Locked]:
    """The lock, in which the two packages come as files of those hashes; the build's own tool left aside."""
    monkeypatch.setattr("release.bill.BUILDERS", frozenset())
    monkeypatch.setattr("release.bill.libpython", lambda: __file__)
    locks = locked_packages((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    return {**locks, **{name: Locked(locks[name].version, (sha256,)) for name, sha256 in HASHES.items()}}


def bill(locked: dict[str, Locked]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bill_of(COLLECTED, COMMIT, locked, HASHES))
    return found


def test_exactly_the_packages_that_files_were_taken_from_stand_in_it(locked: dict[str, Locked]) -> None:
    components = {each["name"].casefold(): each for each in bill(locked)["components"]}
    assert components.keys() == {"platformdirs", "python", "reportlab"}
    assert components["reportlab"]["hashes"] == [{"alg": "SHA-256", "content": "1" * 64}]
    assert components["platformdirs"]["licenses"] == [{"expression": "MIT"}]
    assert components["platformdirs"]["version"] == locked["platformdirs"].version


def test_it_has_the_fields_that_the_format_requires(locked: dict[str, Locked]) -> None:
    found = bill(locked)
    assert (found["bomFormat"], found["specVersion"], found["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", found["serialNumber"])
    assert found["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    assert found["metadata"]["component"]["version"] == __version__
    refs = [each["bom-ref"] for each in found["components"]]
    assert found["dependencies"] == [{"ref": "greenpractice", "dependsOn": refs}]
    assert len({*refs}) == len(refs)
    for each in found["components"]:
        assert each["type"] in ("library", "framework")
        assert each["name"]
        assert each["version"]
        assert [re.fullmatch("[0-9a-f]{64}", one["content"]) is not None for one in each["hashes"]] == [True]
        (licence,) = each["licenses"]
        assert licence.keys() in ({"expression"}, {"license"})
        assert "expression" in licence or len(licence["license"].keys() & {"id", "name"}) == 1


def test_the_same_app_has_the_same_bill(locked: dict[str, Locked]) -> None:
    one = bill_of(COLLECTED, COMMIT, locked, HASHES)
    assert one == bill_of(COLLECTED[::-1], COMMIT, locked, HASHES)
    assert b"://" not in one.replace(b"http://cyclonedx.org/schema/", b"")


def test_a_package_from_another_file_than_the_lock_has_is_refused(locked: dict[str, Locked]) -> None:
    with pytest.raises(CannotBuild, match="reportlab was installed from a file that is not in the lock"):
        bill_of(COLLECTED, COMMIT, locked, {**HASHES, "reportlab": "2" * 64})


def test_hashes_are_those_that_pip_wrote_when_it_installed(tmp_path: Path) -> None:
    report = tmp_path / "installed.json"
    assert installed_hashes(report) == {}
    archive = {"archive_info": {"hashes": {"sha256": "ab"}}}
    given = {"install": [{"metadata": {"name": "PySide6_Essentials"}, "download_info": archive}]}
    report.write_text(json.dumps(given), encoding="utf-8")
    assert installed_hashes(report) == {"pyside6-essentials": "ab"}


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="only Debian and its kin have its packages")
def test_a_library_of_the_system_is_called_after_the_system_that_builds(
    locked: dict[str, Locked], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A release is built on Ubuntu, whose packages have versions of their own."""
    (library,) = Path("/usr/lib").glob("*-linux-gnu/libz.so.1")
    for system, called in (("ubuntu", "Ubuntu"), ("debian", "Debian GNU/Linux")):
        said = {"ID": system, "NAME": called}
        monkeypatch.setattr("release.bill.platform.freedesktop_os_release", lambda said=said: said)
        made = json.loads(bill_of([("libz.so.1", str(library), "BINARY")], COMMIT, locked, HASHES))
        (found,) = made["components"]
        assert found["purl"].startswith(f"pkg:deb/{system}/zlib1g@")
        assert found["licenses"][0]["license"]["name"] == f"as {called.split()[0]}'s zlib1g states"
