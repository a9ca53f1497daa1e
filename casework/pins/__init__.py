"""The legacy register of Police Information Notices and what replaces each."""
