"""Parts of pages that know no return."""
