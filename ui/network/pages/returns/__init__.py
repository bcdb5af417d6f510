"""Parts of the page of returns received: its strip, its chips, its grid, and places on a line."""
