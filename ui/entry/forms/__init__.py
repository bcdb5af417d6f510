"""Parts of the small forms."""
