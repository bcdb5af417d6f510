"""Compared with others: what is usual in a network, in a small signed file that names no practice."""
