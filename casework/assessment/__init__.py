"""Is it stalking, classification, risk."""
