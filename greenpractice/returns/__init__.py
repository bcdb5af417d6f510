"""The return document: reading, checking, differences, how far it has come."""
