"""Pages of victim care: the list of what must be told, one victim's file, and the forms of both."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casework.access.role_tasks import has_task
from casework.cases.models import Case, CaseParty
from casework.errors import Hidden
from casework.pages.guarded import case_for, listed, page
from casework.pages.paging import paginate
from casework.pages.views import form_page, render
from casework.people.naming import shown_name
from casework.reports.casepage import Seen, open_case
from casework.reports.views import at_case
from casework.safeguarding import forms, reading, selectors
from casework.safeguarding.contact_forms import ContactForm, CorrectForm, EarlierForm, FallForm
from casework.safeguarding.models import Contact, Referral, VictimDuty
from casework.safeguarding.rules import ON_CONTACT
from casework.safeguarding.services import (
    add_safety_action,
    agree_plan,
    answer_with_earlier,
    ask_victim_care,
    assess_needs,
    correct_contact,
    end_victim_care,
    let_duty_fall,
    move_referral,
    record_contact,
    record_measures,
    record_panel,
    record_personal_statement,
    record_statement,
    refer,
)
from casework.safeguarding.services.contacts import FIELDS
from casework.safeguarding.services.plans import CARE, PLAN


@page("contact.queue")
def victims_queue(request: HttpRequest) -> HttpResponse:
    """Everything that is owed to victims of the cases that this person cares for, the earliest date first."""
    rows = paginate(selectors.queue(request.user), ["overdue_from", "id"], request)
    duties = selectors.duties_by_id(clock.subject_id for clock in rows if clock.subject_type == selectors.DUTY)
    listed(request, "contact.queue", "case", sorted({clock.case_id for clock in rows}))
    names = {pk: shown_name(duty.party.person) for pk, duty in duties.items()}
    return render(request, "safeguarding/queue.html", {"rows": rows, "names": names, "duty": selectors.DUTY})


@page("victim.view")
def case_victims(request: HttpRequest, reference: str) -> HttpResponse:
    """The victims of a case and what must be told to each; a single victim's whole file at once."""
    seen = open_case(request, reference, "victim.view")
    parties = list(selectors.victims(seen.case))
    if len(parties) == 1:
        return _file(request, seen, parties[0])
    files = reading.files_of(seen, parties)
    return render(request, "safeguarding/case.html", {"seen": seen, "here": "victims", "files": files, **_around(seen)})


