"""One's own dates as a calendar that other programs can subscribe to."""
