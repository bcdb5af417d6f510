"""Makes the files kept of a version of the return format: `python -m tests.make_format_files`."""

from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from greenpractice.exchange.pdf_return import return_in
from greenpractice.exchange.signing import SigningKey
from greenpractice.reports.summary import summary_pdf
from greenpractice.returns.documents import Flag, ImportedFrom
from greenpractice.returns.reading import read_document
from greenpractice.returns.versions import VERSION

FILES = Path(__file__).parent / "files"


def main() -> None:
    """The sample with every kind of flag as a PDF, and the document that is in it."""
    target = FILES / f"return-version-{VERSION}.pdf"
    if target.exists():
        raise SystemExit(f"{target} is there already, and the files of a version never change")
    document, _ = read_document((FILES / "sample-return.json").read_bytes(), "sample-return.json")
    flags = (
        *document.flags,
        Flag("inhalers", 0, None, source=ImportedFrom("april.csv", ("2025-04",))),
        Flag(
            "water", 0, "supply_m3", confirmed=True, note="Two meters – “both” read", evidence=("bill.pdf",)
        ),
    )
    key = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
    pdf = summary_pdf(replace(document, flags=flags), [], key, replaces="0123456789abcdef" * 4)
    target.write_bytes(pdf)
    target.with_suffix(".json").write_bytes(return_in(pdf, target.name))


if __name__ == "__main__":
    main()
