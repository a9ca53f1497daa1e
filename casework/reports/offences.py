"""Offences as the crime record names them: fixed codes, and which of them the law treats alike.

Home Office codes are those published in 2015 and are to be checked against the current notifiable-offence list.
"""

from dataclasses import dataclass

from django.db import models


class Offence(models.TextChoices):
    """What may be recorded as the principal crime or as an included classification."""

    STALKING_2A = "STALKING_2A", "Stalking, s.2A (195/12)"
    STALKING_4A_FEAR = "STALKING_4A_FEAR", "Stalking, s.4A: fear of violence (8/65)"
    STALKING_4A_DISTRESS = "STALKING_4A_DISTRESS", "Stalking, s.4A: serious alarm or distress (8/66)"
    HARASSMENT_2 = "HARASSMENT_2", "Harassment, s.2"
    HARASSMENT_4 = "HARASSMENT_4", "Putting people in fear of violence, s.4"
    SPO_BREACH = "SPO_BREACH", "Breach of a Stalking Protection Order, s.8 (H20164)"
    ORDER_BREACH = "ORDER_BREACH", "Breach of a restraining or non-molestation order"
    CRIMINAL_DAMAGE = "CRIMINAL_DAMAGE", "Criminal damage"
    MALICIOUS_COMMUNICATIONS = "MALICIOUS_COMMUNICATIONS", "Malicious communications"
    NUISANCE = "NUISANCE", "Nuisance or anti-social behaviour"
    THREATS_TO_KILL = "THREATS_TO_KILL", "Threats to kill"
    STRANGULATION = "STRANGULATION", "Non-fatal strangulation"
    INTIMATE_IMAGE = "INTIMATE_IMAGE", "Intimate image offence"
    BURGLARY = "BURGLARY", "Burglary"
    COMPUTER_ACCESS = "COMPUTER_ACCESS", "Unauthorised computer access"
    ASSAULT = "ASSAULT", "Assault"
    COERCIVE_CONTROL = "COERCIVE_CONTROL", "Controlling or coercive behaviour"
    OTHER = "OTHER", "Another offence"


@dataclass(frozen=True)
class Kinds:
    """Groups of codes that rules ask for."""

    stalking: frozenset[str]
    harassment: frozenset[str]
    # Summary only, so MCA 1980 s.127(1) limits the charge to six months from the last act; s.127(2) frees every other.
    six_months: frozenset[str]


KINDS = Kinds(
    stalking=frozenset({Offence.STALKING_2A, Offence.STALKING_4A_FEAR, Offence.STALKING_4A_DISTRESS}),
    harassment=frozenset({Offence.HARASSMENT_2, Offence.HARASSMENT_4}),
    six_months=frozenset({Offence.STALKING_2A, Offence.HARASSMENT_2}),
)
