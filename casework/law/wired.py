"""Which rules the product puts to work. Whoever starts a clock on a rule or asks it as a guard adds its id here.

The law knows none of the packages above it, so this list is data; a test compares it with
what the code above names.
"""

WIRED: frozenset[str] = frozenset(
    {
        "MCR-115",
        "MCR-99",
        "OP-AUTH",
        "OP-EXPIRY",
        "OP-LISTING",
        "OP-PNC",
        "OP-SERVE",
        "OP-VICTIM",
        "R01",
        "R02",
        "R03",
        "R04",
        "R05",
        "R06",
        "R07",
        "R08",
        "R09",
        "R10",
        "R11",
        "R14",
        "R23",
        "R25",
        "R38",
        "SPA-11-3",
        "SPA-3-2",
        "SPA-5-6a",
        "SPA-8",
        "SPA-9-1",
        "SPA-9-3",
        "SPA-9-4",
        "SPA-9-5",
        "SPA-9-7",
    }
)
