"""Pages over the audit trail: one's own actions for everybody, a person's or a record's whole trail for professional standards."""
