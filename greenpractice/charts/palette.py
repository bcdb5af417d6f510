"""The colours of charts; each stands at least 3:1 on white, and none says anything alone."""

TEXT = "#212b32"
SECONDARY = "#4c6272"
WHITE = "#ffffff"

# Decoration only: grid lines, and areas that a line or words name as well.
BORDER = "#d8dde0"

BAND = "#dfe5e8"  # of a ruler between its two thresholds, and beyond them; each has an edge
BEYOND = "#b9cfe2"
ASKED = "#fff4bf"  # the ground of what is asked about, as on the pages; it has an edge

# Categories in this order (Government Analysis Function); never more than four in a chart.
INHALERS = "#12436D"
TURQUOISE = "#28A197"
PINK = "#801650"
ORANGE = "#F46A25"
