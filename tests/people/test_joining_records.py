"""Two records of one person are joined and taken apart: everything that referred to the one moves and moves back, and nothing is lost."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casework.access.facts import reveal, store
from casework.access.models import ConflictOfInterest
from casework.audit.models import ChangeEvent
from casework.cases.models import CaseParty
from casework.errors import GuardFailed, Hidden
from casework.outbox.models import InAppMessage
from casework.people.models import Alias, Person, PersonMerge
from casework.people.moving import may_update, references
from casework.pins.services import record_legacy_notice
from casework.reports.incidents import add_incident
from casework.reports.merging import identify, merge, unmerge
from casework.reports.models import CourseOfConduct, Incident
from tests.factories import PersonFactory, UnitFactory, incident_values, make_case, make_person, make_user

pytestmark = pytest.mark.django_db

WHY = "Same date of birth, same address and the same tattoo"


@pytest.fixture
def team():
    officer = make_user("OFFICER")
    victim = PersonFactory(given_names="Elin", family_name="Prosser")
    kept = PersonFactory(given_names="Callum", family_name="Rudd", sex="")
    gone = PersonFactory(given_names="Calum", family_name="Rud", date_of_birth=date(1988, 2, 3), sex="Male")
    first = make_case(owner=officer, victim=victim, suspect=kept)
    second = make_case(owner=officer, victim=victim, suspect=gone)
    for case in (first, second):
        add_incident(actor=officer, case=case, values=incident_values())
    return officer, first, second, kept, gone


def everything(person):
    """What refers to a person, anywhere, apart from histories."""
    return {
        (model._meta.model_name, name): sorted(model._base_manager.filter(**{name: person.pk}).values_list("pk", flat=True))
        for model, name in references(Person)
        if model._base_manager.filter(**{name: person.pk}).exists()
    }


def test_everything_moves_and_moves_back(team):
    officer, first, second, kept, gone = team
    store(person=gone, kind="TELEPHONE", text="07700 900123", by=None)
    Alias.objects.create(person=gone, name="Cal")
    values = {"kind": "PIN", "issued_on": date(2015, 3, 2), "conduct": "Forty calls."}
    record_legacy_notice(actor=officer, case=second, values=values, recipient=gone)
    ConflictOfInterest.objects.create(user=make_user("OFFICER"), person=gone, reason="A cousin")
    before = everything(kept), everything(gone)
    rows = Incident.objects.order_by("pk").values_list("pk", "course__victim_id", "course__suspect_id")
    incidents = list(rows)
    made = merge(actor=officer, case=first, person=kept, other=gone, reason=WHY)
    assert everything(gone) == {}
    gone.refresh_from_db()
    assert gone.merged_into == kept
    assert CourseOfConduct.objects.count() == 1, "one course for the pair"
    assert Incident.objects.filter(course__suspect=kept).count() == 2
    assert reveal(officer, kept.protected_facts.get(), "Needed to ring him", case=second) == "07700 900123"
    assert "Calum Rud" in kept.aliases.values_list("name", flat=True)
    kept.refresh_from_db()
    assert kept.sex == "Male"
    unmerge(actor=officer, case=first, merge=made, reason="They are twins after all")
    assert (everything(kept), everything(gone)) == before
    assert list(rows) == incidents
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.sex, gone.merged_into) == ("", None)
    assert reveal(officer, gone.protected_facts.get(), "Needed to ring him", case=second) == "07700 900123"


def test_two_parts_in_one_case_fall_together_and_come_back(team):
    officer, first, _, kept, gone = team
    CaseParty.objects.create(case=first, person=gone, role="SUSPECT", note="Seen on the bridge")
    before = list(CaseParty.objects.order_by("pk").values_list("pk", "case", "person", "role", "note"))
    made = merge(actor=officer, case=first, person=gone, other=kept, reason=WHY)
    assert CaseParty.objects.filter(case=first, role="SUSPECT").count() == 1
    unmerge(actor=officer, case=first, merge=made, reason="They are twins after all")
    assert list(CaseParty.objects.order_by("pk").values_list("pk", "case", "person", "role", "note")) == before


def test_what_was_added_since_stays_where_it_is(team):
    officer, first, second, kept, gone = team
    made = merge(actor=officer, case=first, person=kept, other=gone, reason=WHY)
    new = add_incident(actor=officer, case=second, values=incident_values())
    unmerge(actor=officer, case=first, merge=made, reason="They are twins after all")
    new.refresh_from_db()
    assert new.course.suspect == kept


def test_it_is_audited_and_on_both_timelines_and_the_others_are_told(team):
    _, first, second, kept, gone = team
    other = make_user("OFFICER")
    type(second).objects.filter(pk=second.pk).update(owner=other)
    supervisor = make_user("SUPERVISOR")
    made = merge(actor=supervisor, case=first, person=kept, other=gone, reason=WHY)
    for case in (first, second):
        assert case.events.filter(kind="person.merged").count() == 1
    assert ChangeEvent.objects.filter(verb="MERGE", actor_id=supervisor.pk, object_id=kept.pk).exists()
    assert InAppMessage.objects.filter(user=other, case_id=second.pk, title__contains="joined").exists()
    unmerge(actor=supervisor, case=first, merge=made, reason="They are twins after all")
    assert ChangeEvent.objects.filter(verb="UNMERGE", actor_id=supervisor.pk).exists()


def test_whoever_reaches_only_one_of_the_two_joins_neither(team):
    officer, first, _, kept, _ = team
    far = make_person()
    make_case(owner=make_user("OFFICER", unit=UnitFactory(other=True)), suspect=far)
    with pytest.raises(Hidden):
        merge(actor=officer, case=first, person=kept, other=far, reason=WHY)
    hidden = make_person()
    make_case(owner=make_user("OFFICER"), suspect=hidden, secret=True)
    with pytest.raises(Hidden):
        merge(actor=make_user("SUPERVISOR"), case=first, person=kept, other=hidden, reason=WHY)
    assert not PersonMerge.objects.exists()


def test_victim_and_suspect_of_one_another_are_not_one_person(team):
    officer, first, _, kept, _ = team
    victim = first.parties.get(role="VICTIM").person
    with pytest.raises(GuardFailed, match="cannot be one person"):
        merge(actor=officer, case=first, person=kept, other=victim, reason=WHY)


def test_a_reason_is_given_and_nothing_is_undone_twice_or_out_of_order(team):
    officer, first, _, kept, gone = team
    with pytest.raises(GuardFailed, match="how you know"):
        merge(actor=officer, case=first, person=kept, other=gone, reason="same")
    one = merge(actor=officer, case=first, person=kept, other=gone, reason=WHY)
    third = PersonFactory(given_names="Kallum", family_name="Rudd")
    make_case(owner=officer, suspect=third)
    two = merge(actor=officer, case=first, person=kept, other=third, reason=WHY)
    with pytest.raises(GuardFailed, match="later"):
        unmerge(actor=officer, case=first, merge=one, reason="They are twins after all")
    unmerge(actor=officer, case=first, merge=two, reason="They are twins after all")
    unmerge(actor=officer, case=first, merge=one, reason="They are twins after all")
    with pytest.raises(GuardFailed, match="undone already"):
        unmerge(actor=officer, case=first, merge=one, reason="They are twins after all")


def test_somebody_identified_stays_before_somebody_unknown(team):
    officer, _, _, kept, _ = team
    unknown = PersonFactory(unidentified=True)
    case = make_case(owner=officer, suspect=unknown)
    made = merge(actor=officer, case=case, person=unknown, other=kept, reason=WHY)
    assert (made.kept, made.gone) == (kept, unknown)
    assert case.events.filter(kind="suspect.identified").exists()


def test_an_unknown_suspect_is_named(team):
    officer, *_ = team
    unknown = PersonFactory(unidentified=True)
    case = make_case(owner=officer, suspect=unknown)
    values = {"given_names": "Denise", "family_name": "Fallow", "unknown": False, "description": ""}
    identify(actor=officer, case=case, person=unknown, version=1, values=values, other_name="Quiet Harbour")
    unknown.refresh_from_db()
    assert (unknown.full_name, list(unknown.aliases.values_list("name", flat=True))) == ("Denise Fallow", ["Quiet Harbour"])
    client = Client()
    client.force_login(officer)
    for page in ("", "history/"):
        assert "The suspect was identified" in client.get(f"/cases/{case.reference}/{page}").content.decode(), page
    with pytest.raises(GuardFailed):
        identify(
            actor=officer, case=case, person=unknown, version=2, values=values | {"date_of_birth": timezone.localdate() + timedelta(3)}
        )


def test_every_table_that_refers_to_a_person_can_be_moved():
    """A new append-only table that refers to a person would leave its rows behind: keep the person out of it, or move it by hand."""
    assert [model.__name__ for model, _ in references(Person) if not may_update(model)] == []


def test_by_its_pages(team):
    officer, first, _, kept, gone = team
    client = Client()
    client.force_login(officer)
    at = f"/cases/{first.reference}/people/"
    page = client.get(f"{at}{kept.pk}/join/").content.decode()
    assert "Calum Rud" in page
    assert "letters different" in page
    assert client.post(f"{at}{kept.pk}/join/", {"other": gone.pk, "reason": WHY}).status_code == 302
    people = client.get(at).content.decode()
    made = PersonMerge.objects.get()
    assert f"{at}joined/{made.pk}/" in people
    assert "Also known as" in people
    assert client.post(f"{at}joined/{made.pk}/", {"reason": "They are twins after all"}).status_code == 302
    edited = {"version": "1", "given_names": "Callum", "family_name": "Rudd", "date_of_birth": "3/2/1988"}
    answer = client.post(f"{at}{kept.pk}/", edited | {"version": str(Person.objects.get(pk=kept.pk).version)})
    assert answer.status_code == 302


def test_two_records_of_one_victim_are_joined_across_her_cases(team):
    officer, first, _, kept, _ = team
    again = PersonFactory(given_names="Elyn", family_name="Prosser")
    third = make_case(owner=officer, victim=again, suspect=kept)
    add_incident(actor=officer, case=third, values=incident_values())
    store(person=again, kind="TELEPHONE", text="07700 900123", by=None)
    elin = first.parties.get(role="VICTIM").person
    before = everything(elin), everything(again)
    made = merge(actor=officer, case=first, person=elin, other=again, reason=WHY)
    assert third.parties.get(role="VICTIM").person == elin and everything(again) == {}
    assert CourseOfConduct.objects.filter(victim=elin, suspect=kept).count() == 1, "the course of conduct is whole"
    unmerge(actor=officer, case=first, merge=made, reason="They are sisters after all")
    assert (everything(elin), everything(again)) == before
