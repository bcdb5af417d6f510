"""Bills and meter readings as energy companies export them, read into what a site used on which days."""
