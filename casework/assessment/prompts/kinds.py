"""The kinds of pattern, and how a case is recorded as the prompts tell it apart."""

import re
from collections.abc import Collection

from django.db import models

from casework.reports.offences import KINDS as OFFENCE_KINDS


class Kind(models.TextChoices):
    """What a prompt points to. The words are its title: something to think about, never an answer."""

    REPETITION = "REPETITION", "Two occasions or more: consider stalking, s.2A"
    FOUR = "FOUR", "Signs that it is fixated, obsessive, unwanted and repeated"
    HARMLESS = "HARMLESS", "Things that look harmless one by one come again"
    EX_PARTNER = "EX_PARTNER", "A course of conduct by a former partner is not recorded as stalking"
    FOUR_A = "FOUR_A", "Consider s.4A"
    ESCALATION = "ESCALATION", "It is getting worse"
    ELSEWHERE = "ELSEWHERE", "The same person may stand in another case"


# The same in a few words, for the timeline.
SHORT = {
    Kind.REPETITION: "two occasions or more",
    Kind.FOUR: "signs of FOUR",
    Kind.HARMLESS: "harmless-looking things come again",
    Kind.EX_PARTNER: "a former partner's conduct not recorded as stalking",
    Kind.FOUR_A: "signs of s.4A",
    Kind.ESCALATION: "it is getting worse",
    Kind.ELSEWHERE: "the same person in another case",
}
# Those that say "this may be stalking": one of them raised is what evaluate_prompts counts.
STALKING = (Kind.REPETITION, Kind.FOUR, Kind.HARMLESS, Kind.EX_PARTNER)


class Recorded(models.TextChoices):
    """How a case is recorded, as far as a prompt asks."""

    NOTHING = "", "not recorded yet"
    STALKING_4A = "STALKING_4A", "stalking, s.4A"
    STALKING_2A = "STALKING_2A", "stalking, s.2A"
    HARASSMENT = "HARASSMENT", "harassment"
    MALICIOUS = "MALICIOUS", "malicious communications"
    NUISANCE = "NUISANCE", "nuisance"
    NO_CRIME = "NO_CRIME", "no crime"
    OTHER = "OTHER", "another crime"


# What the review of under-recording looks through.
UNDER_RECORDED = (Recorded.HARASSMENT, Recorded.MALICIOUS, Recorded.NUISANCE, Recorded.NO_CRIME)
_BY_OFFENCE = {"STALKING_2A": Recorded.STALKING_2A, "MALICIOUS_COMMUNICATIONS": Recorded.MALICIOUS, "NUISANCE": Recorded.NUISANCE}


def recorded_of(offences: Collection[str], no_crime: bool) -> str:
    """How a case stands recorded: stalking wherever it stands among its offences, else its principal crime (the first)."""
    if "STALKING_4A_FEAR" in offences or "STALKING_4A_DISTRESS" in offences:
        return Recorded.STALKING_4A
    if "STALKING_2A" in offences:
        return Recorded.STALKING_2A
    first = next(iter(offences), "")
    if not first:
        return Recorded.NO_CRIME if no_crime else Recorded.NOTHING
    if first in OFFENCE_KINDS.harassment:
        return Recorded.HARASSMENT
    return _BY_OFFENCE.get(first, Recorded.OTHER)


_WRITTEN = (
    (r"stalking.*4 ?a|\b4 ?a\b|8/6[56]", Recorded.STALKING_4A),
    (r"stalk|\b2 ?a\b|195/12", Recorded.STALKING_2A),
    (r"harass|putting.*fear of violence", Recorded.HARASSMENT),
    (r"malicious|mal ?comms|communications", Recorded.MALICIOUS),
    (r"nuisance|anti ?social|\basb\b", Recorded.NUISANCE),
    (r"no ?crime|non ?crime|not recorded|incident only|no offen[cs]e|^none$|information only|\bincident\b", Recorded.NO_CRIME),
)


def recorded_from(words: str) -> str:
    """The same from how old records write it, such as "harassment", "HARASSMENT_2", "no crime" or "mal comms"."""
    plain = re.sub(r"[_\-.]+", " ", words.lower()).strip()
    if not plain:
        return Recorded.NOTHING
    return next((kind for pattern, kind in _WRITTEN if re.search(pattern, plain)), Recorded.OTHER)
