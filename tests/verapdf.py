"""PDF/UA-1 as somebody else checks it: veraPDF, which runs in Java and is no part of the program.

Maven brings it (`.ci/run` does): `mvn dependency:get -Dartifact=org.verapdf.apps:greenfield-apps:1.28.2`; or
GREENPRACTICE_VERAPDF names its file. Without it or Java those who need it skip and say so.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

VERSION = "1.28.2"
SHA256 = "687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6"
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
_BY_MAVEN = f".m2/repository/org/verapdf/apps/greenfield-apps/{VERSION}/greenfield-apps-{VERSION}.jar"


def jar() -> Path:
    """Where the validator lies, or should."""
    return Path(os.environ.get("GREENPRACTICE_VERAPDF") or Path.home() / _BY_MAVEN)


def missing() -> str:
    """What is not on this computer, in words; "" if PDFs can be checked."""
    if shutil.which("java") is None:
        return "no Java is on this computer, which veraPDF runs in"
    if not jar().is_file():
        return f"veraPDF {VERSION} is not on this computer: see tests/verapdf.py"
    if sha256(jar().read_bytes()).hexdigest() != SHA256:
        return f"{jar()} is not veraPDF {VERSION} as it was published"
    return ""


def faults(files: Sequence[Path]) -> dict[str, list[str]]:
    """By the name of each file, the rules of PDF/UA-1 that it breaks; one run for all of them."""
    command = ["java", "-cp", str(jar()), MAIN, "-f", "ua1", "--format", "json", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    jobs = json.loads(done.stdout)["report"]["jobs"]
    return {Path(job["itemDetails"]["name"]).name: _broken(job) for job in jobs}


def _broken(job: dict[str, object]) -> list[str]:
    """The rules a file breaks, each as "clause 7.1, test 3: what is wanted"."""
    (result,) = job.get("validationResult") or [{}]  # type: ignore[misc,attr-defined]
    if "details" not in result:
        return [f"it could not be checked: {job}"]
    rules = [
        f"clause {rule['clause']}, test {rule['testNumber']}: {rule['description']}"
        for rule in result["details"]["ruleSummaries"]
    ]
    return rules if result["compliant"] or rules else ["it is not compliant, and no rule is named"]
