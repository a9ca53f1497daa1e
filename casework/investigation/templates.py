"""Outlines for common entries: what to write down, so that nothing is forgotten at the scene. Never more than a start."""

from dataclasses import dataclass

from casework.investigation.models import EntryKind


@dataclass(frozen=True)
class Outline:
    """One outline: its name, the kind of entry, and what stands in the two fields to begin with."""

    key: str
    title: str
    kind: EntryKind
    fact: str
    opinion: str = ""


SPOKEN = "Spoken to by the agreed safe means.\nSaid:\nNew contact or acts:\nAsked for:\n"
UNANSWERED = "Tried by the agreed safe means, no answer.\nNo message was left.\nNext try:\n"
HANDED = "Where the case stands:\nWhat comes next, by when:\nHow to reach the victim safely: as recorded\n"

OUTLINES: tuple[Outline, ...] = (
    Outline("victim", "Victim spoken to", EntryKind.VICTIM, SPOKEN),
    Outline("no-answer", "Victim not reached", EntryKind.VICTIM, UNANSWERED),
    Outline("enquiry", "Enquiry made", EntryKind.ENQUIRY, "Asked of:\nWhat for:\nAnswer, or when it is expected:\n"),
    Outline("cctv", "CCTV or doorbell footage", EntryKind.ENQUIRY, "Where:\nTime covered:\nViewed, and what it shows:\nOverwritten on:\n"),
    Outline("suspect", "Suspect seen or spoken to", EntryKind.SUSPECT, "Where and by whom:\nSaid:\nDone:\n"),
    Outline(
        "policy",
        "Policy decision",
        EntryKind.POLICY,
        "Decision:\n",
        "Why:\nWhat else was considered, and why not:\n",
    ),
    Outline("direction", "Supervisor's direction", EntryKind.DIRECTION, "To be done:\nBy whom and when:\n", "Why:\n"),
    Outline(
        "review",
        "Supervisor's review",
        EntryKind.REVIEW,
        "Read: log, risk, open actions, dates.\nVictim's safety:\nLines of enquiry open:\n",
        "What is missing or late:\n",
    ),
    Outline(
        "handover",
        "Handover",
        EntryKind.HANDOVER,
        HANDED,
    ),
)
BY_KEY = {outline.key: outline for outline in OUTLINES}
