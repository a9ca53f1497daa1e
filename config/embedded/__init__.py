"""Starts the local services; the launcher replaces this stub in the same change."""
