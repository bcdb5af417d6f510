"""Every version of the tables, and the steps from one to the next."""
