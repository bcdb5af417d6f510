"""Which icon stands for a section, and for a page of several that of its first one."""

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
    "actions": "flag",
}
