"""What a course of conduct shows, each with its reasons. Pure: an account in, patterns out; nothing is decided here.

Reasons are made of coded words and of the lexicon's own, never of what somebody typed: they may stand wherever the case is seen.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from casework.assessment.prompts.kinds import STALKING, Kind, Recorded
from casework.assessment.prompts.lexicon import ACTS, AGAINST, GROUPS, MINDS
from casework.assessment.prompts.weighing import TICKED, Account, Occasion, Weighed, weigh
from casework.law.spans import DAY
from casework.pages.dates import short_day
from casework.reports.rhythm import trend

COUNTING = (
    "A course of conduct between former partners is recorded as stalking unless police are satisfied that it is harassment in law only"
    " (Home Office Counting Rules, April 2020)"
)
# How many words of each sort a reason quotes.
QUOTED = 4
HARMFUL = ("threat", "interfere", "monitor", "publish")
REMOTE = frozenset(group.key for group in ACTS if group.remote)
IN_PERSON = ("follow", "loiter", "watch")


@dataclass(frozen=True)
class Pattern:
    """One thing that the chronology shows, and why it is said. `occasions` are the keys of the rows it rests on."""

    kind: Kind
    reasons: tuple[str, ...]
    occasions: tuple[int, ...] = ()
    about: str = ""

    @property
    def basis(self) -> str:
        """What it rests on, as a digest: the same until the facts change."""
        return basis_of(self.kind, self.occasions, self.about)


def basis_of(kind: str, occasions: Sequence[int], about: str = "") -> str:
    """The digest of a kind, the rows it rests on and what else it is about."""
    return hashlib.sha256("|".join([kind, about, *map(str, sorted(occasions))]).encode()).hexdigest()


def patterns(account: Account) -> tuple[Weighed, list[Pattern]]:
    """Everything that the account shows, whatever it is recorded as, and the weighing behind it."""
    weighed = weigh(account)
    if not weighed.enough:
        return weighed, []
    found = [_repetition(weighed), _four(weighed), _harmless(weighed), _ex_partner(weighed, account), _four_a(weighed), _worse(weighed)]
    return weighed, [pattern for pattern in found if pattern is not None]


def needed(found: Sequence[Pattern], recorded: str, decision: str = "") -> list[Pattern]:
    """Those that the case does not answer already by how it is recorded or decided (`decision`: a code of Classification)."""
    four_a = Recorded.STALKING_4A in (recorded, decision)
    stalking = four_a or Recorded.STALKING_2A in (recorded, decision)
    return [one for one in found if not (stalking and one.kind in STALKING) and not (four_a and one.kind == Kind.FOUR_A)]


def times(number: int) -> str:
    """ "1 occasion", "3 occasions"."""
    return f"{number} occasion{'' if number == 1 else 's'}"


def quoted(words: Sequence[str]) -> str:
    """The first few words that were seen, each once, in quotation marks; what was ticked in words."""
    typed = [f"“{word}”" for word in dict.fromkeys(words) if not word.startswith(TICKED)]
    ticked = [word.removeprefix(f"{TICKED} ") for word in dict.fromkeys(words) if word.startswith(TICKED)]
    shown = ", ".join(typed[:QUOTED]) + (" and others" if len(typed) > QUOTED else "")
    boxes = f"ticked {', '.join(ticked)}" if ticked else ""
    return "; ".join(part for part in (shown, boxes) if part)


def what_was_done(weighed: Weighed) -> list[str]:
    """A line for each sort of act: on how many occasions, and the words that show it."""
    lines = []
    for group in ACTS:
        rows = weighed.occasions_with(group.key)
        if rows and group.key != "places":
            letter = f", s.2A(3)({group.code.lower()})" if group.code else ""
            lines.append(f"{_capital(group.words)}{letter}: {times(len(rows))} ({quoted(weighed.words(group.key))})")
    return lines


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _keys(rows: Sequence[Occasion]) -> tuple[int, ...]:
    return tuple(one.key for one in rows)


def _span(rows: Sequence[Occasion]) -> str:
    first, last = short_day(rows[0].at), short_day(rows[-1].at)
    return f"on {first}" if first == last else f"from {first} to {last}"


def _repetition(weighed: Weighed) -> Pattern:
    rows = weighed.order
    if len(rows) >= 2:
        reasons = [f"{times(len(rows))} against one person, {_span(rows)}. Two make a course of conduct (PHA 1997 s.7(3))"]
    else:
        reasons = [
            f"One account tells of many occasions ({quoted(weighed.words('again'))}). Two make a course of conduct (PHA 1997 s.7(3))"
        ]
    reasons += what_was_done(weighed)
    for group in MINDS:
        if words := weighed.words(group.key):
            reasons.append(f"{_capital(group.words)}: {quoted(words)}")
    for group in AGAINST:
        if words := weighed.words(group.key):
            reasons.append(f"Against it: {group.words} ({quoted(words)})")
    return Pattern(Kind.REPETITION, tuple(reasons), _keys(rows))


def four(weighed: Weighed) -> dict[str, str]:
    """Which of FOUR has evidence, and which evidence (College of Policing: fixated, obsessive, unwanted, repeated)."""
    found: dict[str, str] = {}
    sorts = [group for group in ACTS if group.key != "places" and weighed.occasions_with(group.key)]
    knows = weighed.words("fixed")
    if knows:
        found["Fixated"] = quoted(knows)
    elif len(sorts) >= 3:
        found["Fixated"] = f"{len(sorts)} sorts of conduct towards one person"
    keen = weighed.words("barrage") + weighed.words("watch") + weighed.words("monitor") + weighed.words("follow")
    if len(keen) >= 2 or len(weighed.order) >= 5:
        found["Obsessive"] = quoted(keen) or times(len(weighed.order))
    if said := weighed.words("unwanted"):
        found["Unwanted"] = quoted(said)
    elif felt := weighed.words("effect"):
        found["Unwanted"] = f"what it does to the victim: {quoted(felt)}"
    if len(weighed.order) >= 2:
        found["Repeated"] = times(len(weighed.order))
    elif again := weighed.words("again"):
        found["Repeated"] = quoted(again)
    return found


def _four(weighed: Weighed) -> Pattern | None:
    found = four(weighed)
    if len(found) < 3:
        return None
    missing = [name for name in ("Fixated", "Obsessive", "Unwanted", "Repeated") if name not in found]
    reasons = [f"{name}: {why}" for name, why in found.items()]
    reasons += [f"{name}: nothing seen yet; ask" for name in missing]
    return Pattern(Kind.FOUR, tuple(reasons), _keys(weighed.order), ",".join(found))


def _harmless(weighed: Weighed) -> Pattern | None:
    kind = [group for group in ACTS if group.harmless]
    rows = [
        one
        for one, groups in zip(weighed.order, weighed.seen, strict=True)
        if any(groups.get(group.key) for group in kind) and not any(groups.get(key) for key in HARMFUL)
    ]
    if len(rows) < 2:
        return None
    reasons = [f"{times(len(rows))} of things that nobody would report by themselves, {_span(rows)}"]
    for group in kind:
        there = [one for one in rows if one in weighed.occasions_with(group.key)]
        if there:
            reasons.append(f"{_capital(group.words)}: {times(len(there))} ({quoted(weighed.words(group.key))})")
    reasons.append("Flowers, cards and waiting about are acts associated with stalking when they are part of a course (PHA 1997 s.2A(3))")
    return Pattern(Kind.HARMLESS, tuple(reasons), _keys(rows))


def _ex_partner(weighed: Weighed, account: Account) -> Pattern | None:
    if account.relationship != "EX_PARTNER" or len(weighed.order) < 2:
        return None
    if account.recorded in (Recorded.STALKING_2A, Recorded.STALKING_4A, Recorded.NOTHING):
        return None
    words = Recorded(account.recorded).label
    reasons = (
        f"{times(len(weighed.order))} by a former partner, {_span(weighed.order)}; recorded as {words}",
        COUNTING,
    )
    return Pattern(Kind.EX_PARTNER, reasons, _keys(weighed.order), account.recorded)


# Effects on day-to-day life: what the officer ticks, and the words that tell of the same (PHA 1997 s.4A(1)(b)(ii)).
LIFE = {
    "another way to go about the day": (
        *("route", "routine", "way", "bus", "train", "lift", "taken", "takes", "walked", "accompan", "shift", "later", "earlier"),
        *("curtains", "blinds"),
    ),
    "moved, or stays elsewhere": ("moved", "moving", "move", "stays", "staying", "gone to", "home away", "relocat"),
    "work or studies": ("job", "work", "quit", "sick", "course", "uni", "notice", "resigned", "hours", "dropped", "school", "leave"),
    "security": ("fitted", "installed", "cctv", "camera", "alarm", "locks"),
    "stopped going out or seeing people": (
        *("stopped", "no longer", "avoid", "doesnt leave", "doesnt see", "wont go", "not go", "wont leave", "dropped"),
    ),
    "number or accounts": ("number", "deactivated", "closed", "deleted", "unplug"),
    "health or sleep": (
        *("sleep", "panic", "anxi", "depress", "nightmare", "ptsd", "medication", "doctor", "gp", "counsel", "eat", "mental"),
        "insomnia",
    ),
    "fear": ("scared", "terrif", "frighten", "afraid", "fear", "petrified", "unsafe", "alone"),
}


def signs_of_4a(weighed: Weighed) -> list[str]:
    """What points to s.4A in words: effects on daily life that were ticked or told, and violence threatened or feared."""
    ticked = [word.removeprefix(f"{TICKED} ") for word in weighed.aftermath if word.startswith(TICKED)]
    told = [word for word in weighed.words("effect") if not word.startswith(TICKED)]
    effects = {name: word for name, stems in LIFE.items() for word in told if any(stem in word for stem in stems)}
    feared = weighed.occasions_with("threat")
    signs = []
    if ticked:
        signs.append(f"Effects on daily life that are ticked: {', '.join(dict.fromkeys(ticked))} (s.4A(1)(b)(ii))")
    if len(effects) >= 2:
        signs.append(f"Effects on daily life that are told: {'; '.join(f'{name} (“{word}”)' for name, word in effects.items())}")
    if len(feared) >= 2:
        signs.append(f"Violence threatened or feared: {times(len(feared))} (s.4A(1)(b)(i)): {quoted(weighed.words('threat'))}")
    elif feared and (effects or len(weighed.words("threat")) >= 2):
        signs.append(f"Violence threatened or feared: {times(len(feared))}: {quoted(weighed.words('threat'))}")
    # Words alone point to s.4A only when fear of violence and an effect stand side by side, or several effects do.
    if ticked or len(effects) >= 3 or (feared and (effects or len(feared) >= 2)):
        return signs
    return []


def _four_a(weighed: Weighed) -> Pattern | None:
    signs = signs_of_4a(weighed)
    if not signs:
        return None
    rows = weighed.occasions_with("threat", "effect") or list(weighed.order)
    return Pattern(Kind.FOUR_A, tuple(signs), _keys(rows), str(len(signs)))


def gaps_in_days(rows: Sequence[Occasion]) -> list[float]:
    """Days between each occasion and the next, in order of time."""
    return [(later.at - earlier.at).total_seconds() / DAY for earlier, later in pairwise(rows)]


def _worse(weighed: Weighed) -> Pattern | None:
    rows, reasons = weighed.order, []
    reasons += [sentence.rstrip(".") for sentence in trend(gaps_in_days(rows)) if "more often" in sentence]
    half = len(rows) // 2
    if half:
        early, late = weighed.seen[:half], weighed.seen[half:]
        for keys, words in (
            (("threat",), "Threats or violence appear only lately"),
            (IN_PERSON, "It went from contact at a distance to being there in person"),
            (("interfere",), "The victim's things are interfered with only lately"),
        ):
            was = any(groups.get(key) for groups in early for key in keys)
            now = [one for one, groups in zip(rows[half:], late, strict=True) if any(groups.get(key) for key in keys)]
            shown = [word for groups in late for key in keys for word in groups.get(key, ())]
            if now and not was and len(shown) >= 2:
                reasons.append(f"{words}: {short_day(now[0].at)} ({quoted(shown)})")
    return Pattern(Kind.ESCALATION, tuple(reasons), _keys(rows), str(len(reasons))) if reasons else None


def what_was_seen(weighed: Weighed) -> list[str]:
    """For a miss: each part that counted and the words behind it."""
    lines = []
    for name, value in weighed.parts.items():
        words = [word for key, group in GROUPS.items() if group.words == name for word in weighed.words(key)]
        lines.append(f"{name} {value:+.1f}" + (f" ({quoted(words)})" if words else ""))
    return [*what_was_done(weighed), *lines]
