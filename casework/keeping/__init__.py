"""What is kept and why, asked for, given back or disposed of (PACE 1984 ss.21, 22; Police (Property) Act 1897)."""
