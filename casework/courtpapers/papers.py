"""What each paper says: exhibit list, continuity schedule, warrant application, search record, and record of what was seized."""

from collections.abc import Iterable

from casework.cases.models import Case
from casework.courtpapers.typeset import Paper, Table
from casework.evidence.models import Exhibit, LedgerEvent, Power
from casework.pages.dates import when
from casework.searches.models import Search, Warrant

LIST = ("Exhibit", "Description", "Quantity", "Produced by", "Seized", "Power", "Where it is now", "Seal")
SCHEDULE = ("No", "Event", "When", "From", "To", "Seal before", "Seal after", "Purpose, witness and signature", "Entered")
SEIZED = ("Exhibit", "Description", "Quantity", "Seized", "Power", "Seal")


def _exhibits(case: Case) -> list[Exhibit]:
    return list(Exhibit.objects.filter(case=case).select_related("seized_by", "holder").order_by("seized_at", "pk"))


def exhibit_list(case: Case, *, outline: bool = False) -> Paper:
    """Every exhibit of the case. It names neither from whom nor where, so that it is the same for a role that sees the outline."""
    rows = [
        (e.number, e.description, str(e.quantity), str(e.seized_by), when(e.seized_at), e.get_power_display(), _where(e), e.seal or "None")
        for e in _exhibits(case)
    ]
    return Paper("Exhibit list", case.reference, f"exhibit-list-{case.reference}", (), [Table("Exhibits", LIST, rows)])


def _where(exhibit: Exhibit) -> str:
    return f"With {exhibit.holder}" if exhibit.holder_id else exhibit.place


def continuity(case: Case, *, outline: bool = False) -> Paper:
    """The ledger of every exhibit, entry by entry; late and correcting entries say so. `outline` leaves out from whom it was seized."""
    about = ("from_user", "to_user", "entered_by", "corrects", "receipt", "discrepancy")
    events: dict[int, list[LedgerEvent]] = {}
    for event in LedgerEvent.objects.filter(case=case).select_related(*about).order_by("exhibit_id", "sequence"):
        events.setdefault(event.exhibit_id, []).append(event)
    tables = [Table(f"{e.number}: {e.description}", SCHEDULE, list(_entries(events.get(e.pk, []), outline))) for e in _exhibits(case)]
    return Paper("Continuity schedule", case.reference, f"continuity-{case.reference}", (), tables)


def _entries(events: Iterable[LedgerEvent], outline: bool) -> Iterable[tuple[str, ...]]:
    for event in events:
        extra = [event.purpose, f"Seen by {event.witness}" if event.witness else ""]
        extra.append(f"Signed: {event.acknowledged}" if event.acknowledged else "")
        if hasattr(event, "receipt"):
            extra.append(event.receipt.get_state_display())
        if hasattr(event, "discrepancy"):
            found = event.discrepancy
            extra.append(f"{found.get_about_display()}: {found.get_outcome_display() or 'open'}")
        extra.append(f"Corrects entry {event.corrects.sequence}" if event.corrects else "")
        entered = f"{when(event.entered_at)} by {event.entered_by}"
        if event.late_reason:
            entered += f". Late entry: {event.late_reason}"
        yield (
            str(event.sequence),
            event.get_kind_display(),
            when(event.at),
            "Not shown to your role" if outline and event.sequence == 1 else str(event.from_user or event.from_place),
            str(event.to_user or event.to_place),
            event.seal_before or "None",
            event.seal_after or "None",
            ". ".join(filter(None, extra)),
            entered,
        )


def seized_property(case: Case, *, outline: bool = False) -> Paper:
    """The record of what was seized, for whoever may ask for it (PACE 1984 s.21(1)): no place, no officer's note."""
    rows = [(e.number, e.description, str(e.quantity), when(e.seized_at), e.get_power_display(), e.seal or "None") for e in _exhibits(case)]
    lines = ("Record under section 21 of the Police and Criminal Evidence Act 1984 of what was seized.",)
    return Paper("Record of seized property", case.reference, f"seized-property-{case.reference}", lines, [Table("Seized", SEIZED, rows)])


