"""The kinds of register that can be imported."""

from casework.worklists.imports.files import Table
from casework.worklists.imports.kind import Kind
from casework.worklists.imports.orders import ORDERS
from casework.worklists.imports.pins import PINS
from casework.worklists.imports.sealed import opened
from casework.worklists.models import ImportRun

KINDS: dict[str, Kind] = {kind.name: kind for kind in (ORDERS, PINS)}


def kind_of(run: ImportRun) -> Kind:
    """What kind of register the run is of."""
    return KINDS[run.kind]


def table_of(run: ImportRun) -> Table:
    """The run's file as a table."""
    return kind_of(run).read(opened(run))
