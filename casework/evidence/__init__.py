"""Searches, exhibits and the continuity ledger."""
