"""Matching the people of notices with people already known: proposing, matching again as people arrive, and a person's decision."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from casework.access.predicate import sees
from casework.access.writing import change
from casework.cases.models import Case, CaseParty
from casework.cases.moves import begin, make_move
from casework.errors import GuardFailed, Hidden
from casework.outbox.services import Letter, send_all
from casework.people.models import Alias, Person
from casework.people.names import candidates
from casework.pins import flow, matching, rules, selectors
from casework.pins.matching import Described, Likeness
from casework.pins.models import MatchPart, Notice, NoticeMatch
from casework.pins.services.reach import require_notice
from casework.staff.models import Role, User
from casework.staff.selectors import holding

MOST = 10
BATCH = 200
SAME_CASE = "The other person of the notice may be in the same case"


def described(people: Iterable[Person]) -> dict[int, Described]:
    """By id, how each is written down, other names included."""
    found = {person.pk: person for person in people}
    aliases: dict[int, list[str]] = {}
    for owner, name in Alias.objects.filter(person_id__in=found).order_by("pk").values_list("person_id", "name"):
        aliases.setdefault(owner, []).append(name)
    return {
        pk: Described([name for name in (_named(person), *aliases.get(pk, ())) if name], person.date_of_birth)
        for pk, person in found.items()
    }


def _named(person: Person) -> str:
    return " ".join(part for part in (person.given_names, person.family_name) if part)


def propose_for(notice: Notice) -> int:
    """Propose known people for the notice's recipient and complainant, inside the caller's transaction; returns how many are new."""
    found = _found_for(notice)
    made = _write(notice, found)
    Notice.objects.filter(pk=notice.pk).update(matched_at=timezone.now())
    return made


def _found_for(notice: Notice) -> dict[str, dict[int, Likeness]]:
    """part -> person id -> likeness. Someone who stands in a case already is known and needs no match."""
    people = {MatchPart.RECIPIENT.value: notice.recipient_id, MatchPart.COMPLAINANT.value: notice.complainant_id}
    wanted = {part: pk for part, pk in people.items() if pk is not None}
    in_case = set(CaseParty.objects.filter(person_id__in=wanted.values()).values_list("person_id", flat=True))
    asked = {part: pk for part, pk in wanted.items() if pk not in in_case}
    if not asked:
        return {}
    written = described(Person.objects.filter(pk__in=asked.values()))
    near = {part: _near(written[pk].names, notice.force_id) - set(wanted.values()) for part, pk in asked.items()}
    everyone = set().union(*near.values())
    known_ids = set(CaseParty.objects.filter(person_id__in=everyone).values_list("person_id", flat=True))
    known = described(Person.objects.filter(pk__in=known_ids))
    found: dict[str, dict[int, Likeness]] = {}
    for part, pk in asked.items():
        likely = {other: like for other in near[part] & known.keys() if (like := matching.compare(written[pk], known[other])) is not None}
        best = sorted(likely, key=lambda other: (-likely[other].score, other))[:MOST]
        found[part] = {other: likely[other] for other in best}
    return _together(found)


def _near(names: Sequence[str], force_id: int) -> set[int]:
    return {person for name in names for person, _ in candidates(name, [force_id])}


def _together(found: dict[str, dict[int, Likeness]]) -> dict[str, dict[int, Likeness]]:
    """Two likely people of one case speak for each other."""
    if len([part for part in found.values() if part]) < 2:
        return found
    cases: dict[int, set[int]] = {}
    for person, case in CaseParty.objects.filter(person_id__in={pk for part in found.values() for pk in part}).values_list(
        "person_id", "case_id"
    ):
        cases.setdefault(person, set()).add(case)
    for part, likely in found.items():
        others: set[int] = set().union(
            *(cases.get(pk, set()) for other, rest in found.items() if other != part for pk in rest if pk not in likely)
        )
        for pk, like in likely.items():
            if cases.get(pk, set()) & others:
                likely[pk] = Likeness(min(100, like.score + 10), (*like.reasons, SAME_CASE))
    return found


def _write(notice: Notice, found: dict[str, dict[int, Likeness]]) -> int:
    if not any(found.values()):
        return 0
    there = set(NoticeMatch.objects.filter(notice=notice).values_list("part", "person_id"))
    made = 0
    for part, likely in found.items():
        for pk, like in likely.items():
            if (part, pk) not in there:
                match = NoticeMatch.objects.create(notice=notice, part=part, person_id=pk, likeness=like.score, reasons=list(like.reasons))
                begin(match, "propose", actor=None)
                made += 1
    return made


def match_waiting(limit: int = BATCH) -> int:
    """Match notices that an import brought in and that nobody has matched yet, oldest first; returns how many are done now.

    Each batch is a transaction; two workers take different notices.
    """
    _leave_out_unlike()
    with transaction.atomic():
        waiting = Notice.objects.filter(matched_at__isnull=True).select_related("unit").order_by("pk")
        notices = list(waiting.select_for_update(no_key=True, skip_locked=True, of=("self",))[:limit])
        forces = {notice.force_id for notice in notices if propose_for(notice)}
        for force_id in forces:
            _tell_records(force_id)
        return len(notices)


def _leave_out_unlike() -> None:
    """Where more notices wait than people are known, ask which notices those people are like, and let the others be: a whole register
    costs as many searches as there are people in cases, not as there are rows."""
    first = Notice.objects.filter(matched_at__isnull=True).order_by("pk").values_list("force_id", flat=True).first()
    if first is None:
        return
    waiting = Notice.objects.filter(matched_at__isnull=True, force_id=first)
    newest = waiting.order_by("-pk").values_list("pk", flat=True)[0]
    known = Person.objects.filter(force_id=first, unknown=False, pk__in=CaseParty.objects.values("person_id"))
    many = waiting.count()
    if many <= BATCH or known.count() >= many:
        return
    near: set[int] = set()
    for written in described(known.iterator(chunk_size=500)).values():
        near |= _near(written.names, first)
    like = Q(recipient_id__in=near) | Q(complainant_id__in=near)
    waiting.filter(pk__lte=newest).exclude(pk__in=waiting.filter(like).values("pk")).update(matched_at=timezone.now())


def match_person(person: Person, *, case: Case | None = None) -> int:
    """Somebody has arrived: propose them for notices that matched nobody yet. Tells whoever reviews those notices.

    Returns how many proposals are new. Inside the caller's transaction.
    """
    if person.unknown:
        return 0
    written = described([person])[person.pk]
    near = _near(written.names, person.force_id) - {person.pk}
    if not near:
        return 0
    notices = Notice.objects.filter(force_id=person.force_id).exclude(recipient=person).exclude(complainant=person)
    asked = [
        (notice, part, pk)
        for part, field in ((MatchPart.RECIPIENT.value, "recipient_id"), (MatchPart.COMPLAINANT.value, "complainant_id"))
        for notice in notices.filter(**{f"{field}__in": near}).select_related("case", "case__owner", "reviewer").order_by("pk")[: MOST * 10]
        if (pk := getattr(notice, field)) is not None
    ]
    in_case = set(CaseParty.objects.filter(person_id__in={pk for _, _, pk in asked}).values_list("person_id", flat=True))
    others = described(Person.objects.filter(pk__in={pk for _, _, pk in asked} - in_case))
    made = 0
    for notice, part, pk in asked:
        like = matching.compare(others[pk], written) if pk in others else None
        if like is not None and _write(notice, {part: {person.pk: like}}):
            made += 1
            _tell_reviewer(notice, person)
    if made:
        _tell_records(person.force_id)
    return made


def _tell_reviewer(notice: Notice, person: Person) -> None:
    """Tell the officer who reviews the notice, if a case of the person is open to them; nobody learns more than they may see."""
    officer = notice.case.owner if notice.case is not None else notice.reviewer
    if officer is None or not any(sees(officer, part.case_id) for part in CaseParty.objects.filter(person=person)):
        return
    send_all(
        [
            Letter(
                officer.pk,
                f"notice-match:{notice.pk}:{person.pk}",
                f"Somebody known may be a person of legacy notice {notice.reference}",
                "Look at the reasons, and confirm or reject it. Nothing is linked before.",
                notice.case.reference if notice.case else notice.reference,
                notice.case_id,
                reverse("pin-matches", args=[notice.reference]),
            )
        ]
    )


def _tell_records(force_id: int) -> None:
    """Tell the records team once a day that there is something to confirm; the list says what they may see of it."""
    day = timezone.localdate()
    people = {user for user, _ in holding(Role.RECORDS, day, force_id)}
    text = "Known people may be people of legacy notices. Look at the reasons, and confirm or reject each."
    send_all(
        [
            Letter(user, f"notice-matches:{force_id}:{day.isoformat()}", "Legacy notices to match", text, path="/pins/?proposed=on")
            for user in sorted(people)
        ]
    )


def decide_match(*, actor: User, match: NoticeMatch, same: bool, reason: str = "", at: datetime | None = None) -> NoticeMatch:
    """A person confirms that it is the same person, or rejects it with a reason; a confirmed one is taken back with a reason.

    Confirmed, the notice points to the known person, and becomes urgent where that person has an open case. Hidden for a match that the
    actor may not see.
    """
    notice = match.notice
    require_notice(actor, "pin.view", notice)
    with change(actor, "pin.match", notice.case) as ch:
        if match.pk not in {shown.match.pk for shown in selectors.matches_for(actor, notice)}:
            raise Hidden
        if not same and (problems := rules.rejection_problems(reason)):
            raise GuardFailed(problems)
        field = "recipient" if match.part == MatchPart.RECIPIENT else "complainant"
        decided: dict[str, Any] = {"decided_by": actor, "decided_at": at or ch.now}
        if same:
            other = notice.complainant_id if field == "recipient" else notice.recipient_id
            if match.person_id == other:
                raise GuardFailed("This person stands on the notice already, in the other part")
            if NoticeMatch.objects.filter(notice=notice, part=match.part, state=flow.CONFIRMED).exists():
                raise GuardFailed("Somebody else is confirmed already. Take that back first")
            make_move(match, "confirm", actor=actor, at=at, before=getattr(notice, field), **decided)
            _point(notice, field, match.person)
            _hasten_where_live(notice, match.person, ch.now, actor)
        elif match.state == flow.CONFIRMED:
            make_move(match, "take back", actor=actor, reason=reason, at=at, **decided)
            if match.before is not None:
                _point(notice, field, match.before)
        else:
            make_move(match, "reject", actor=actor, reason=reason, at=at, **decided)
        NoticeMatch.objects.filter(pk=match.pk).update(reason=reason.strip())
        ch.audit("MOVE", match, after={"state": match.state})
        if notice.case is not None:
            words = {flow.CONFIRMED: "a person of it was confirmed", flow.REJECTED: "a possible person of it was rejected"}[match.state]
            ch.event("notice.matched", f"Legacy notice {notice.reference}: {words}", subject=notice)
    return match


def _point(notice: Notice, field: str, person: Person) -> None:
    Notice.objects.filter(pk=notice.pk).update(**{field: person})
    setattr(notice, field, person)


def _hasten_where_live(notice: Notice, person: Person, at: datetime, actor: Any) -> None:
    # Urgency needs the register's services, which need this module.
    from casework.pins.services.urgency import hasten

    part = "recipient" if notice.recipient_id == person.pk else "complainant"
    cases = Case.objects.filter(parties__person=person, is_open=True)
    if notice.state != flow.REPLACED and cases.exists():
        hidden = not cases.filter(restricted=False).exists()
        hasten(notice, why=selectors.NEWS if hidden else f"the {part} stands in an open case", at=at, actor=actor)
