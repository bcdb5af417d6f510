"""Parts of the page of a network's report: what its preview is of, and what to do with files once made."""
