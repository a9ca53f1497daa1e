"""Files of a case: taken in with their SHA-256, stored by content, checked, and given out only through the access check."""
