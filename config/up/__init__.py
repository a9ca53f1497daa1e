"""`manage.py up`: everything on one machine, in the order in which it happens.

`servers` opens the port and the embedded servers before the settings are read; `steps` brings tables, pages and demonstration
data up to date; `children` says what runs; `supervisor` runs it; `run` puts them in order.
"""
