"""Returns with a check code that fits, far larger, deeper or odder than any the app makes."""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256

from greenpractice.returns.documents import Json, canonical_bytes, to_json
from tests.greenpractice.network.samples import KEY, OTHER_KEY, a_return, members, sealed

Edit = Callable[[Json], object]
A = members()[0]


def odd_returns() -> Iterator[tuple[str, Json]]:
    """Returns whose check code fits and whose words are as odd as the format lets them be, or odder."""
    edits: dict[str, Edit] = {
        "year 1": lambda values: values.update(created="0001-01-01T00:00:00"),
        "year 1, east": lambda values: values.update(created="0001-01-01T00:00:00+14:00"),
        "year 9999": lambda values: values.update(created="9999-12-31T23:59:59"),
        "year 9999, west": lambda values: values.update(created="9999-12-31T23:59:59-12:00"),
        "revision 10^30": lambda values: values.update(revision=10**30),
        "revision 2^63": lambda values: values.update(revision=2**63),
        "year 9999 to 10000": lambda values: values.update(period="9999-00-Q4"),
        "markup": lambda values: values["practice"].update(name="<b>x</b><img src='http://x'>&amp;<"),
        "formula": lambda values: values["practice"].update(name='=HYPERLINK("http://x")'),
        "no character": lambda values: values["practice"].update(name="A\u200b\ufeff\ufffe\uffff\U000e0041"),
        "backwards": lambda values: values["practice"].update(name="\u202eevil"),
        "escape": lambda values: values["practice"].update(name="\x1b[31m"),
        "path": lambda values: values["sections"]["electricity"][0].update(site="../../../etc/passwd"),
        "huge": lambda values: values["sections"]["electricity"][0].update(kwh="9" * 190),
        "tiny": lambda values: values["sections"]["electricity"][0].update(kwh=f"0.{'0' * 150}1"),
        "flag far away": lambda values: values.update(
            flags=[{"section": "electricity", "row": 10**30, "field": "kwh", "estimated": True}]
        ),
    }
    for name, edit in edits.items():
        for key in (KEY, OTHER_KEY):
            values = to_json(a_return(A))
            edit(values)
            data = canonical_bytes(values)
            signed = {"public_key": key.public_key, "signature": key.sign(data)}
            yield (
                f"{name}, {key.public_key[:4]}",
                {**values, "seal": {"sha256": sha256(data).hexdigest(), **signed}},
            )
    seals: dict[str, Json] = {
        "nested total": {"total_kgco2e": [["\ud800"]]},
        "long total": {"total_kgco2e": "9" * 4000},
        "large total": {"total_kgco2e": 10**190},
        "odd set": {"factor_sets": {"\ud800": "x"}},
        "many sets": {"factor_sets": {str(number): "x" for number in range(5000)}},
        "odd demo": {"demo": "yes"},
        "odd app": {"app": "\ud800"},
    }
    for name, seal in seals.items():
        values = sealed(a_return(A))
        yield name, {**values, "seal": {**values["seal"], **seal}}


def monstrous_returns() -> Iterator[tuple[str, bytes]]:
    """Name and JSON of each; none of them may be taken."""
    electricity = {"kwh": "1", "tariff": "standard"}
    action = {"code": "OWN1", "title": "é" * 2000, "status": "in_progress"}
    deep: object = []
    for _ in range(500):
        deep = [deep]
    made = {
        "150,000 rows": _with({"electricity": [electricity] * 150_000}),
        "7 MB of accents": _with({"actions": [action] * 1750}),
        "a deep seal": _with({}, {"factor_sets": deep}),
        "an odd seal": _with({}, {"app": "\ud800"}),
        "more in the seal": _with({}, {"x": 1}),
    }
    for name, values in made.items():
        yield name, json.dumps(values, ensure_ascii="seal" in name, separators=(",", ":")).encode()


def _with(sections: Json, seal: Json | None = None) -> Json:
    values = to_json(a_return(A))
    values["sections"] = {**values["sections"], **sections}
    return {**values, "seal": {**_check_code(values), **(seal or {})}}


def _check_code(values: Json) -> Json:
    return {"sha256": sha256(canonical_bytes(values)).hexdigest()}
