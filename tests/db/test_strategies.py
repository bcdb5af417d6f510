"""The random returns are what other tests take them for: documents the program accepts."""

from hypothesis import given, settings

from greenpractice.returns.documents import ReturnDocument, canonical_bytes, to_json
from greenpractice.returns.reading import read_document
from tests.strategies import documents


@settings(max_examples=50, deadline=None)
@given(documents())
def test_a_random_return_reads_back_as_itself(document: ReturnDocument):
    assert read_document(canonical_bytes(to_json(document)), "random")[0] == document
