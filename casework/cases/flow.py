"""The moves of a case (investigation.md 12.3). Its stage on the page is derived from its machines, never typed."""

from casework.cases.moves import Move

REPORTED, RECORDED, ALLOCATED, INVESTIGATING = "REPORTED", "RECORDED", "ALLOCATED", "INVESTIGATING"
CLOSED, REOPENED = "CLOSED", "REOPENED"
AWAITING_CPS, CHARGED, AT_COURT = "AWAITING_CPS", "CHARGED", "AT_COURT"

STATES = [
    (REPORTED, "Reported"),
    (RECORDED, "Crime recorded"),
    (ALLOCATED, "Allocated"),
    (INVESTIGATING, "Under investigation"),
    (CLOSED, "Closed"),
    (REOPENED, "Reopened"),
    (AWAITING_CPS, "With the CPS"),
    (CHARGED, "Charged"),
    (AT_COURT, "At court"),
]
# From these a case may be closed, once every gate is passed.
CLOSABLE = (RECORDED, ALLOCATED, INVESTIGATING, AWAITING_CPS, CHARGED, AT_COURT, REOPENED)

MOVES = (
    Move("case", "", REPORTED, "report", "case.create"),
    Move("case", REPORTED, RECORDED, "record crime", "crime.record", cites="Home Office Crime Recording Rules"),
    Move("case", RECORDED, ALLOCATED, "allocate", "case.allocate"),
    Move("case", ALLOCATED, ALLOCATED, "allocate", "case.allocate"),
    Move("case", INVESTIGATING, INVESTIGATING, "allocate", "case.allocate"),
    Move("case", ALLOCATED, INVESTIGATING, "start investigation", "case.update"),
    *(Move("case", source, CLOSED, "close", "case.close", cites="Force policy R40: closure gates") for source in CLOSABLE),
    Move("case", CLOSED, REOPENED, "reopen", "case.reopen"),
    Move("case", REOPENED, REOPENED, "allocate", "case.allocate"),
    Move("case", REOPENED, INVESTIGATING, "start investigation", "case.update"),
    # Charging
    Move("case", AWAITING_CPS, AWAITING_CPS, "allocate", "case.allocate"),
    Move("case", CHARGED, CHARGED, "allocate", "case.allocate"),
    Move("case", AT_COURT, AT_COURT, "allocate", "case.allocate"),
    Move("case", INVESTIGATING, AWAITING_CPS, "refer to the CPS", "charging.approve", cites="DG6: the CPS decides"),
    Move("case", AWAITING_CPS, INVESTIGATING, "return to investigation", "charging.decide"),
    Move("case", AWAITING_CPS, CHARGED, "charge", "charging.prepare", cites="DG6: the CPS decides"),
    Move("case", CHARGED, AT_COURT, "go to court", "court.record"),
)
