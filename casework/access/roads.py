"""By which road each model comes to the predicate: through a case, an owning unit, one's own account, or open to staff.

A model with a required `case` of its own needs no row here: that column is its declaration. Every other one has a row, in the order of
the journey; a test fails for a model without one.
"""

from dataclasses import dataclass
from typing import Any

import pghistory.models
from django.db.models import Model, QuerySet

from casework.access.predicate import visible
from casework.cases.models import Case

BY_CASE, BY_UNIT, OWN, STAFF, NEVER = "by case", "by owning unit", "one's own", "open to staff", "never listed"
KINDS = (BY_CASE, BY_UNIT, OWN, STAFF, NEVER)


@dataclass(frozen=True)
class Road:
    """`path` leads to the case, the unit, the force or the account, as a filter writes it. `how` says who holds the road where no single
    path can: the selector through which alone the rows are read."""

    kind: str
    path: str = ""
    how: str = ""


def _case(path: str, how: str = "") -> Road:
    return Road(BY_CASE, path, how)


_APPLICATION, _PERSON = "application__case", "person__parts__case"

ROADS: dict[str, Road] = {
    "force": Road(STAFF),
    "unit": Road(STAFF),
    "user": Road(STAFF, how="accounts.selectors: colleagues of one's own forces"),
    "roleassignment": Road(STAFF, how="accounts.selectors"),
    "absence": Road(STAFF, how="accounts.selectors: one's own, and one's people's"),
    "delegation": Road(STAFF, how="accounts.selectors"),
    "roleproposal": Road(STAFF, how="accounts.selectors: one's own, and those of one's force for an administrator"),
    "changeevent": Road(OWN, "actor_id", "trail.selectors: one's own; a person's or a record's for professional standards"),
    "readevent": Road(OWN, "actor_id", "trail.selectors: the same"),
    "trailevent": Road(OWN, "actor_id", "trail.selectors: the same"),
    "inappmessage": Road(OWN, "user", "worklists.messages: the reference is shown only while its case may be seen"),
    "outboxmessage": Road(OWN, "user"),
    "person": _case("parts__case", "a person is known by a case, an order or a notice that one sees"),
    "alias": _case(_PERSON),
    "protectedfact": _case(_PERSON, "access.facts: listed masked, opened one at a time by reveal"),
    "factindex": Road(NEVER, how="exact look-up only: access.facts.holders"),
    "possiblematch": Road(NEVER, how="waits for a worker, who tells the lists of hidden cases and forgets it: access.hidden"),
    "personmerge": _case("kept__parts__case", "reports.merging: whoever may join both records"),
    "referencecounter": Road(NEVER),
    "case": Road(BY_CASE, "pk", "access.visible itself"),
    "transition": _case("case", "a move of a record without a case is read with that record"),
    "lastseen": Road(OWN, "user"),
    "casegrant": _case("content_object"),
    "conflictofinterest": _case("case", "access.conflicts: one's own, and those of a case that one may keep people away from"),
    "breakglass": _case("case", "access.breakglass: one's own uses, and those that professional standards of the force review"),
    "policysetting": Road(STAFF, "force", "policies.selectors: of one's own forces"),
    "holidayoverride": Road(STAFF, "force", "policies.selectors: of one's own forces"),
    "policydecision": Road(STAFF, how="policies.selectors: of one's own forces"),
    "clock": _case("case", "clocks.selectors: one without a case by its force, unit and slot"),
    "clockchange": _case("clock__case"),
    "reminder": Road(NEVER, how="told to one person as a message of their own"),
    "recount": Road(STAFF, "force", "clocks.rulebook: of one's own forces; its dates by their cases"),
    "appliedlaw": Road(NEVER),
    "heartbeat": Road(NEVER),
    "keptform": Road(OWN, "user"),
    "reportdraft": Road(OWN, "user"),
    "courseofconduct": _case("incidents__case"),
    "content": Road(NEVER, how="bytes: read through a file of a case, never by themselves"),
    "uploadpart": _case("upload__case", "files.resumable: an upload of one's own"),
    "caselink": _case("first", "investigation.selectors: only where both cases are seen"),
    "bailcondition": _case("bail__case"),
    "bailstop": _case("bail__case"),
    "gapdecision": _case("bail__case"),
    "packitem": _case("referral__case"),
    "cpscomment": _case("referral__case"),
    "warrantpremises": _case("warrant__case"),
    "seizedinsearch": _case("search__case"),
    "exhibitseal": _case("exhibit__case"),
    "shelfcount": Road(STAFF, "force", "evidence: counts of one's own force's stores; what was missing stands with each exhibit"),
    "notice": Road(BY_UNIT, "unit", "pins.selectors.notices: by its case, else by its owning unit"),
    "noticereview": Road(BY_UNIT, "notice__unit", "pins.selectors.notices"),
    "noticeattempt": Road(BY_UNIT, "force", "pins.selectors.attempts: professional standards of the force"),
    "noticecontact": Road(BY_UNIT, "notice__unit", "pins.selectors.notices"),
    "noticematch": Road(BY_UNIT, "notice__unit", "pins.selectors.matches_for: only people whom the reader may see"),
    "hearing": _case(_APPLICATION),
    "summonsservice": _case(_APPLICATION),
    "groundlink": _case(_APPLICATION),
    "condition": _case(_APPLICATION),
    "legaladvice": _case(_APPLICATION, "applications.selectors: the action advice.view besides"),
    "legalreview": _case(_APPLICATION, "applications.selectors: the action advice.view besides for its words"),
    "authority": _case(_APPLICATION),
    "advicereply": _case("advice__application__case", "applications.selectors: the action advice.view besides"),
    "prosecutorcomment": _case(_APPLICATION, "applications.talking: the action prosecutor.comment besides"),
    "summonsstep": _case(_APPLICATION),
    "hearsayplan": _case(_APPLICATION),
    "hearsaynotice": _case(_APPLICATION),
    "hearsaystep": _case("notice__application__case"),
    "orderversion": _case("order__case"),
    "ordercondition": _case("version__order__case"),
    "changecondition": _case("change__case"),
    "heard": _case("change__case"),
    "consent": _case("change__case"),
    "importrun": Road(OWN, "started_by", "worklists.imports.selectors: runs of one's own force"),
    "importrow": Road(OWN, "run__started_by", "worklists.imports.selectors: runs of one's own force"),
    "importedmatter": _case(_APPLICATION),
    "columnmapping": Road(STAFF, "force", "worklists.imports.selectors: of one's own force"),
    "reassignment": Road(OWN, "actor"),
    "calendarfeed": Road(OWN, "user"),
}


