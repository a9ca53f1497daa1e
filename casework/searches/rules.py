"""What a warrant needs before each step, and what a search must be to stand in the record. Pure (investigation.md 5.1 to 5.3)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from casework.evidence.models import Power
from casework.evidence.rules import INDICTABLE_ONLY
from casework.reports.rules import Problems, short
from casework.searches.models import Entry, Reach

REASON = 20
CONDITIONS = (
    ("offence_reason", "(a) what offence has been or is being committed, and how you know"),
    ("value_reason", "(b) why the material is likely to be of substantial value to the investigation"),
    ("admissible_reason", "(c) why it is likely to be admissible, and not privileged, excluded or special procedure material"),
    ("entry_reason", "(d) why entry needs a warrant"),
)
USE_2B = "This power needs an indictable offence, and none is recorded. For s.2A alone use a warrant under s.2B"
WARRANTS = frozenset({Power.PHA_2B, Power.PACE_8})
WITH_AUTHORITY = frozenset({Power.PACE_18})
WITH_REASON = {
    Power.PACE_17: "Say for which indictable offence the arrest was, or what life, limb or property was saved",
    Power.PACE_18: "Say why no inspector could authorise it first (s.18(5))",
    Power.PACE_32: "Say when and where the arrest was, and why evidence of that offence was believed to be there",
    Power.PACE_19: "Say under which power you were lawfully on the premises",
    Power.PACE_20: "Say with which other power it was used",
    Power.CJPA_50: "Say why it could not be examined there, and to whom the s.52 notice was given",
}
DAY = 24 * 3600


def draft_problems(values: Mapping[str, Any], *, premises: Sequence[str], indictable: bool) -> Problems:
    """What is wrong with a draft as such; it may still lack reasons."""
    found: Problems = []
    power = values.get("power")
    if power not in WARRANTS:
        found.append(("power", "Choose which warrant is asked for"))
    elif power == Power.PACE_8 and not indictable:
        found.append(("power", USE_2B))
    if values.get("reach") not in Reach.values:
        found.append(("reach", "Choose what the warrant is to allow"))
    elif power == Power.PHA_2B and values["reach"] != Reach.ONE:
        found.append(
            ("reach", "A warrant under s.2B allows one entry to the premises it names. Choose that, or s.8 with an indictable offence")
        )
    if len(set(premises)) < len(premises):
        found.append(("premises", "Name each set of premises once"))
    return found


def missing(warrant: Any, premises: int) -> Problems:
    """What an application still lacks before a supervisor can agree: all four conditions, the articles, the premises."""
    found: Problems = [
        (name, f"Say in at least {REASON} characters: {words}") for name, words in CONDITIONS if short(getattr(warrant, name), REASON)
    ]
    if warrant.entry not in Entry.values:
        found.append(("entry", "Choose why entry needs a warrant"))
    if short(warrant.articles, 10):
        found.append(("articles", "Say in at least 10 characters what is sought"))
    if not premises and warrant.reach != Reach.ALL:
        found.append(("premises", "Name the premises, such as “the suspect's home”"))
    return found


def agree_problems(warrant: Any, *, by_id: int, premises: int, **_: Any) -> Problems:
    """A supervisor who did not write it agrees to a complete application."""
    found = missing(warrant, premises)
    if by_id == warrant.author_id:
        found.append((None, "You cannot agree to this because you wrote it"))
    return found


def back_problems(warrant: Any, *, reason: str, **_: Any) -> Problems:
    """Sending back says what is to be mended."""
    return [("reason", "Say in at least 10 characters what is to be mended")] if short(reason, 10) else []


def apply_problems(warrant: Any, *, premises: int, **_: Any) -> Problems:
    """All four conditions stand when it goes to the court."""
    return missing(warrant, premises)


def grant_problems(warrant: Any, *, court: str, issued_on: date | None, today: date, applied_on: date, **_: Any) -> Problems:
    """A granted warrant has its court and its day of issue."""
    found: Problems = []
    if short(court, 5):
        found.append(("court", "Enter the court that issued it"))
    if issued_on is None:
        found.append(("issued_on", "Enter the day on which it was issued"))
    elif issued_on > today:
        found.append(("issued_on", "This day has not come yet. Check the date"))
    elif issued_on < applied_on:
        found.append(("issued_on", "It cannot have been issued before it was applied for"))
    return found


def refuse_problems(warrant: Any, *, reason: str, **_: Any) -> Problems:
    """A refusal keeps the court's reasons: the next application must answer them."""
    return [("reason", "Write the court's reasons in at least 10 characters")] if short(reason, 10) else []


def return_problems(warrant: Any, *, returned_on: date | None, returned_to: str, today: date, **_: Any) -> Problems:
    """To whom a warrant went back, and when."""
    found: Problems = []
    if returned_on is None:
        found.append(("returned_on", "Enter the day on which it went back"))
    elif returned_on > today:
        found.append(("returned_on", "This day has not come yet. Check the date"))
    elif warrant.issued_on and returned_on < warrant.issued_on:
        found.append(("returned_on", "It cannot have gone back before it was issued"))
    if short(returned_to, 5):
        found.append(("returned_to", "Say to which designated officer or court it went back"))
    return found


