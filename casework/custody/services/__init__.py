"""Writing of arrest, interview, release and bail, by noun: `arresting`, `releasing`, `granting`, `extending`, `changing`, `ending`."""
