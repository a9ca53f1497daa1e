"""The case: reference, unit, owner, restriction, parties, its events and every move of every machine."""
