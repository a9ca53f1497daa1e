"""Pages of custody and bail."""
