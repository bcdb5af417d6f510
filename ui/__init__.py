"""The window: pages over the open store, which connect and place and compute nothing."""
