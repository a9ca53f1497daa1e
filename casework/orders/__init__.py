"""Orders as the court made them: versions, service, notification, the end, and the enforcement card."""
