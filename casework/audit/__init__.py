"""Who did, saw, listed, exported or was refused; sealing and verification."""
