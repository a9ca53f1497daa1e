"""The events of the continuity ledger and what each of them changes; a ledger has events, not moves.

`EVENTS` is the whole of what the ledger knows; `rules.py` reads it and nothing else decides what may follow what.
"""

from dataclasses import dataclass

from casework.cases.moves import Move

MOVES: tuple[Move, ...] = ()

NONE, APPLY, BREAK = "none", "apply", "break"
PERSON, PLACE, EITHER, SAME = "person", "place", "either", "same"


@dataclass(frozen=True)
class Kind:
    """One kind of event. `to` is what may receive the item ("same": it stays where it is); `seal` what becomes of the seal.

    `needs_seal` True: only while sealed; False: only while not sealed; None: either. `last` closes the ledger.
    """

    code: str
    title: str
    to: str
    seal: str = NONE
    needs_seal: bool | None = None
    after: tuple[str, ...] = ()
    last: bool = False


EVENTS: tuple[Kind, ...] = (
    Kind("SEIZED", "Seized", PERSON),
    Kind("SEALED", "Sealed", SAME, APPLY, needs_seal=False),
    Kind("BOOKED_IN", "Booked in", PLACE, needs_seal=True),
    Kind("MOVED", "Moved or handed over", EITHER),
    Kind("BOOKED_OUT", "Booked out", PERSON),
    Kind("SENT_DFU", "Sent to the digital forensic unit", PLACE, needs_seal=True),
    Kind("RECEIVED_DFU", "Received by the digital forensic unit", PERSON, after=("SENT_DFU",)),
    Kind("OPENED", "Opened", SAME, BREAK, needs_seal=True),
    Kind("EXAMINED", "Examined", SAME),
    Kind("IMAGED", "Imaged", SAME),
    Kind("RESEALED", "Resealed", SAME, APPLY, needs_seal=False),
    Kind("RETURNED_TO_STORE", "Returned to the store", PLACE, needs_seal=True),
    Kind("SENT_LAB", "Sent to a laboratory", PLACE, needs_seal=True),
    Kind("PRODUCED_COURT", "Produced at court", PLACE),
    Kind("RETURNED_OWNER", "Returned to its owner", PLACE, last=True),
    Kind("DISPOSED", "Disposed of", PLACE, last=True),
    Kind("DISCREPANCY", "Discrepancy recorded", SAME),
)
BY_CODE = {kind.code: kind for kind in EVENTS}
CHOICES = [(kind.code, kind.title) for kind in EVENTS]
