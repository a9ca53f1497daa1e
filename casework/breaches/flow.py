"""The moves of a breach (orders.md 6.4). None of them touches the order's own state."""

from casework.cases.moves import Move

REPORTED, CRIME_RECORDED, INVESTIGATING = "REPORTED", "CRIME_RECORDED", "INVESTIGATING"
ARRESTED, VOLUNTARY, CPS_REFERRED, CHARGED = "ARRESTED", "VOLUNTARY", "CPS_REFERRED", "CHARGED"
CONVICTED, ACQUITTED, DISCONTINUED, NFA = "CONVICTED", "ACQUITTED", "DISCONTINUED", "NFA"

STATES = [
    (REPORTED, "Reported"),
    (CRIME_RECORDED, "Crime recorded"),
    (INVESTIGATING, "Under investigation"),
    (ARRESTED, "Arrested"),
    (VOLUNTARY, "Interviewed voluntarily"),
    (CPS_REFERRED, "With the CPS"),
    (CHARGED, "Charged"),
    (CONVICTED, "Convicted"),
    (ACQUITTED, "Acquitted"),
    (DISCONTINUED, "Discontinued"),
    (NFA, "No further action"),
]
CLOSED = (CONVICTED, ACQUITTED, DISCONTINUED, NFA)


def _move(source: str, target: str, verb: str, guard: str = "", cites: str = "") -> Move:
    return Move("breach", source, target, verb, "breach.update", f"breaches.rules.{guard}" if guard else "", cites)


MOVES = (
    Move("breach", "", REPORTED, "report", "breach.report", cites="SPA 2019 ss.8, 11"),
    _move(REPORTED, CRIME_RECORDED, "record crime", "no_crime", "Home Office Crime Recording Rules"),
    _move(CRIME_RECORDED, INVESTIGATING, "investigate", "further_crime_undecided", "HMICFRS 2019: consider a further stalking crime"),
    _move(INVESTIGATING, ARRESTED, "arrest", "no_arrest_ground", "PACE 1984 s.24(4)-(5)"),
    _move(INVESTIGATING, VOLUNTARY, "interview", "no_reason_for_no_arrest", "arrest unless reasoned otherwise (force policy)"),
    _move(ARRESTED, CPS_REFERRED, "refer", "", "the CPS decides the charge"),
    _move(VOLUNTARY, CPS_REFERRED, "refer", "", "the CPS decides the charge"),
    _move(CPS_REFERRED, CHARGED, "charge"),
    _move(CPS_REFERRED, NFA, "no further action", "no_outcome_reason"),
    _move(INVESTIGATING, NFA, "no further action", "no_outcome_reason"),
    _move(ARRESTED, NFA, "no further action", "no_outcome_reason"),
    _move(VOLUNTARY, NFA, "no further action", "no_outcome_reason"),
    _move(CHARGED, CONVICTED, "convict", "", "no conditional discharge: SPA 2019 s.8(4)"),
    _move(CHARGED, ACQUITTED, "acquit"),
    _move(CHARGED, DISCONTINUED, "discontinue", "no_outcome_reason"),
)
