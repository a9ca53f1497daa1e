"""Stalking cases and Stalking Protection Orders. Read `flow.py` first."""
