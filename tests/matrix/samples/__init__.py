"""What the test of every address needs to know beyond the address: which record stands in it, and which pages are nobody's secret.

Whoever adds an address with anything but `reference` in it adds a provider to one of these modules: a function of an `Ask`, giving the
address's arguments for that case (and that person). `ask.once(key, make)` makes a record once a world.
"""

from tests.matrix.samples import applications, custody, evidence, force, orders, victims, working
from tests.matrix.samples.ask import Ask, Provider
from tests.matrix.samples.tables import ABSENT, ALSO_REFUSED, OWN, PUBLIC, PUBLIC_PREFIXES, RECORDS

__all__ = ["ABSENT", "ALSO_REFUSED", "OWN", "PUBLIC", "PUBLIC_PREFIXES", "RECORDS", "SAMPLES", "Ask"]

# A record of one's own that is not there; the modules give those that can be made.
SAMPLES: dict[str, Provider] = {name: (lambda ask: {"pk": 999_999}) for name in OWN}
for part in (force, orders, evidence, working, applications, victims, custody):
    SAMPLES |= part.SAMPLES
