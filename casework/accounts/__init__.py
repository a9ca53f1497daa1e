"""Signing in, and the pages over staff accounts: add, move, roles, absence, delegation, deactivate."""
