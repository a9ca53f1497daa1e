"""Breaches of an order (SPA 2019 s.8) and notification offences (s.11)."""
