"""Pages of working a case, by noun."""
