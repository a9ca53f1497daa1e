"""Nominals, aliases, protected facts, matching."""
