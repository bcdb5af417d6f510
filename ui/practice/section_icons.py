"""Which icon stands for a section, and which mark and tone for how far one has come."""

from greenpractice.returns.progress import Status

ICONS = {
    "practice": "building",
    "inhalers": "spray",
    "asthma_care": "lungs",
    "inhaler_returns": "recycle",
    "pen_returns": "vaccine",
    "electricity": "bolt",
    "heating": "flame",
    "business_travel": "car",
    "commuting": "walk",
    "homeworking": "device-laptop",
    "appointments": "calendar-event",
    "water": "droplet",
    "waste": "trash",
    "paper": "files",
    "refrigerants": "snowflake",
    "nitrous_oxide": "wind",
}
Mark = tuple[str, str, str]  # the tone of the tag, its mark, and the colour that the mark takes
MARKS: dict[Status, Mark] = {
    Status.COMPLETED: ("muted", "circle-check-filled", "accent"),
    Status.IN_PROGRESS: ("white", "half-disc", "text"),
    Status.NOT_YET_STARTED: ("blue", "circle", "blue_text"),
    Status.CANNOT_START_YET: ("grey", "lock", "grey_text"),
    Status.PROBLEM: ("red", "alert-circle-filled", "red_text"),
}
TO_CHECK: Mark = ("check", "help-circle", "on_check")
QUIET: Mark = ("muted", "circle", "muted")