def road_of(model: type[Model]) -> Road:
    """The road of a model; LookupError for one that declares none. A record's history goes the record's own way (access.history)."""
    if issubclass(model, pghistory.models.Event):
        return road_of(model.pgh_tracked_model)  # type: ignore[arg-type]
    name = str(model._meta.model_name)
    if name in ROADS:
        return ROADS[name]
    own = next((field for field in model._meta.concrete_fields if field.name == "case" and field.related_model is Case), None)
    if own is not None and not own.null:
        return Road(BY_CASE, "case")
    raise LookupError(f"{model.__name__} declares no road to the predicate: give it a required case, or a row in access/roads.py")


def through(user: Any, model: type[Model], *actions: str) -> QuerySet[Any]:
    """The rows of a model that stand under cases which this person sees (for `actions`). ValueError for one that comes by another road."""
    road = road_of(model)
    if road.kind != BY_CASE:
        raise ValueError(f"{model.__name__} is not reached by a case: {road.kind} {road.how}".strip())
    rows = model._default_manager.filter(**{f"{road.path}__in": visible(user, *actions)})
    return rows.distinct() if "parts" in road.path or "incidents" in road.path else rows


def case_of(record: Any) -> Case | None:
    """The case that a record belongs to; None for one that belongs to none, or to several."""
    if isinstance(record, Case):
        return record
    if record._meta.app_label != Case._meta.app_label:
        return None
    road = road_of(type(record))
    if road.kind == BY_UNIT:
        return getattr(record, "case", None) or (case_of(record.notice) if hasattr(record, "notice") else None)
    if road.kind != BY_CASE or "parts" in road.path or "incidents" in road.path:
        return None
    found: Any = record
    for step in road.path.split("__"):
        found = getattr(found, step, None)
    return found
