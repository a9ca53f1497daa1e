"""The forms of working a case."""
