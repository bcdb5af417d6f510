"""The summary PDF page, its preview and printing."""
