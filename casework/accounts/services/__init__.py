"""What changes accounts: `people` (add, change, move, deactivate), `roles` (give, lend, decide, end), `absence`."""
