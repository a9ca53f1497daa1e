"""Orders, versions, service, notification, the enforcement card."""