def search_problems(
    values: Mapping[str, Any],
    *,
    warrant: Any,
    premises: Collection[int],
    entries: int,
    indictable: bool,
    reported_at: datetime,
    now: datetime,
    started_on: date | None,
) -> Problems:
    """Everything that keeps a search out of the record. `entries` counts earlier searches under the same warrant; `started_on` is
    the London day of its start."""
    found = _times(values, reported_at, now)
    power = values.get("power")
    if power not in Power.values or power in (Power.VICTIM_PCSCA_37, Power.VOLUNTARY):
        found.append(("power", "Choose the one power under which it was searched"))
    elif power in INDICTABLE_ONLY and not indictable:
        found.append(("power", USE_2B))
    if power in WARRANTS:
        found += _by_warrant(values, warrant, premises, entries, started_on)
    elif warrant is not None:
        found.append(("warrant", "This power needs no warrant. Choose the warrant's own power, or no warrant"))
    elif short(values.get("place", ""), 4):
        found.append(("place", "Say which premises, such as “the suspect's home”; the address itself does not belong here"))
    found += _by_power(values, power)
    if not values.get("officers"):
        found.append(("officers", "Choose at least one officer who searched"))
    if not values.get("unoccupied") and short(values.get("present", ""), 2):
        found.append(("present", "Say who was there, or tick that nobody was"))
    if short(values.get("notice_given", ""), 5):
        found.append(("notice_given", "Say to whom the notice of powers and rights was given or where it was left, or why not"))
    if not short(values.get("damage", ""), 1) and short(values.get("secured", ""), 5):
        found.append(("secured", "Say how the premises were left secure"))
    return found


def _times(values: Mapping[str, Any], reported_at: datetime, now: datetime) -> Problems:
    start, end = values.get("started_at"), values.get("ended_at")
    if start is None or end is None:
        return [("started_at", "Enter when it began and when it ended")]
    found: Problems = []
    if end > now:
        found.append(("ended_at", "This time has not come yet. Check the date and the time"))
    if start >= end:
        found.append(("ended_at", "It must have ended after it began"))
    elif (end - start).total_seconds() > DAY and not values.get("long"):
        found.append(("long", "It lasted more than 24 hours. Tick that this is right, or mend the times"))
    if start < reported_at:
        found.append(("started_at", "Nothing was searched before the report came in. Check the date"))
    return found


def _by_warrant(values: Mapping[str, Any], warrant: Any, premises: Collection[int], entries: int, started_on: date | None) -> Problems:
    if warrant is None:
        return [("warrant", "Choose the warrant under which it was searched")]
    found: Problems = []
    if warrant.power != values.get("power"):
        found.append(("warrant", "This warrant was issued under another power"))
    if started_on is not None and warrant.issued_on and started_on < warrant.issued_on:
        found.append(("started_at", "It was searched before the warrant was issued. Check both dates"))
    if started_on is not None and warrant.last_day and started_on > warrant.last_day:
        found.append(
            ("started_at", f"The warrant's last day was {warrant.last_day:%-d %B %Y}: a search may not start after it (PACE 1984 s.16(3))")
        )
    authorised = values.get("authority_at") is not None and values.get("authority_by") is not None
    before = authorised and values.get("started_at") is not None and values["authority_at"] < values["started_at"]
    named = values.get("premises")
    if named is None or named.pk not in premises:
        if warrant.reach != Reach.ALL:
            found.append(("premises", "These premises are not on the warrant"))
        elif not before:
            found.append(("authority_at", "Premises that the warrant does not name need an inspector's written authority first (s.16(3A))"))
    if entries and warrant.reach == Reach.ONE:
        found.append(("warrant", "This warrant allowed one entry, and it was made"))
    elif entries and not before:
        found.append(("authority_at", "A second or later entry needs an inspector's written authority first (s.16(3B))"))
    return found


def _by_power(values: Mapping[str, Any], power: Any) -> Problems:
    found: Problems = []
    if power == Power.CONSENT:
        if short(values.get("consent_by", ""), 4):
            found.append(("consent_by", "Say who consented in writing, and in what capacity"))
        if not values.get("consent_told"):
            found.append(("consent_told", "Consent counts only from someone who was told that they may refuse and withdraw it (Code B)"))
    authority_at, start = values.get("authority_at"), values.get("started_at")
    if power == Power.PACE_18 and authority_at is not None:
        if values.get("authority_by") is None:
            found.append(("authority_by", "Choose the inspector who authorised it"))
        if start is not None and authority_at > start:
            found.append(("authority_at", "The inspector's authority must come before the search begins (s.18(4))"))
    elif power in WITH_REASON and short(values.get("power_reason", ""), 10):
        found.append(("power_reason", WITH_REASON[power]))
    return found


def check_problems(search: Any, *, by_id: int, words: str) -> Problems:
    """A supervisor who was not the recorder checks the record."""
    found: Problems = []
    if by_id == search.recorded_by_id:
        found.append((None, "You cannot check this because you recorded it"))
    if short(words, 5):
        found.append(("words", "Say what you checked, and whether anything is to be mended"))
    return found


def item_problems(seized_at: Sequence[datetime], search: Any) -> Problems:
    """Items found in a search were seized while it went on."""
    if any(not search.started_at <= at <= search.ended_at for at in seized_at):
        return [("exhibits", "An item of a search was seized between its beginning and its end. Check the times")]
    return []
