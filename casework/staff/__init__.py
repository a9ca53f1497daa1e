"""People who work here: accounts, forces, units, dated roles, rank, absence, delegation."""
