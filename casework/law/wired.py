"""Which rules the product puts to work. Whoever starts a clock on a rule or asks it as a guard adds its id here.

The law knows none of the packages above it, so this list is data; a test of the flow compares it with what the facts start.
"""

WIRED: frozenset[str] = frozenset({"R01", "R02", "R03", "R05", "R06", "R09", "R10", "R11", "R14", "R20", "R38"})
