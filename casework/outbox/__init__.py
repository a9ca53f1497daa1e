"""Messages written with the change that causes them; delivery, retries, dead letters."""
