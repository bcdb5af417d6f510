"""What lies beside a data file and belongs to it: bills that are attached, and which facts it knows."""
