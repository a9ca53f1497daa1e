"""What the prompts add to the case page: those that wait, each with its reasons and two answers."""

import json
from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F
from django.db.models.functions import JSONObject
from django.urls import reverse

from casework.access.predicate import predicate
from casework.access.scope import scope
from casework.access.several import COLUMNS, fits
from casework.assessment.prompts import flow
from casework.assessment.prompts.kinds import STALKING, Kind
from casework.assessment.prompts.models import Ground, PatternPrompt
from casework.reports.casepage import CASE, Panel, Parts, Prompt, Seen, Task

# In which order they stand, and how many reasons each shows here; all of them stand on the page of the prompt.
ORDER = [Kind.EX_PARTNER, Kind.REPETITION, Kind.HARMLESS, Kind.FOUR, Kind.FOUR_A, Kind.ESCALATION, Kind.ELSEWHERE]
SHOWN = 4


def _facts() -> dict[str, object]:
    other = {f"other_{name}": F(f"other_case__{name}") for name in (*COLUMNS, "reference")}
    rows = PatternPrompt.objects.filter(case=CASE, state=flow.RAISED).order_by("raised_at", "pk")
    told = JSONObject(id=F("pk"), kind=F("kind"), ground=F("ground"), reasons=F("reasons"), **other)
    return {"prompts": ArraySubquery(rows.values(told=told))}


def _waiting(seen: Seen) -> list[dict[str, Any]]:
    """The prompts that wait and that this reader may be shown: the predicate itself in memory, so that what is hidden costs nothing."""
    may = predicate(scope(seen.user), "case.view")
    rows = [json.loads(one) if isinstance(one, str) else one for one in seen.facts["prompts"] or ()]
    shown = [one for one in rows if one["kind"] != Kind.ELSEWHERE or fits(may, {name: one[f"other_{name}"] for name in COLUMNS})]
    return sorted(shown, key=lambda one: ORDER.index(Kind(one["kind"])))


def _draw(seen: Seen) -> Parts:
    if "prompt.view" not in seen.may:
        return Parts()
    rows = _waiting(seen)
    task = Task(
        "What the chronology points to",
        f"{len(rows)} to answer" if rows else "Nothing to answer",
        "next" if rows else "none",
        seen.url("prompt-case"),
        "It may be stalking" if any(one["kind"] in STALKING for one in rows) else "",
    )
    return Parts(tasks=[task], prompts=_drawn_all(seen, rows))


def _drawn_all(seen: Seen, rows: list[dict[str, Any]]) -> list[Prompt]:
    """A box each; those that say "it may be stalking" share one, because a tired reader reads one box and not four."""
    stalking = [one for one in rows if one["kind"] in STALKING]
    made = [_drawn(seen, stalking[0], stalking[1:])] if stalking else []
    return made + [_drawn(seen, one) for one in rows if one not in stalking]


def _drawn(seen: Seen, one: dict[str, Any], others: Sequence[dict[str, Any]] = ()) -> Prompt:
    reasons = tuple(one["reasons"][:SHOWN])
    if further := len(one["reasons"]) - SHOWN:
        reasons += (f"{further} further {'reason' if further == 1 else 'reasons'} on the page of the prompt",) if further > 0 else ()
    reasons += tuple(f"{Kind(other['kind']).label}: {other['reasons'][0]}" for other in others)
    title = Kind(one["kind"]).label
    answers: list[tuple[str, str]] = []
    if "prompt.answer" in seen.may:
        path = seen.url("prompt-case") if others else reverse("prompt-answer", args=[seen.case.reference, one["id"]])
        answers.append(("Accept or decline", path))
    if one["kind"] == Kind.ELSEWHERE:
        title = f"{Ground(one['ground']).label} in {one['other_reference']}"
        answers.append((f"Open {one['other_reference']}", reverse("case-detail", args=[one["other_reference"]])))
    elif "stalking.decide" in seen.may and (one["kind"] in STALKING or one["kind"] == Kind.FOUR_A):
        answers.append(("Answer: is it stalking?", seen.url("stalking-decide")))
    answers.append(("Read what happened", seen.url("incident-list")))
    return Prompt(title, reasons, tuple(answers))


PANEL = Panel("prompts", ("prompt.view", "prompt.answer", "stalking.decide", "incident.view"), _facts, _draw)