@page("victim.view")
def victim_detail(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """One victim's file."""
    seen = open_case(request, reference, "victim.view")
    return _file(request, seen, _victim(seen.case, pk))


def _file(request: HttpRequest, seen: Seen, party: CaseParty) -> HttpResponse:
    file = reading.fill(seen, reading.files_of(seen, [party])[0])
    return render(request, "safeguarding/file.html", {"seen": seen, "here": "victims", "file": file, **file.parts, **_around(seen)})


def _around(seen: Seen) -> dict[str, Any]:
    told = "contact.view" in seen.may
    return {"orders": selectors.order_clocks(seen.case) if told else [], "care_asked": has_task(seen.case, "VICTIM_CARE", CARE)}


@page("contact.view")
def victim_log(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """The whole contact log of one victim."""
    seen = open_case(request, reference, "contact.view")
    party = _victim(seen.case, pk)
    rows = paginate(selectors.log(party), ["-at", "-id"], request)
    file = reading.files_of(seen, [party])[0]
    return render(request, "safeguarding/log.html", {"seen": seen, "here": "victims", "file": file, "rows": rows})


def _victim(case: Case, pk: int) -> CaseParty:
    """A victim of this case; Hidden for any other number."""
    party = selectors.victims(case).filter(pk=pk).first()
    if party is None:
        raise Hidden
    return party


def party_for(request: HttpRequest, reference: str, pk: int, action: str) -> CaseParty:
    """The victim behind the case's predicate, with the consultation event written."""
    return _victim(case_for(request, reference, action), pk)


def at_victim(party: CaseParty, **context: Any) -> dict[str, Any]:
    """What a form page about a victim shows around its form."""
    back = reverse("victim-detail", args=[party.case.reference, party.pk])
    made = at_case(party.case, cancel=back)
    name = shown_name(party.person)
    crumbs = [*made["crumbs"], ("Victim care", back)]
    return {**made, "caption": f"{party.case.reference}: {name}", "crumbs": crumbs, **context}


def home_of(party: CaseParty) -> str:
    """The victim's file."""
    return reverse("victim-detail", args=[party.case.reference, party.pk])


@page("contact.record")
def victim_contact(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Record one contact; tick everything that it told or offered."""
    party = party_for(request, reference, pk, "contact.record")
    duties = [pair for pair in selectors.owed_clocks(party.case, [party])[party.pk] if pair[0].kind in ON_CONTACT]
    plan = selectors.plan_of(party)
    return form_page(
        request,
        ContactForm,
        lambda form: record_contact(
            actor=request.user, party=party, values=form.contact(), answers=form.answers(), orders=form.told_of_orders()
        ),
        template="safeguarding/contact.html",
        done=home_of(party),
        message=lambda made: "The contact is on the log",
        context=at_victim(party, heading="Record contact with the victim", plan=plan, methods=reading.method_words(plan)),
        duties=duties,
        orders=selectors.order_clocks(party.case),
        planned=plan is not None,
    )


@page("contact.record")
def contact_correct(request: HttpRequest, reference: str, pk: int, number: int) -> HttpResponse:
    """Add an entry in place of a wrong one."""
    party = party_for(request, reference, pk, "contact.record")
    contact = Contact.objects.filter(pk=number, party=party).select_related("party__case", "case").first()
    if contact is None:
        raise Hidden

    def act(form: CorrectForm) -> Contact:
        values = form.cleaned_data
        return correct_contact(
            actor=request.user, contact=contact, values=values, correction_why=values["correction_why"], withdrawn=values["withdrawn"]
        )

    return form_page(
        request,
        CorrectForm,
        act,
        done=home_of(party),
        message="The correction is on the log; the earlier entry stays readable",
        context=at_victim(party, heading="Correct an entry of the contact log"),
        initial={"at": contact.at, **{name: getattr(contact, name) for name in FIELDS}},
    )


def _duty(party: CaseParty, number: int) -> VictimDuty:
    duty = VictimDuty.objects.filter(pk=number, party=party).select_related("party__case").first()
    if duty is None:
        raise Hidden
    return duty


@page("contact.record")
def duty_earlier(request: HttpRequest, reference: str, pk: int, number: int) -> HttpResponse:
    """The victim was told already, in a contact that is on the log."""
    party = party_for(request, reference, pk, "contact.record")
    duty = _duty(party, number)

    def act(form: EarlierForm) -> VictimDuty:
        values = form.cleaned_data
        return answer_with_earlier(
            actor=request.user, duty=duty, contact=values["contact"], told=values["told"], review=values.get("review", "")
        )

    return form_page(
        request,
        EarlierForm,
        act,
        done=home_of(party),
        message="Saved. It is off the list",
        context=at_victim(party, heading=duty.get_kind_display(), intro="The victim had been told in an earlier contact."),
        contacts=selectors.standing_contacts(party, duty.happened_at),
        kind=duty.kind,
    )


@page("contact.record")
def duty_fall(request: HttpRequest, reference: str, pk: int, number: int) -> HttpResponse:
    """It is not owed any more."""
    party = party_for(request, reference, pk, "contact.record")
    duty = _duty(party, number)
    return form_page(
        request,
        FallForm,
        lambda form: let_duty_fall(actor=request.user, duty=duty, why=form.cleaned_data["why"]),
        done=home_of(party),
        message="Saved. It is off the list, with your reason",
        context=at_victim(party, heading="This is not owed any more", intro=duty.get_kind_display()),
    )


@page("victim.update")
def victim_plan(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Agree how contact is safe."""
    party = party_for(request, reference, pk, "victim.update")
    plan = selectors.plan_of(party)
    initial = {name: getattr(plan, name) for name in PLAN} | {"version": plan.version} if plan else {}
    return form_page(
        request,
        forms.PlanForm,
        lambda form: agree_plan(actor=request.user, party=party, values=form.plan(), version=form.cleaned_data["version"] or 0),
        done=home_of(party),
        message="The safe contact plan is saved",
        context=at_victim(party, heading="Safe contact"),
        initial=initial,
        party=party,
    )


@page("victim.update")
def victim_needs(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Assess needs and Enhanced Rights."""
    party = party_for(request, reference, pk, "victim.update")
    needs = selectors.needs_of(party)
    initial: dict[str, Any] = {}
    if needs is not None:
        initial = {name: getattr(needs, name) for name in ("needs", "notes", "reason_not")}
        initial |= {"enhanced": "yes" if needs.enhanced else "no"}
        initial |= {"basis": needs.basis} if needs.enhanced else {}
    return form_page(
        request,
        forms.NeedsForm,
        lambda form: assess_needs(actor=request.user, party=party, values=form.assessment()),
        done=home_of(party),
        message="The assessment is saved",
        context=at_victim(party, heading="What the victim needs"),
        initial=initial,
    )


@page("contact.record")
def victim_refer(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Offer a referral, or send one."""
    party = party_for(request, reference, pk, "contact.record")
    return form_page(
        request,
        forms.ReferForm,
        lambda form: refer(actor=request.user, party=party, values=form.cleaned_data),
        done=home_of(party),
        message=lambda made: f"Saved: {made.get_state_display().lower()}",
        context=at_victim(party, heading="Refer the victim"),
        initial={"service": request.GET.get("service", "")},
    )


def _referral(party: CaseParty, number: int) -> Referral:
    found = Referral.objects.filter(pk=number, party=party).select_related("case", "party__case").first()
    if found is None:
        raise Hidden
    return found


@page("contact.record")
def victim_referral(request: HttpRequest, reference: str, pk: int, number: int) -> HttpResponse:
    """Take a referral on: what happened next."""
    party = party_for(request, reference, pk, "contact.record")
    referral = _referral(party, number)
    intro = f"{referral.name}: {referral.get_state_display().lower()}."
    return form_page(
        request,
        forms.MoveReferralForm,
        lambda form: move_referral(actor=request.user, referral=referral, **form.cleaned_data),
        done=home_of(party),
        message=lambda made: f"Saved: {made.get_state_display().lower()}",
        context=at_victim(party, heading=referral.get_service_display(), intro=intro),
        referral=referral,
    )


@page("contact.record")
def victim_panel(request: HttpRequest, reference: str, pk: int, number: int) -> HttpResponse:
    """What a MARAC, clinic or panel advised."""
    party = party_for(request, reference, pk, "contact.record")
    referral = _referral(party, number)
    return form_page(
        request,
        forms.PanelForm,
        lambda form: record_panel(actor=request.user, referral=referral, **form.cleaned_data),
        done=home_of(party),
        message="What was advised is saved",
        context=at_victim(party, heading=f"{referral.get_service_display()}: what was advised"),
        initial={name: getattr(referral, name) for name in ("discussed_on", "advice", "actions_agreed")},
    )


@page("contact.record")
def victim_statement(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """A statement was taken; the personal statement is offered with it."""
    party = party_for(request, reference, pk, "contact.record")
    return form_page(
        request,
        forms.StatementForm,
        lambda form: record_statement(actor=request.user, party=party, **form.statement()),
        done=home_of(party),
        message="The statement is recorded",
        context=at_victim(party, heading="A statement was taken", intro=MAY_BE),
    )


MAY_BE = "Special measures: the victim may be eligible, the court decides."


@page("contact.record")
def victim_personal(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """A step of the Victim Personal Statement."""
    party = party_for(request, reference, pk, "contact.record")
    return form_page(
        request,
        forms.PersonalStatementForm,
        lambda form: record_personal_statement(actor=request.user, party=party, **form.cleaned_data),
        done=home_of(party),
        message=lambda made: made.get_kind_display(),
        context=at_victim(party, heading="Victim Personal Statement"),
    )


@page("contact.record")
def victim_measures(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Special measures: basis and wishes."""
    party = party_for(request, reference, pk, "contact.record")
    standing = selectors.measures_of(party)
    names = ("bases", "measures", "declined", "wishes")
    return form_page(
        request,
        forms.MeasuresForm,
        lambda form: record_measures(actor=request.user, party=party, values=form.cleaned_data),
        done=home_of(party),
        message="The victim's wishes are saved. The court decides",
        context=at_victim(party, heading="Special measures", intro=MAY_BE),
        initial={name: getattr(standing, name) for name in names} if standing else {},
    )


@page("safety.add")
def victim_action(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Plan a safety action."""
    party = party_for(request, reference, pk, "safety.add")
    return form_page(
        request,
        forms.ActionForm,
        lambda form: add_safety_action(actor=request.user, party=party, values=form.cleaned_data),
        done=home_of(party),
        message="The action is planned",
        context=at_victim(party, heading="Plan a safety action", intro=reading.CAPTURE),
        case=party.case,
    )


@page("care.ask")
def care_ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask victim care to look after the victims as well."""
    case = case_for(request, reference, "care.ask")
    intro = "The case appears in victim care's queue, and they can open it until they end their part. You stay responsible."
    return form_page(
        request,
        forms.AskCareForm,
        lambda form: ask_victim_care(actor=request.user, case=case),
        done=reverse("case-victims", args=[reference]),
        message="Victim care is asked",
        context=at_case(case, heading="Ask victim care", intro=intro),
    )


@page("contact.record")
def care_end(request: HttpRequest, reference: str) -> HttpResponse:
    """Victim care has nothing more to do."""
    case = case_for(request, reference, "contact.record")
    return form_page(
        request,
        forms.EndCareForm,
        lambda form: end_victim_care(actor=request.user, case=case),
        done=reverse("victims-queue"),
        message="Victim care has ended its part",
        context=at_case(case, heading="End victim care's part", intro="The case leaves the queue of victim care."),
    )
