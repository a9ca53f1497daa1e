"""Reports move the case itself (`cases.flow`); an incident has no states, only versions. Here: the request to cancel a crime."""

from casework.cases.moves import Move

PROPOSED, WITH_REGISTRAR, DONE, REFUSED, WITHDRAWN = "PROPOSED", "WITH_REGISTRAR", "DONE", "REFUSED", "WITHDRAWN"
REQUEST_STATES = [
    (PROPOSED, "Waiting for a supervisor"),
    (WITH_REGISTRAR, "With the Force Crime Registrar"),
    (DONE, "Cancelled"),
    (REFUSED, "Not approved"),
    (WITHDRAWN, "Taken back"),
]
_RULES = "Home Office Crime Recording Rules: a crime is cancelled by the Force Crime Registrar, never by the investigating officer"
_GUARD = "reports.rules.approver_problems"

REQUEST_MOVES = (
    Move("crime_request", "", PROPOSED, "ask", "crime.cancel", cites=_RULES),
    Move("crime_request", PROPOSED, WITH_REGISTRAR, "pass to the registrar", "classification.approve", _GUARD, _RULES),
    Move("crime_request", PROPOSED, REFUSED, "refuse", "classification.approve", _GUARD),
    Move("crime_request", PROPOSED, WITHDRAWN, "take back", "crime.cancel"),
    Move("crime_request", WITH_REGISTRAR, DONE, "cancel", "classification.confirm", _GUARD, _RULES),
    Move("crime_request", WITH_REGISTRAR, REFUSED, "refuse", "classification.confirm", _GUARD, _RULES),
    Move("crime_request", WITH_REGISTRAR, WITHDRAWN, "take back", "crime.cancel"),
)