def search_record(search: Search) -> Paper:
    """The record of one search of premises (Code B)."""
    said = [
        ("Power", search.get_power_display()),
        ("Warrant", search.warrant.reference if search.warrant else ""),
        ("Premises", search.place),
        ("Began", when(search.started_at)),
        ("Ended", when(search.ended_at)),
        ("Officers", ", ".join(str(each) for each in search.officers.order_by("last_name", "pk"))),
        ("Present", "Nobody: unoccupied" if search.unoccupied else search.present),
        ("Notice of powers and rights", search.notice_given),
        ("Reason for the power", search.power_reason),
        ("Authorised by", f"{search.authority_by}, {when(search.authority_at)}" if search.authority_by and search.authority_at else ""),
        ("Consent", search.consent_by),
        ("Force used", search.force_used or "None recorded"),
        ("Damage", search.damage or "None recorded"),
        ("How it was secured", search.secured),
        ("Sought and not found", search.not_found),
        ("Video", search.video),
        ("Checked", f"{search.checked_by}, {when(search.checked_at)}" if search.checked_by and search.checked_at else "Not checked yet"),
    ]
    items = [
        (each.exhibit.number, each.exhibit.description, when(each.exhibit.seized_at), each.exhibit.found_at)
        for each in search.seized.select_related("exhibit").order_by("exhibit__seized_at", "exhibit_id")
    ]
    tables = [
        Table("The search", ("Question", "Answer"), [line for line in said if line[1]]),
        Table("What was seized", ("Exhibit", "Description", "Seized", "Found"), items),
    ]
    reference = search.case.reference
    return Paper("Premises search record", reference, f"search-{search.pk}-{reference}", (), tables)


ENACTMENT = {
    Power.PHA_2B: "Protection from Harassment Act 1997, section 2B",
    Power.PACE_8: "Police and Criminal Evidence Act 1984, section 8",
}
APPLICATION = (
    "Draft of an application without notice, on an information in writing; questions are answered on oath (PACE 1984 s.15(3), (4)).",
    "This is not the court's own form: put these words on it, and add the addresses of the premises, which are kept off this paper.",
)
CONDITIONS = ("Condition", "Why it is met")
LACKING = "Not written yet"


def warrant_application(warrant: Warrant) -> Paper:
    """What an application for a search warrant says (PACE 1984 s.15(2)). Premises stand in words; no address is on it."""
    agreed = warrant.agreed_by and warrant.agreed_at
    said = [
        ("Enactment", ENACTMENT[Power(warrant.power)]),
        ("Premises", "; ".join(each.words for each in warrant.premises.all()) or LACKING),
        ("What is sought", warrant.articles or LACKING),
        ("What the warrant is to allow", warrant.get_reach_display()),
        ("Hour", (warrant.hour_reason and f"Entry at an unreasonable hour: {warrant.hour_reason}") or "A reasonable hour"),
        ("Written by", f"{warrant.author}, {when(warrant.drafted_at)}"),
        ("Agreed by a supervisor", f"{warrant.agreed_by}, {when(warrant.agreed_at)}" if agreed else "Not agreed yet"),
        ("An earlier application", f"{warrant.resubmits}, refused: {warrant.resubmits.refused_because}" if warrant.resubmits else "None"),
        ("How it stands", warrant.get_state_display()),
    ]
    offence = "A section 2A offence" if warrant.power == Power.PHA_2B else "An indictable offence"
    met = [
        (f"(a) {offence} has been or is being committed", warrant.offence_reason or LACKING),
        ("(b) There is material on the premises that is likely to be of substantial value", warrant.value_reason or LACKING),
        ("(c) It is likely to be admissible, and not privileged, excluded or special procedure", warrant.admissible_reason or LACKING),
        ("(d) Entry", f"{warrant.get_entry_display()}. {warrant.entry_reason}" if warrant.entry else LACKING),
    ]
    tables = [Table("The application", ("Question", "Answer"), said), Table("Reasonable grounds to believe", CONDITIONS, met)]
    case = warrant.case.reference
    return Paper("Application for a search warrant", f"{warrant.reference}, {case}", f"warrant-{warrant.reference}", APPLICATION, tables)


def lines_of(paper: Paper) -> tuple[list[str], list[list[str]]]:
    """The paper as one table for a spreadsheet: the heading of each table is its first column."""
    width = max((len(table.columns) for table in paper.tables), default=0)
    first = paper.tables[0].columns if paper.tables else ()
    rows = [[table.heading, *row] + [""] * (width - len(row)) for table in paper.tables for row in table.rows]
    return ["Part", *first], rows
