"""Help: the words by page, the page that has all of them, and the panel beside a page."""
