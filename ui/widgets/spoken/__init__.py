"""What screen readers hear of a window where Qt of itself would say it wrongly, twice, or not at all."""
