"""Numbers, charts and indicators of a practice."""
