"""Charts as plain shapes: laid out once, drawn by the screen and by the PDF."""
