"""The rules as data and pure functions: no Django, no I/O; holidays and policy values are arguments."""
