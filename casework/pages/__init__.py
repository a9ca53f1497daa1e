"""What every page shares: the frame, the form renderer, keyset paging, error pages."""
