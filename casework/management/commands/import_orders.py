"""Import a force's register of orders from CSV."""

from casework.management.import_command import ImportCommand


class Command(ImportCommand):
    """`import_orders FILE [--as USERNAME] [--dry-run] [--json]`; exit 0 all taken, 1 something doubted or refused, 2 bad input."""

    help = "Import a register of orders (CSV). Rows are taken, doubted or refused, each with its reason; a second run adds nothing."
    kind = "orders"
    file_words = "a CSV file"
    role_words = "the records or legal role"
    roles = ("RECORDS", "LEGAL")
