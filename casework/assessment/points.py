"""The points to prove for s.2A and s.4A (investigation.md 2.2): which lines each has, and when an offence is made out on paper. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.assessment.models import Line, PointState
from casework.reports.models import Impact
from casework.reports.rules import Problems, short

SHARED = (Line.IDENTITY, Line.OCCASIONS, Line.COURSE, Line.HARASSMENT, Line.KNEW, Line.ASSOCIATED)
SECTIONS: Mapping[str, tuple[tuple[str, Line], ...]] = {
    "2A": (
        *((str(place), line) for place, line in enumerate(SHARED, 1)),
        ("7", Line.NO_DEFENCE),
        ("8", Line.LIMIT),
    ),
    "4A": (
        *((str(place), line) for place, line in enumerate(SHARED, 1)),
        ("7a", Line.FEAR),
        ("7b", Line.SERIOUS),
        ("8b", Line.EFFECT),
        ("9", Line.KNEW_EFFECT),
        ("10", Line.NO_DEFENCE_4A),
    ),
}
TITLES = {"2A": "Stalking, s.2A", "4A": "Stalking involving fear of violence or serious alarm or distress, s.4A"}
# What the Act or the guidance says beside the line.
HELP: Mapping[Line, str] = {
    Line.IDENTITY: "What shows that it was this person, and not somebody using the name or the account",
    Line.OCCASIONS: "PHA 1997 s.7(3): tick the occasions; acts done through others count (s.7(3A))",
    Line.COURSE: "The fewer the occasions and the further apart, the weaker: say what connects them",
    Line.HARASSMENT: "PHA 1997 s.7(2): alarm or distress; harassing includes both",
    Line.KNEW: "PHA 1997 s.1(2): would a reasonable person with the same information think so?",
    Line.ASSOCIATED: "PHA 1997 s.2A(3): at least one of the acts, or another that belongs to stalking",
    Line.NO_DEFENCE: "Preventing or detecting crime; under an enactment; reasonable in the circumstances",
    Line.LIMIT: "MCA 1980 s.127(1): six months from the last act; s.4A has no limit",
    Line.FEAR: "PHA 1997 s.4A(1)(b)(i): fear that violence will be used, on two occasions at least",
    Line.SERIOUS: "PHA 1997 s.4A(1)(b)(ii), first part",
    Line.EFFECT: "PHA 1997 s.4A(1)(b)(ii), second part: tick what has changed",
    Line.KNEW_EFFECT: "PHA 1997 s.4A(2) and (3)",
    Line.NO_DEFENCE_4A: "Preventing crime; under an enactment; reasonable to protect oneself, another or property (s.4A(4))",
}


@dataclass(frozen=True)
class Standing:
    """How an offence stands: lines met of all that count, what is still open, and whether it is made out on paper."""

    met: int
    of: int
    open: tuple[str, ...]
    made_out: bool


def standing(section: str, states: Mapping[str, str]) -> Standing:
    """How the lines of a section stand. s.4A needs either 7a, or 7b together with 8b."""

    def met(line: str) -> bool:
        return states.get(line) == PointState.MET

    lines = [line for _, line in SECTIONS[section]]
    if section == "4A":
        either = met(Line.FEAR) or (met(Line.SERIOUS) and met(Line.EFFECT))
        needed = [line for line in lines if line not in (Line.FEAR, Line.SERIOUS, Line.EFFECT)]
        open_ = [line for line in needed if not met(line)] + ([] if either else [Line.FEAR])
        count = sum(met(line) for line in needed) + either
        return Standing(count, len(needed) + 1, tuple(_words(line) for line in open_), not open_)
    open_ = [line for line in lines if not met(line)]
    return Standing(len(lines) - len(open_), len(lines), tuple(_words(line) for line in open_), not open_)


def _words(line: Line) -> str:
    return "7a, or 7b with 8b" if line == Line.FEAR else str(line.label)


def point_problems(line: str, values: Mapping[str, Any], *, incidents: Collection[int], exhibits: Collection[str]) -> Problems:
    """A line that is met rests on something; what it rests on belongs to the case. Two occasions are two."""
    found: Problems = []
    state = values.get("state")
    chosen = list(values.get("incidents", ()))
    if line not in Line.values or state not in PointState.values:
        return [("state", "Choose whether it is met")]
    if set(chosen) - set(incidents):
        found.append(("incidents", "Choose from the occasions on this case's chronology"))
    if set(values.get("exhibits", ())) - set(exhibits):
        found.append(("exhibits", "Choose from the exhibits of this case"))
    if set(values.get("impacts", ())) - set(Impact.values):
        found.append(("impacts", "Choose from the effects listed"))
    if state == PointState.MET and line in (Line.OCCASIONS, Line.FEAR) and len(set(chosen)) < 2:
        found.append(("incidents", "Two occasions at least: tick those on which it rests"))
    if state == PointState.MET and line == Line.EFFECT and not values.get("impacts"):
        found.append(("impacts", "Tick what has changed in the victim's daily life"))
    rests = chosen or values.get("exhibits") or values.get("impacts")
    if state == PointState.MET and not rests and short(values.get("comment", ""), 10):
        found.append(("comment", "Say what it rests on, or tick occasions or exhibits"))
    if state == PointState.NOT_MET and short(values.get("comment", ""), 10):
        found.append(("comment", "Say why it is not met"))
    return found


def suggested(occasions: Sequence[Any]) -> str:
    """What the chronology itself says about the number of occasions, in words."""
    if not occasions:
        return "No occasion is on the chronology yet"
    return f"{len(occasions)} {'occasion is' if len(occasions) == 1 else 'occasions are'} on the chronology"
