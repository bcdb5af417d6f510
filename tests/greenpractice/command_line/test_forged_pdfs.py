"""A genuine PDF into which somebody puts attachments, pages or another file: no other figure counts."""

import io
from collections.abc import Callable

import pikepdf
import pytest

from greenpractice.exchange.pdf_return import ATTACHMENT_NAME
from greenpractice.exchange.spoiling import pages_only
from tests.greenpractice.command_line.lead_runs import GENUINE, MINE, Run, unsigned
from tests.greenpractice.network.samples import a_return, members, pdf

A = members()[0]
GOOD = pdf(GENUINE)
FORGED = pdf(a_return(A, "99999", 9), MINE)
SAME = pdf(a_return(A, "99999", 2), MINE)
ANSWERS = {"duplicate", "new_key", "fork", "altered", "unreadable"}


def _saved(opened: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def _opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def _attached(other: bytes, name: str) -> bytes:
    with _opened(GOOD) as good, _opened(other) as bad:
        data = bad.attachments[ATTACHMENT_NAME].get_file().read_bytes()
        good.attachments[name] = pikepdf.AttachedFileSpec(good, data, filename=ATTACHMENT_NAME)
        return _saved(good)


def _with_pages(other: bytes, first: bool = False) -> bytes:
    with _opened(GOOD) as good, _opened(other) as bad:
        for page in bad.pages:
            if first:
                good.pages.insert(0, page)
            else:
                good.pages.append(page)
        return _saved(good)


def _last_page_drawn_anew(other: bytes) -> bytes:
    """The data page of the other in the fonts of the genuine one, whose attachment is gone."""
    with _opened(GOOD) as good, _opened(other) as bad:
        good.pages[-1].Contents = good.make_stream(bad.pages[-1].Contents.read_bytes())
        del good.Root.Names, good.Root.AF
        return _saved(good)


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "attached before": lambda other: _attached(other, "a.json"),
    "attached behind": lambda other: _attached(other, "z.json"),
    "pages behind": _with_pages,
    "pages before": lambda other: _with_pages(other, first=True),
    "pages alone": pages_only,
    "last page drawn anew": _last_page_drawn_anew,
    "file behind": lambda other: GOOD + other,
    "file before": lambda other: other + GOOD,
}


def test_a_pdf_of_many_returns_is_refused_whole_and_nothing_of_it_is_kept(collate: Run):
    with _opened(GOOD) as good:
        for number in range(30):
            with _opened(pdf(a_return(A, str(number), number + 1), MINE)) as bad:
                data = bad.attachments[ATTACHMENT_NAME].get_file().read_bytes()
            spec = pikepdf.AttachedFileSpec(good, data, filename=ATTACHMENT_NAME)
            good.attachments[f"{number}.json"] = spec
        flood = _saved(good)
    done, found, _ = collate(flood=flood, genuine=GOOD)
    assert (done, [each["status"] for each in found["files"]]) == (1, ["unreadable", "received"])
    assert "more than 20 returns: none of them was read" in found["files"][0]["why"]
    assert collate(genuine=GOOD)[0] == 0  # nothing of it waits for the Lead's word


@pytest.mark.sweep
@pytest.mark.parametrize("other", [FORGED, SAME, unsigned(FORGED)], ids=["above", "beside", "unsigned"])
@pytest.mark.parametrize("way", WAYS)
def test_a_genuine_pdf_with_something_put_into_it_brings_no_other_figure(
    collate: Run, way: str, other: bytes
):
    _, before, _ = collate(genuine=GOOD)
    spoilt = WAYS[way](other)
    done, found, _ = collate(spoilt=spoilt)
    assert found["footprint"] == before["footprint"]
    said = {each["status"] for each in found["files"]}
    assert said <= ANSWERS
    assert done == (said != {"duplicate"})
    _, found, _ = collate(again=spoilt, genuine=GOOD)
    assert found["footprint"] == before["footprint"]
