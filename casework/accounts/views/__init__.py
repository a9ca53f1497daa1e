"""Pages over accounts: `own` for one's own, `people` for accounts, `roles` for roles, loans and proposals, `absences`."""
