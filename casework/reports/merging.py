"""Joining two records of one person, taking them apart again, and saying who an unknown person is."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from casework.access.grants import live
from casework.access.predicate import require, sees, visible
from casework.access.scope import LISTED, forget
from casework.access.writing import Change, change
from casework.cases.facts import Fact, happened
from casework.cases.models import Case, CaseParty, PartyRole, Relationship
from casework.cases.versions import save_version
from casework.errors import GuardFailed, Hidden
from casework.outbox.services import Letter, send_all
from casework.people.facts import Unreadable
from casework.people.matching import plain
from casework.people.models import Alias, Person, PersonMerge
from casework.people.moving import CannotMove, move_all, move_back
from casework.reports import rules
from casework.reports.models import CourseOfConduct
from casework.staff.models import User

NAMES = ("given_names", "family_name", "date_of_birth", "sex", "description", "unknown")


def reach(actor: Any, person: Person) -> Case | None:
    """A case of this person in which the actor may join records; None when there is none."""
    return visible(actor, "person.merge").filter(parties__person=person).order_by("pk").first()


def stays(one: Person, other: Person) -> tuple[Person, Person]:
    """(the record that stays, the one that is joined to it): someone identified before someone unknown, then the older record."""
    first, second = sorted((one, other), key=lambda person: (person.unknown, person.pk))
    return first, second


def merge(*, actor: User, case: Case, person: Person, other: Person, reason: str) -> PersonMerge:
    """Join two records of one person. Everything that refers to the one that goes refers to the other since; it can be undone.

    The actor must be allowed to on a case of each. Owners and named lists of the other cases are told. Raises Hidden for a record of
    which the actor reaches no case, GuardFailed for two who cannot be one.
    """
    with change(actor, "person.merge", case) as ch:
        if not case.parties.filter(person=person).exists():
            raise Hidden
        there = reach(actor, other)
        if there is None:
            raise Hidden
        require(actor, "person.merge", there)
        locked = {one.pk: one for one in Person.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=(person.pk, other.pk))}
        kept, gone = stays(locked[person.pk], locked[other.pk])
        problems = rules.merge_problems(
            same=kept.pk == gone.pk,
            opposite=_opposite(kept, gone),
            gone_merged=gone.merged_into_id is not None,
            kept_merged=kept.merged_into_id is not None,
            reason=reason,
        )
        if kept.staff_account_id and gone.staff_account_id and kept.staff_account_id != gone.staff_account_id:
            problems.append(("other", "These two belong to two accounts of staff: they cannot be one person"))
        if problems:
            raise GuardFailed(problems)
        parts = list(CaseParty.objects.filter(person__in=(kept, gone)).select_related("case__owner", "person").order_by("case_id", "pk"))
        try:
            steps = move_all(gone, kept)
        except CannotMove as way:
            raise GuardFailed(f"These records cannot be joined: each has its own {way} that may not become one") from None
        except Unreadable:
            raise GuardFailed("A protected fact of this person cannot be read now. Ask for the key ring to be checked first") from None
        made = PersonMerge.objects.create(kept=kept, gone=gone, reason=reason.strip(), moved=steps, merged_by=actor, merged_at=ch.now)
        ch.audit("MERGE", kept, fields=["merged"], after={"gone": gone.pk, "kept": kept.pk})
        _events(ch, parts, "person.merged", "Two records of one person were joined", f"merge:{made.pk}", made)
        forget()
        if gone.unknown and not kept.unknown:
            _identified(ch, [part for part in parts if part.person_id == gone.pk])
    return made


def unmerge(*, actor: User, case: Case, merge: PersonMerge, reason: str) -> int:
    """Take two records apart again: what was moved goes back; what was added since stays where it is.

    Returns how many rows had gone elsewhere since. Raises GuardFailed when it is undone already or a later merge stands upon it.
    """
    with change(actor, "person.merge", case) as ch:
        if not case.parties.filter(person_id=merge.kept_id).exists():
            raise Hidden
        people = Person.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=(merge.kept_id, merge.gone_id)).in_bulk()
        merge = PersonMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
        problems: rules.Problems = []
        if merge.undone_at is not None:
            problems.append((None, "This has been undone already"))
        if people[merge.kept_id].merged_into_id is not None:
            problems.append((None, "The record that stays has been joined to another one since. Undo that first"))
        later = PersonMerge.objects.filter(kept_id=merge.kept_id, undone_at__isnull=True, pk__gt=merge.pk).exists()
        if later:
            problems.append((None, "Another record was joined to this one later. Undo that first"))
        if rules.short(reason, 10):
            problems.append(("reason", "Say in at least 10 characters why they are two people"))
        if problems:
            raise GuardFailed(problems)
        _both(actor, merge)
        elsewhere = move_back(merge)
        PersonMerge.objects.filter(pk=merge.pk).update(undone_by=actor, undone_at=ch.now, undone_reason=reason.strip())
        ch.audit("UNMERGE", people[merge.kept_id], fields=["merged"], before={"gone": merge.gone_id, "kept": merge.kept_id})
        parts = CaseParty.objects.filter(person_id__in=(merge.kept_id, merge.gone_id)).select_related("case__owner", "person")
        words = "Two records that had been joined were taken apart again"
        _events(ch, list(parts.order_by("case_id", "pk")), "person.unmerged", words, f"unmerge:{merge.pk}", merge)
        forget()
    return elsewhere


def _both(actor: User, merge: PersonMerge) -> None:
    """The actor reaches a case of the record that comes back as well."""
    moved = [step["pk"] for step in merge.moved if step["do"] == "set" and step["model"] == "caseparty"]
    theirs = visible(actor, "person.merge").filter(parties__pk__in=moved)
    twice = any(step["do"] == "row" and '"casework.caseparty"' in step["values"] for step in merge.moved)
    if not twice and not theirs.exists():
        raise Hidden


def _opposite(one: Person, other: Person) -> bool:
    """Do the two stand against one another in a case, or on a course of conduct?"""
    for victim, suspect in ((one, other), (other, one)):
        if CourseOfConduct.objects.filter(victim=victim, suspect=suspect).exists():
            return True
        suspects = CaseParty.objects.filter(person=suspect, role=PartyRole.SUSPECT).values("case_id")
        if CaseParty.objects.filter(person=victim, role=PartyRole.VICTIM, case_id__in=suspects).exists():
            return True
    return False


def _events(ch: Change, parts: list[CaseParty], kind: str, words: str, key: str, subject: PersonMerge) -> None:
    """A line on the timeline of every case concerned; those who keep the cases that are not the actor's are told."""
    letters = []
    for case_id, part in {part.case_id: part for part in parts}.items():
        case = part.case
        ch.event(kind, f"{words}: the {part.get_role_display().lower()}", subject=subject, case=case)
        told = {case.owner} if case.owner else set()
        told |= {grant.user for grant in live(case, LISTED).select_related("user")} if case.restricted else set()
        letters += [
            Letter(
                user.pk,
                f"{key}:{case_id}",
                words,
                f"{words}. It concerns the {part.get_role_display().lower()} of this case. If they are not one person, say so.",
                case.reference,
                case_id,
                f"/cases/{case.reference}/people/",
            )
            for user in sorted(told, key=lambda user: user.pk)
            if user != ch.actor and sees(user, case)
        ]
    send_all(letters)


