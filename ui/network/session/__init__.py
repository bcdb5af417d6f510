"""What a Lead's window works over: returns as they arrive, the group and period in view, files it writes."""
