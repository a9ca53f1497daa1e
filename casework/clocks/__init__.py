"""Deadline instances, reminders, escalation."""
