"""Cards that stand in the side columns of pages of figures."""
