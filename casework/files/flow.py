"""Moves of a file: held, or set apart until a person has looked at why. Nothing here deletes or alters one."""

from casework.cases.moves import Move

HELD, QUARANTINED = "HELD", "QUARANTINED"
STATES = [(HELD, "Held"), (QUARANTINED, "Set apart")]
_BY = "Force policy: a file that is not what it says is looked at before it is used"

MOVES = (
    Move("case_file", "", HELD, "take in", "file.add"),
    Move("case_file", "", QUARANTINED, "take in apart", "file.add", cites=_BY),
    Move("case_file", QUARANTINED, HELD, "release", "file.release", "files.rules.release_problems", _BY),
    Move("case_file", HELD, QUARANTINED, "set apart", "file.release", cites=_BY),
)
