"""The first page: what is due from this person and why, what has changed, and their cases or their queue."""
