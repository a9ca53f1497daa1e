"""Who may see and do what: matrix, scope, visible, can, grants, reveal."""
