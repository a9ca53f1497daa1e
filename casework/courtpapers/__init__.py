"""What goes to court about exhibits: lists, schedules and records on paper and as tables, labels, and the manifest that proves them."""
