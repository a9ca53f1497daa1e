"""A fictional force with its people and cases, for trying the product out. Never in a database with real accounts or cases."""
