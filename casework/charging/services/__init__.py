"""Writing of charging, by noun: `referring`, `deciding`, `laying` (the charge), `court`, `limits`."""
