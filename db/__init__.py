"""The store: one SQLite file, plain values in and out; sessions never leave this package."""
