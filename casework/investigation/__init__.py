"""Working the case: its log, its actions, the outcome, closing and reopening, handing over, and links to other cases."""
