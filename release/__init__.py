"""Built apps: what `start.py package` makes of a checkout, for the system it runs on."""
