"""What a page asks of its figures."""
