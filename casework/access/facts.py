"""Protected facts: recording one, ending one, and the only two ways in which a stored one is ever compared or read."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from casework.access.models import Reveal
from casework.access.predicate import SEEING, predicate, sees, visible, why_not
from casework.access.scope import scope
from casework.access.writing import change
from casework.audit.record import changed, digest, viewed
from casework.cases.models import Case
from casework.errors import Forbidden, GuardFailed, Hidden
from casework.people import facts, normal
from casework.people.models import FactIndex, FactKind, Person, ProtectedFact
from casework.people.names import asked
from casework.staff.models import Role

LEAST_REASON = 10


def add_fact(
    *,
    actor: Any,
    case: Case,
    person: Person,
    kind: str,
    text: str,
    why: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    action: str = "fact.add",
) -> ProtectedFact:
    """Record a protected fact about a party of the case; days are inclusive. The text goes into the cipher and nowhere else.

    `action` is the row of the matrix that allows it: a duty in which such a fact is told (a notification) brings its own.

    Raises GuardFailed (fields person, kind, text, valid_to) when the person has no part in the case, the text is not such a fact, or
    the same fact is current already.
    """
    with change(actor, action, case) as ch:
        part = case.parties.filter(person=person).first()
        if part is None:
            raise GuardFailed("This person has no part in this case.", "person")
        if kind not in FactKind.values:
            raise GuardFailed("Choose what kind of fact this is.", "kind")
        if valid_from and valid_to and valid_to < valid_from:
            raise GuardFailed("The last day cannot be before the first.", "valid_to")
        try:
            forms = normal.forms(kind, text)
        except ValueError as problem:
            raise GuardFailed(f"{problem}.", "text") from None
        if _current(person, kind, forms):
            raise GuardFailed("This is recorded already and has not ended.", "text")
        fact = store(person=person, kind=kind, text=text, why=why, valid_from=valid_from, valid_to=valid_to, by=actor)
        ch.event("fact.added", f"{fact.get_kind_display()} of the {part.get_role_display().lower()} recorded (protected)", subject=fact)
        ch.audit("CREATE", fact, after={"kind": kind, "text": text.strip()})
    return fact


def store(
    *, person: Person, kind: str, text: str, by: Any, why: str = "", valid_from: date | None = None, valid_to: date | None = None
) -> ProtectedFact:
    """Put a fact into the cipher and its index, inside the caller's transaction. For services that have checked permission themselves.

    Raises ValueError with a sentence when the text is not such a fact.
    """
    key_id, sealed = facts.seal(person.pk, kind, text.strip())
    fact = ProtectedFact.objects.create(
        person=person, kind=kind, key_id=key_id, ciphertext=sealed, why=why, valid_from=valid_from, valid_to=valid_to, created_by=by
    )
    FactIndex.objects.bulk_create(facts.index_rows(fact, text))
    return fact


def end_fact(*, actor: Any, case: Case, fact: ProtectedFact, on: date, why: str) -> None:
    """Say that a fact stopped being true after `on` (its last day, inclusive). It stays on record and can still be looked up."""
    with change(actor, "fact.add", case) as ch:
        if not case.parties.filter(person_id=fact.person_id).exists():
            raise Hidden
        locked = ProtectedFact.objects.select_for_update(no_key=True, of=("self",)).get(pk=fact.pk)
        problems: list[tuple[str | None, str]] = []
        if locked.valid_to is not None and locked.valid_to <= timezone.localdate():
            problems.append((None, "This fact has ended already."))
        if on > timezone.localdate():
            problems.append(("on", "The last day cannot be in the future."))
        if locked.valid_from and on < locked.valid_from:
            problems.append(("on", "The last day cannot be before the day it began."))
        if not why.strip():
            problems.append(("why", "Say how it is known that this has ended."))
        if problems:
            raise GuardFailed(problems)
        locked.valid_to, locked.why = on, why.strip()
        locked.save(update_fields=["valid_to", "why"])
        ch.event("fact.ended", f"{locked.get_kind_display()} (protected) marked as ended", subject=locked)
        ch.audit("UPDATE", locked, after={"valid_to": on})


def reveal(user: Any, fact: ProtectedFact, reason: str, *, case: Case | None = None) -> str:
    """The only way to a protected fact's text: checked, with a reason, and on the read log before the text is returned.

    `case` is the case in whose course it is asked (default: any that allows it). Raises Hidden when the person sees no case of which
    this nominal is part, Forbidden when they may see one but not reveal, GuardFailed (field reason) without a reason. Not to be called
    inside a transaction: a rollback would take the log with it.
    """
    now = scope(user)
    if fact.kind not in normal.ADDRESSES:
        # Section 12, M05: records reveal for an address marker only.
        now = replace(now, held=tuple(held for held in now.held if held.role != Role.RECORDS))
    of_person = Case.objects.filter(parties__person_id=fact.person_id)
    if case is not None:
        of_person = of_person.filter(pk=case.pk)
    found = of_person.filter(predicate(now, "fact.reveal")).order_by("pk").first()
    if found is None:
        if not of_person.filter(predicate(scope(user), *SEEING)).exists():
            raise Hidden
        if of_person.filter(predicate(scope(user), "fact.reveal")).exists():
            raise Forbidden("Records may reveal an address, for an address marker, and nothing else.", action="fact.reveal")
        raise Forbidden(why_not("fact.reveal"), action="fact.reveal", case_id=case.pk if case else None)
    reason = " ".join(reason.split())
    if len(reason) < LEAST_REASON:
        raise GuardFailed(f"Say why you need to see it, in at least {LEAST_REASON} characters.", "reason")
    with transaction.atomic(durable=True):
        record = Reveal.objects.create(fact=fact, user=user, case=found, reason=reason[:200], at=timezone.now())
        viewed(
            "REVEAL",
            actor=user,
            action="fact.reveal",
            object_type="protectedfact",
            object_id=fact.pk,
            case_id=found.pk,
            kind=fact.kind,
            reveal=record.pk,
        )
    return facts.open_text(fact)


def holders(text: str, *, kinds: tuple[str, ...] = ()) -> dict[str, set[int]]:
    """Who holds this exact telephone, address, mark or handle, anywhere: form -> person ids. Asks nobody's permission.

    For the permission-checked look-up below and for telling a hidden case; never for a page.
    """
    wanted = Q()
    for kind in kinds or tuple(FactKind.values):
        try:
            forms = normal.forms(kind, text)
        except ValueError:
            continue
        for form, plain in forms.items():
            wanted |= Q(form=form, digest=facts.blind(form, plain))
    found: dict[str, set[int]] = {}
    if wanted:
        for form, person_id in FactIndex.objects.filter(wanted).values_list("form", "fact__person_id"):
            found.setdefault(form, set()).add(person_id)
    return found


def look_up(user: Any, text: str, *, kinds: tuple[str, ...] = ()) -> dict[str, set[int]]:
    """Exact look-up for those who may reveal: form -> persons, only those with a part in a case where this user may reveal facts.

    Writes the SEARCH event (a digest of the term). What lies in other cases is neither returned nor counted.
    """
    found = holders(text, kinds=kinds)
    everyone = set().union(*found.values()) if found else set()
    held = visible(user, "fact.reveal").filter(parties__person_id__in=asked(everyone))
    allowed = set(held.values_list("parties__person_id", flat=True))
    kept = {form: people & allowed for form, people in found.items() if people & allowed}
    viewed(
        "SEARCH",
        actor=user,
        action="fact.reveal",
        object_type="protectedfact",
        term=digest(text.strip()),
        ids=sorted(set().union(*kept.values()) if kept else ()),
    )
    return kept


def facts_shown(user: Any, case: Case) -> dict[int, list[dict[str, Any]]]:
    """person id -> the person's facts in this case as a page may show them: masked, with their kind, days and how they were known."""
    shown: dict[int, list[dict[str, Any]]] = {}
    if not sees(user, case):
        raise Hidden
    today = timezone.localdate()
    rows = ProtectedFact.objects.filter(person__parts__case=case).distinct().order_by("kind", "-valid_from", "pk").defer("ciphertext")
    for fact in rows:
        shown.setdefault(fact.person_id, []).append(
            {
                "value": facts.masked(fact),
                "fact": fact.pk,
                "kind": fact.get_kind_display(),
                "from": fact.valid_from,
                "to": fact.valid_to,
                "ended": fact.valid_to is not None and fact.valid_to < today,
            }
        )
    return shown


def rotate_all(batch: int = 500) -> int:
    """Seal every fact again under the ring's first key, a batch a transaction; returns how many. A stopped run goes on next time."""
    done = 0
    while True:
        with transaction.atomic():
            count, left = facts.rotate(batch)
            if count:
                changed("UPDATE", actor=None, action="fact.rotate", fields=["ciphertext", "key_id"])
        done += count
        if not count or not left:
            return done


def current_fact(person: Person, kind: str, text: str) -> ProtectedFact | None:
    """The person's own fact with this very text that has not ended; None when there is none or the text is no such fact.

    For services that are told a fact which may be known already; gives nothing that the caller does not hold in clear.
    """
    try:
        forms = normal.forms(kind, text)
    except ValueError:
        return None
    return _current(person, kind, forms)


def _current(person: Person, kind: str, forms: dict[str, str]) -> ProtectedFact | None:
    form = next((name for name in forms if name != "POSTCODE"), None)
    if form is None:
        return None
    today = timezone.localdate()
    return (
        ProtectedFact.objects.filter(indexed__form=form, indexed__digest=facts.blind(form, forms[form]), person=person, kind=kind)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))
        .order_by("pk")
        .first()
    )
