"""A kept return as a value: its rows by number, what history says of a change of it, how it is read."""

from dataclasses import replace

import pytest

from db.history import Change, changes_between
from db.returns import KeptReturn, KeptRow, document_from
from greenpractice.returns.documents import Contact, Flag, ImportedFrom, ReturnDocument, to_json
from greenpractice.store import About
from tests.db.helpers import DOCUMENT, KEY


def kept(contact: Contact | None = None, **rows: tuple[int, ...]) -> KeptReturn:
    return KeptReturn(
        1,
        KEY,
        "2025-07-08T10:12:00+01:00",
        contact=contact,
        rows={key: [KeptRow(id, key, {}) for id in ids] for key, ids in rows.items()},
    )


def test_only_sections_with_rows_have_numbers_of_rows():
    assert kept(waste=(4, 2), paper=()).row_ids() == {"waste": (4, 2)}


def test_history_has_a_contact_as_json_with_letters_as_they_are():
    json = '{"name": "Zo\u00eb \u0141", "email": "zoe@example.org"}'
    contact = Contact("Zo\u00eb \u0141", "zoe@example.org")
    (change,) = changes_between(kept(), kept(contact))
    assert change == Change(About.DETAILS.value, None, None, "contact", None, json)
    (back,) = changes_between(kept(contact), kept())
    assert (back.before, back.after) == (json, None)
    assert changes_between(kept(contact), kept(contact)) == []


def test_history_has_a_row_that_came_or_went_with_its_place():
    came = Change(About.ROW.value, "waste", 2, None, None, "1")
    assert changes_between(kept(waste=(4,)), kept(waste=(4, 2))) == [came]
    (went,) = changes_between(kept(waste=(4, 2)), kept(waste=(2,)))[:1]
    assert (went.section, went.row_id, went.before, went.after) == ("waste", 4, "0", None)


@pytest.mark.parametrize(
    "document",
    [
        DOCUMENT,
        replace(DOCUMENT, name=None, pcn_code=None, contact=None),
        replace(DOCUMENT, contact=Contact("Zo\u00eb", "zoe@example.org")),
        replace(DOCUMENT, contact=Contact()),
        replace(DOCUMENT, sections={}, flags=()),
        replace(DOCUMENT, flags=(Flag("waste", 1, "kg", source=ImportedFrom("epd.csv", ("2025-04",))),)),
        replace(DOCUMENT, flags=(Flag("waste", 0, confirmed=False, evidence=()),)),
    ],
)
def test_an_issued_document_is_read_as_it_was_issued(document: ReturnDocument):
    assert document_from(to_json(document)) == document
