"""Bringing old registers in: read the file, judge each row, then take it through the same services as a person would."""
