"""What is done, in everyday words, each under the letter of PHA 1997 s.2A(3) that it shows: a first choice that ticks the letter.

The examples of the Act are not exhaustive, and neither is this list: what fits none is told in words under X.
"""

from django.db import models

from casework.reports.models import Act


class Behaviour(models.TextChoices):
    """One behaviour; things that look harmless have their own, because a course is made of them."""

    FOLLOWED_FOOT = "FOLLOWED_FOOT", "Followed on foot"
    FOLLOWED_VEHICLE = "FOLLOWED_VEHICLE", "Followed by car"
    SAME_JOURNEY = "SAME_JOURNEY", "On the same train or bus again and again"
    TRACKER = "TRACKER", "Tracker found"
    CALLS = "CALLS", "Calls, silent or missed calls"
    MESSAGES = "MESSAGES", "Texts, messages or e-mails"
    LETTER = "LETTER", "Letter or note"
    CARD = "CARD", "Card"
    FLOWERS = "FLOWERS", "Flowers"
    GIFT = "GIFT", "Gift"
    LIKE = "LIKE", "“Likes”, comments or friend requests"
    PAYMENT = "PAYMENT", "Small bank transfers with messages"
    THIRD_PARTY = "THIRD_PARTY", "Through family, friends or work"
    VEXATIOUS = "VEXATIOUS", "Court applications or complaints made to reach the victim"
    FAKE_PROFILE = "FAKE_PROFILE", "Fake profile or in the victim's name"
    POSTED = "POSTED", "Pictures or facts posted"
    FALSE_REVIEW = "FALSE_REVIEW", "False reviews"
    SPYWARE = "SPYWARE", "Spyware on a device"
    LOG_IN = "LOG_IN", "Logged in to an account or shared cloud"
    SMART_HOME = "SMART_HOME", "Smart home or doorbell used to watch"
    OUTSIDE_HOME = "OUTSIDE_HOME", "Waiting outside home"
    OUTSIDE_WORK = "OUTSIDE_WORK", "Waiting outside work or school"
    TURNED_UP = "TURNED_UP", "Turned up at a gym, club or family event"
    DRIVE_PAST = "DRIVE_PAST", "Driving or walking past"
    CAR_DAMAGED = "CAR_DAMAGED", "Car damaged"
    THINGS_MOVED = "THINGS_MOVED", "Things moved, locks tampered with"
    ENTERED = "ENTERED", "Been inside the home"
    PARKED = "PARKED", "Parked and watching"
    DRONE = "DRONE", "Drone or hidden camera"
    PHOTOGRAPHED = "PHOTOGRAPHED", "Photographed or filmed the victim"
    LOCATION = "LOCATION", "Watched by location sharing"
    PET = "PET", "Threats to a pet"
    ORDERED = "ORDERED", "Taxis, food or goods ordered in the victim's name"
    COUNTER = "COUNTER", "Counter-allegations"


B = Behaviour
MAPPED: dict[str, tuple[Behaviour, ...]] = {
    Act.A: (B.FOLLOWED_FOOT, B.FOLLOWED_VEHICLE, B.SAME_JOURNEY, B.TRACKER),
    Act.B: (
        B.CALLS, B.MESSAGES, B.LETTER, B.CARD, B.FLOWERS, B.GIFT, B.LIKE, B.PAYMENT, B.THIRD_PARTY, B.VEXATIOUS,
    ),
    Act.C: (B.FAKE_PROFILE, B.POSTED, B.FALSE_REVIEW),
    Act.D: (B.SPYWARE, B.LOG_IN, B.SMART_HOME),
    Act.E: (B.OUTSIDE_HOME, B.OUTSIDE_WORK, B.TURNED_UP, B.DRIVE_PAST),
    Act.F: (B.CAR_DAMAGED, B.THINGS_MOVED, B.ENTERED),
    Act.G: (B.PARKED, B.DRONE, B.PHOTOGRAPHED, B.LOCATION),
    Act.X: (B.PET, B.ORDERED, B.COUNTER),
}  # fmt: skip
# The letters in as few words as a list has room for.
SHORT: dict[str, str] = {
    Act.A: "Followed",
    Act.B: "Got in touch",
    Act.C: "Published",
    Act.D: "Watched accounts",
    Act.E: "Hung about",
    Act.F: "Interfered with things",
    Act.G: "Watched or spied",
    Act.X: "Something else",
}
# A tracker both follows and watches.
ALSO = {B.TRACKER: (Act.G,)}


def letters_of(behaviour: str) -> tuple[str, ...]:
    """The letters that a behaviour shows; none for a text that is not a code of the list."""
    found = tuple(str(letter) for letter, those in MAPPED.items() if behaviour in those)
    return found + tuple(str(letter) for letter in ALSO.get(behaviour, ())) if behaviour in Behaviour.values else found


def words_of(behaviour: str) -> str:
    """A behaviour in words; what is no code of the list (a breach's reference) is "" here."""
    return Behaviour(behaviour).label if behaviour in Behaviour.values else ""


def hint_of(letter: str) -> str:
    """Under a letter: the section, and what people call it."""
    listed = "; ".join(behaviour.label[0].lower() + behaviour.label[1:] for behaviour in MAPPED[letter])
    cite = f"PHA 1997 s.2A(3)({letter.lower()})" if letter != Act.X else "Not listed in s.2A(3), which is not exhaustive"
    return f"{cite}: {listed}"


def grouped() -> list[tuple[str, list[tuple[str, str]]]]:
    """For a select: behaviours in groups, each named shortly."""
    return [(SHORT[letter], [(behaviour.value, behaviour.label) for behaviour in those]) for letter, those in MAPPED.items()]
