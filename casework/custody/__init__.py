"""Arrest, interview, release and bail, and what protects the victim when bail ends."""
