"""Made-up returns and files to try the program with."""
