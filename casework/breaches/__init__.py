"""Breaches and notification offences."""