def identify(*, actor: User, case: Case, person: Person, version: int, values: Mapping[str, Any], other_name: str = "") -> Person:
    """Correct what is known of a party: names, date of birth, another name; or say who an unknown suspect is.

    `version` is the one the editor saw (Conflict otherwise). Raises GuardFailed, Hidden for somebody who has no part in the case.
    """
    with change(actor, "person.update", case) as ch:
        parts = list(CaseParty.objects.filter(case=case, person=person).select_related("case", "person"))
        if not parts or person.merged_into_id is not None:
            raise Hidden
        role = parts[0].get_role_display().lower()
        filled = {name: values[name] for name in NAMES if name in values}
        problems = rules.person_problems("", role, filled, timezone.localdate())
        if problems:
            raise GuardFailed([((name or "").removeprefix("_") or None, sentence) for name, sentence in problems])
        was_unknown = person.unknown
        before = {name: getattr(person, name) for name in filled}
        changed = {name: value for name, value in filled.items() if before[name] != value}
        if changed:
            save_version(person, version, filled)
            ch.audit(
                "UPDATE", person, before={name: _said(before[name]) for name in changed}, after={n: _said(v) for n, v in changed.items()}
            )
        name = other_name.strip()
        if name and plain(name) not in {plain(person.full_name), *map(plain, person.aliases.values_list("name", flat=True))}:
            Alias.objects.create(person=person, name=name)
            ch.audit("UPDATE", person, fields=["aliases"])
        if changed or name:
            ch.event("person.changed", f"What is known of the {role} was corrected", subject=person)
        if was_unknown and not person.unknown:
            _identified(ch, parts)
    return person


def change_relationship(*, actor: User, case: Case, relationship: str, version: int) -> Case:
    """Say what the suspect is to the victim, as it is known now. Between former partners harassment goes to the registrar (R08)."""
    with change(actor, "case.update", case, lock=True) as ch:
        if relationship not in Relationship.values:
            raise GuardFailed([("relationship", "Choose one of the relationships listed")])
        before = case.relationship
        if relationship == before:
            return case
        save_version(case, version, {"relationship": relationship})
        words = f"{case.get_relationship_display()} (before: {Relationship(before).label.lower()})"
        ch.event("case.relationship", f"What the suspect is to the victim: {words}", subject=case)
        ch.audit("UPDATE", case, before={"relationship": before}, after={"relationship": relationship})
        happened(Fact("relationship.changed", case.pk, case, ch.now, actor))
    return case


def _said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _identified(ch: Change, parts: list[CaseParty]) -> None:
    for part in parts:
        if part.role == PartyRole.SUSPECT:
            ch.event("suspect.identified", "The suspect was identified", subject=part.person, case=part.case)
            happened(Fact("suspect.identified", part.case_id, part.person, ch.now, ch.actor))
