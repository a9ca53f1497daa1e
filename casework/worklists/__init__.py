"""Homes, queues, caseload, search, imports."""
