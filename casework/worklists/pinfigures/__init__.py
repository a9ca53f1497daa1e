"""Figures of the legacy PIN register: for managers, and without small numbers for analysts and the Police and Crime Commissioner."""
