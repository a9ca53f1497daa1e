"""Deciding on a search, seizing, and everything that happens to an exhibit afterwards."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from casework.access.writing import Change, change
from casework.cases.facts import Fact, happened
from casework.cases.models import Case
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.evidence import continuity, flow, ledger, rules, selectors
from casework.evidence.models import SEAL_GONE, About, Exhibit, ExhibitSeal, LedgerEvent, SearchDecision
from casework.reports import selectors as reports
from casework.reports.rules import future
from casework.staff.models import User


def decide_search(
    *,
    actor: User,
    case: Case,
    considered: str,
    power: str = "",
    reasons: str = "",
    not_used_reason: str = "",
    at: datetime | None = None,
) -> SearchDecision:
    """Decide whether premises are searched and under which power, or why no power is used. Satisfies R11; the newest stands."""
    with change(actor, "search.decide", case) as ch:
        decided_at = at or ch.now
        problems = future("decided_at", decided_at, ch.now) + rules.decision_problems(
            considered, power, reasons, not_used_reason, indictable=reports.has_indictable(reports.offences(case))
        )
        if problems:
            raise GuardFailed(problems)
        using = considered == SearchDecision.Answer.USE
        decision = SearchDecision.objects.create(
            case=case,
            considered=considered,
            power=power if using else "",
            reasons=reasons.strip() if using else "",
            not_used_reason="" if using else not_used_reason.strip(),
            decided_at=decided_at,
            decided_by=actor,
        )
        words = (
            f"Search decided: {decision.get_power_display()}"
            if using
            else "Search considered and not used; the reasons are on the decision"
        )
        ch.event("search.decided", words, subject=decision, occurred_at=decided_at)
        ch.audit("CREATE", decision, after={"considered": considered, "power": decision.power})
        clocks.satisfy("R11", subject=case, at=decided_at, actor=actor)
        happened(Fact("search.decided", case.pk, decision, decided_at, actor))
    return decision


def seize(
    *,
    actor: User,
    case: Case,
    common: Mapping[str, Any],
    items: Sequence[Mapping[str, Any]],
    entered_at: datetime | None = None,
) -> list[Exhibit]:
    """Record one seizure of one or several items, each sealed where it was found. All or none. Starts R14 for each.

    `common`: seized_at, power, seized_from or unattended, and optionally seized_by and found_by (the actor unless given).
    Each item: description, kind, quantity, found_at, seal, and optionally number (the producer's next unless given), flags,
    store_reference. Raises GuardFailed with fields named `items-0-description` and so on.
    """
    with change(actor, "exhibit.seize", case, lock=True) as ch:
        now = entered_at or ch.now
        seizing = common.get("seized_by") or actor
        read = [_read(item) for item in items]
        problems = rules.seizure_problems(common, read, reported_at=case.reported_at, now=now)
        taken, producers = selectors.numbers(case)
        used = set(ExhibitSeal.objects.filter(number__in=[item["seal"] for item in read]).values_list("number", flat=True))
        for place, item in enumerate(read):
            if not item["number"]:
                item["number"] = rules.next_number(initials_in(case, seizing, producers), taken)
            field = f"items-{place}-number"
            problems += rules.number_problems(item["number"], field, taken=taken, producers=producers, producer_id=seizing.pk)
            taken.add(item["number"])
            if item["seal"] in used:
                problems.append((f"items-{place}-seal", f"The seal number {item['seal']} has been used before. Check it on the bag"))
        late = common.get("late_reason", "")
        if not problems:
            first = rules.Entry("SEIZED", common["seized_at"], to_user_id=seizing.pk, late_reason=late)
            problems += [
                (field if field == "late_reason" else "seized_at", text)
                for field, text in rules.ledger_problems(rules.Standing(), first, now)
            ]
        if problems:
            raise GuardFailed(problems)
        return [_take(ch, case, common, item, seizing, actor, late, now) for item in read]


def _read(item: Mapping[str, Any]) -> dict[str, Any]:
    made = dict(item)
    made["number"] = rules.normal_number(item.get("number", ""))
    made["seal"] = rules.normal_seal(item.get("seal", ""))
    return made


def _take(
    ch: Change, case: Case, common: Mapping[str, Any], item: Mapping[str, Any], seizing: User, actor: User, late: str, now: datetime
) -> Exhibit:
    unattended = bool(common.get("unattended"))
    exhibit = Exhibit.objects.create(
        case=case,
        number=item["number"],
        description=item["description"].strip(),
        kind=item["kind"],
        quantity=item["quantity"],
        found_by=item.get("found_by") or common.get("found_by") or seizing,
        found_at=item["found_at"].strip(),
        seized_at=common["seized_at"],
        seized_by=seizing,
        power=common["power"],
        seized_from="" if unattended else common["seized_from"].strip(),
        unattended=unattended,
        flags=sorted(set(item.get("flags") or [])),
        store_reference=item.get("store_reference", ""),
        created_by=actor,
    )
    came_from = "Found unattended" if unattended else exhibit.seized_from
    seized = rules.Entry("SEIZED", exhibit.seized_at, to_user_id=seizing.pk, from_place=came_from, late_reason=late)
    ledger.write(ch, exhibit, seized, actor=actor, entered_at=now)
    ledger.write(ch, exhibit, rules.Entry("SEALED", exhibit.seized_at, seal=item["seal"], late_reason=late), actor=actor, entered_at=now)
    ch.event(
        "exhibit.seized",
        f"Exhibit {exhibit.number} seized: {exhibit.get_kind_display().lower()}",
        subject=exhibit,
        occurred_at=exhibit.seized_at,
    )
    ch.audit("CREATE", exhibit, after={"number": exhibit.number, "seal": item["seal"], "power": exhibit.power})
    clocks.start(
        "R14",
        subject=exhibit,
        case=case,
        on=exhibit.seized_at,
        title=f"Book in exhibit {exhibit.number}",
        path=reverse("exhibit-detail", args=[exhibit.pk]),
        actor=actor,
    )
    happened(Fact("exhibit.seized", case.pk, exhibit, exhibit.seized_at, actor))
    return exhibit


def initials_in(case: Case, producer: User, producers: Mapping[str, int]) -> str:
    """The initials a producer uses in a case: their own, with the collar number's digits where another has the same (5.4)."""
    plain = rules.initials_of(producer.first_name, producer.last_name)
    mine = [initials for initials, user_id in producers.items() if user_id == producer.pk]
    if mine:
        return mine[-1]
    if plain not in producers:
        return plain
    digits = "".join(char for char in producer.collar_number if char.isdigit())[:5]
    if digits and f"{plain}{digits}" not in producers:
        return f"{plain}{digits}"
    return next(f"{plain}{n}" for n in range(2, 1000) if f"{plain}{n}" not in producers)


def handle(
    *,
    actor: User,
    exhibit: Exhibit,
    kind: str,
    at: datetime | None = None,
    to_user: User | None = None,
    to_place: str = "",
    seal: str = "",
    seal_before: str | None = None,
    purpose: str = "",
    witness: str = "",
    acknowledged: str = "",
    late_reason: str = "",
    about: str = "",
    corrects: LedgerEvent | None = None,
    expected: int | None = None,
) -> LedgerEvent:
    """Add an event to an exhibit's ledger: book in, move, hand over, open, reseal and so on. BOOKED_IN satisfies R14.

    `at` is when it happened. `expected` is the sequence the person saw. `seal_before` is what they read on the bag: another than
    the ledger's is refused, to be recorded as a discrepancy. `about` is what a discrepancy is about: a seal that is broken or another
    ends the ledger's seal, so that the item must be sealed anew. Raises GuardFailed, Conflict.
    """
    case = exhibit.case
    with change(actor, "exhibit.handle", case) as ch:
        if kind in CLOSING:
            raise GuardFailed("Returning and disposing of exhibits need an authorised decision.")
        about = about or About.OTHER
        if about not in About.values:
            raise GuardFailed("Choose what does not agree", "about")
        entry = rules.Entry(
            kind=kind,
            at=at or ch.now,
            to_user_id=to_user.pk if to_user else None,
            to_place=" ".join(to_place.split()),
            seal_before=rules.normal_seal(seal_before) if seal_before is not None else None,
            seal=rules.normal_seal(seal),
            purpose=purpose.strip(),
            witness=witness.strip(),
            acknowledged=acknowledged.strip(),
            late_reason=late_reason.strip(),
            breaks=kind == "DISCREPANCY" and about in SEAL_GONE,
        )
        happened(Fact("exhibit.handling", case.pk, exhibit, entry.at, actor, {"kind": kind}))
        event = ledger.write(ch, exhibit, entry, actor=actor, expected=expected, corrects=corrects)
        ch.event(
            f"exhibit.{kind.lower()}",
            f"Exhibit {exhibit.number}: {flow.BY_CODE[kind].title.lower()}",
            subject=exhibit,
            occurred_at=event.at,
        )
        ch.audit("CREATE", event, after={"kind": kind, "seal": event.seal_after, "place": event.to_place, "holder": event.to_user_id or ""})
        if kind == "BOOKED_IN":
            clocks.satisfy("R14", subject=exhibit, at=event.at, actor=actor)
        continuity.follow(ch, event, actor=actor, about=about)
        happened(Fact("exhibit.handled", case.pk, event, event.at, actor, {"kind": kind}))
    return event


CLOSING = frozenset(kind.code for kind in flow.EVENTS if kind.last)
