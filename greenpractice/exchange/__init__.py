"""Files in and out: returns inside PDFs, and what seals them."""
