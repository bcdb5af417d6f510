"""The inhaler grid and the import of prescribing files."""
