"""The list of cases and the search: what a person's caseload holds, filtered, ordered, found."""
