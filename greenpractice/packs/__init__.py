"""Facts packs: one signed file of dated tables, made by somebody, installed beside the data."""
