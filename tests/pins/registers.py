"""Old registers of notices as forces keep them, invented: unknown column order, many styles of date, people in one cell."""

import csv
import io
import random
from datetime import date, timedelta

GIVEN = [
    "Callum",
    "Tariq",
    "Leo",
    "Owen",
    "Jack",
    "Ravi",
    "Denise",
    "Elin",
    "Maya",
    "Joan",
    "Peter",
    "Gareth",
    "Huw",
    "Sian",
    "Rhys",
    "Zofia",
    "Ewa",
    "Piotr",
    "Ahmed",
    "Yusuf",
]
FAMILY = [
    "Rudd",
    "Benwell",
    "Vance",
    "Storey",
    "Quint",
    "Harle",
    "Fallow",
    "Croft",
    "Amery",
    "Prosser",
    "Tait",
    "Kessler",
    "Brandt",
    "Lyle",
    "Okafor",
    "Verran",
    "Moss",
    "Hale",
    "Denby",
    "Marsh",
    "Oxley",
    "Pike",
    "Rowan",
    "Selby",
    "Thorne",
    "Upton",
]
HEADINGS = ["Aggrieved", "What happened", "PIN Ref", "Crime No", "Date served", "Officer", "Collar No", "Person warned", "Date issued",
            "Type", "Vulnerable?", "CoC", "Crimed", "Café"]  # fmt: skip


def _day(rng: random.Random, first: int, last: int) -> date:
    return date(first, 1, 1) + timedelta(days=rng.randrange(365 * (last - first)))


def _written(rng: random.Random, day: date) -> str:
    styles = ("%d/%m/%Y", "%d-%b-%y", "%Y-%m-%d", "%d.%m.%Y", "%A %d %B %Y")
    return day.strftime(rng.choice(styles)) if rng.random() < 0.9 else str((day - date(1899, 12, 30)).days)


def name(rng: random.Random) -> tuple[str, str]:
    """An invented name."""
    return rng.choice(GIVEN), rng.choice(FAMILY) + rng.choice(["", "-Smith", "son", "ley", "ton", "worth", "field"])


def _person(rng: random.Random) -> str:
    given, family = name(rng)
    born = _day(rng, 1955, 1997)
    return rng.choice(
        [
            f"{given} {family} DOB {born:%d/%m/%Y}",
            f"{family.upper()}, {given} (aka {rng.choice(GIVEN)} {family}) {born:%d/%m/%Y}",
            f"Mr {given} {family} b. {born:%d/%m/%Y}",
            f"{given} {family.upper()}",
        ]
    )


def register(rows: int, *, seed: int = 7, encoding: str = "cp1252") -> bytes:
    """A CSV file of so many sound rows."""
    rng = random.Random(seed)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for n in range(rows):
        issued = _day(rng, 2008, 2017)
        writer.writerow(
            [
                " ".join(name(rng)),
                "Repeated calls and messages after she asked him to stop, and waiting at her work.",
                f"PIN/{issued.year}/{n:06d}",
                f"48NM/{n}/{issued:%y}",
                _written(rng, issued + timedelta(days=3)),
                f"PC {rng.choice(FAMILY)}",
                rng.randrange(1000, 9999),
                _person(rng),
                _written(rng, issued),
                rng.choice(["PIN", "Harassment Warning", "1st Instance", "LOA"]),
                "",
                "Y",
                "N",
                "é",
            ]
        )
    return out.getvalue().encode(encoding)
