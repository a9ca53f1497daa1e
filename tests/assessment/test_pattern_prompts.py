"""Prompts from a chronology: raised with reasons, answered, raised again only when the facts change, and never a word of a hidden case."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.access.facts import store
from casework.assessment.prompts.elsewhere import look_elsewhere
from casework.assessment.prompts.models import CourseReading, PatternPrompt
from casework.assessment.prompts.services import answer_prompt, read_unread
from casework.assessment.services import decide_stalking
from casework.cases.models import CaseEvent
from casework.errors import Conflict, GuardFailed, Hidden
from casework.outbox.models import InAppMessage
from casework.reports.crimes import record_crime
from casework.reports.incidents import add_incident
from casework.reports.models import CourseOfConduct, Incident
from tests.factories import UnitFactory, four_values, grant, incident_values, make_case, make_person, make_user
from tests.told import told

pytestmark = pytest.mark.django_db

NOT_SO = "The florist sent both by mistake, and says so in writing."


@pytest.fixture
def officer():
    return make_user("OFFICER")


@pytest.fixture
def boss():
    return make_user("SUPERVISOR")


@pytest.fixture
def case(officer, boss):
    return make_case(owner=officer, supervisor=boss, relationship="ACQUAINTANCE", reported_at=timezone.now() - timedelta(days=20))


def days_ago(number, **values):
    return incident_values(occurred_at=timezone.now() - timedelta(days=number)) | values


def two_gifts(officer, case):
    add_incident(actor=officer, case=case, values=days_ago(10, summary="A gift was left on her step."))
    add_incident(actor=officer, case=case, values=days_ago(3, summary="A second gift, wrapped like the first."))


def page(user, path):
    client = Client()
    client.force_login(user)
    return client.get(path)


def waiting(case):
    return {one.kind: one for one in PatternPrompt.objects.filter(case=case, state="RAISED")}


def test_two_gifts_a_week_apart_recorded_as_nuisance_bring_the_prompt_on_the_case_the_supervisors_page_and_the_review(officer, boss, case):
    record_crime(actor=officer, case=case, offence="NUISANCE", crime_reference="48N/1/26")
    two_gifts(officer, case)
    assert {"REPETITION", "HARMLESS"} <= waiting(case).keys()
    on_case = page(officer, f"/cases/{case.reference}/").content.decode()
    assert "Two occasions or more: consider stalking, s.2A" in on_case
    assert "2 occasions against one person" in on_case
    queue = page(boss, "/prompts/").content.decode()
    assert case.reference in queue and "2 occasions against one person" in queue
    review = page(boss, "/review/").content.decode()
    assert case.reference in review and "Nuisance" in review and "2 occasions against one person" in review


def test_two_people_who_do_one_thing_each_are_no_course_of_either(officer, case):
    second = make_person()
    case.parties.create(person=second, role="SUSPECT")
    first = case.parties.filter(role="SUSPECT").exclude(person=second).get().person
    for number, who in ((10, first), (3, second)):
        add_incident(actor=officer, case=case, values=days_ago(number, summary="A gift was left on her step."), suspect=who)
    assert not waiting(case)
    add_incident(actor=officer, case=case, values=days_ago(1, summary="A second gift, wrapped like the first."), suspect=first)
    assert waiting(case)["REPETITION"].reasons[0].startswith("2 occasions against one person")


def test_one_gift_brings_nothing(officer, case):
    add_incident(actor=officer, case=case, values=days_ago(3, summary="A gift was left on her step."))
    assert not waiting(case)


def test_a_prompt_keeps_its_age_while_more_happens_and_its_reasons_follow(officer, case):
    two_gifts(officer, case)
    before = waiting(case)["REPETITION"]
    add_incident(actor=officer, case=case, values=days_ago(1, summary="He stood outside her work again.", acts=["E"]))
    after = waiting(case)["REPETITION"]
    assert (after.pk, after.raised_at) == (before.pk, before.raised_at)
    assert after.reasons != before.reasons and after.reasons[0].startswith("3 occasions")


def test_declining_needs_a_reason_and_the_same_facts_do_not_raise_it_again(officer, case):
    two_gifts(officer, case)
    prompt = waiting(case)["REPETITION"]
    with pytest.raises(GuardFailed, match="at least 20 characters"):
        answer_prompt(actor=officer, prompt=prompt, accepted=False, reason="no")
    answer_prompt(actor=officer, prompt=prompt, accepted=False, reason=NOT_SO)
    record_crime(actor=officer, case=case, offence="NUISANCE", crime_reference="48N/1/26")
    assert "REPETITION" not in waiting(case)
    add_incident(actor=officer, case=case, values=days_ago(1, summary="A third gift came, with a card."))
    again = waiting(case)["REPETITION"]
    assert again.pk != prompt.pk
    prompt.refresh_from_db()
    assert (prompt.state, prompt.answer_reason) == ("DECLINED", NOT_SO)


def test_two_people_do_not_answer_one_prompt(officer, boss, case):
    two_gifts(officer, case)
    first = waiting(case)["REPETITION"]
    second = PatternPrompt.objects.get(pk=first.pk)
    answer_prompt(actor=officer, prompt=first, accepted=True)
    with pytest.raises(Conflict):
        answer_prompt(actor=boss, prompt=second, accepted=False, reason=NOT_SO)


def test_a_decision_that_it_is_stalking_settles_what_asks_for_it(officer, case):
    two_gifts(officer, case)
    decide_stalking(actor=officer, case=case, values=four_values())
    assert not {"REPETITION", "HARMLESS", "FOUR"} & waiting(case).keys()
    assert PatternPrompt.objects.filter(case=case, kind="REPETITION", state="SETTLED").exists()


def test_a_correction_that_takes_the_pattern_away_settles_it(officer, case):
    from casework.reports.incidents import update_incident

    two_gifts(officer, case)
    for row in Incident.objects.filter(case=case):
        values = incident_values(occurred_at=row.occurred_at, acts=["X"], other_act="A delivery meant for next door", means="")
        values |= {"summary": "Delivered by mistake to the wrong address; meant for number 14, florist apologised."}
        update_incident(actor=officer, incident=row, version=row.version, values=values)
    assert not waiting(case)
    assert PatternPrompt.objects.filter(case=case, state="SETTLED").count() >= 2


def test_a_former_partner_recorded_as_malicious_communications_is_asked_about(officer):
    case = make_case(owner=officer, relationship="EX_PARTNER")
    record_crime(actor=officer, case=case, offence="MALICIOUS_COMMUNICATIONS", crime_reference="48N/2/26")
    two_gifts(officer, case)
    assert "Home Office Counting Rules" in " ".join(waiting(case)["EX_PARTNER"].reasons)


def test_signs_of_4a_in_a_2a_case_are_held_up_and_settled_by_4a(officer, case):
    record_crime(actor=officer, case=case, offence="STALKING_2A", crime_reference="48N/3/26")
    for number in (5, 2):
        add_incident(
            actor=officer,
            case=case,
            values=days_ago(number, acts=["E"], summary="He waited outside her work.", fear_of_violence=True, impacts=["JOB"]),
        )
    assert set(waiting(case)) & {"FOUR_A"} and "REPETITION" not in waiting(case)
    record_crime(actor=officer, case=case, offence="STALKING_4A_FEAR", crime_reference="48N/3/26")
    assert "FOUR_A" not in waiting(case)


def test_reasons_and_the_timeline_never_hold_what_was_typed(officer, case):
    add_incident(actor=officer, case=case, values=days_ago(10, summary="A gift from Zebulon Quillfeather at 4 Zebra-Marker Row"))
    add_incident(actor=officer, case=case, values=days_ago(3, summary="Zebulon Quillfeather left another gift at 4 Zebra-Marker Row"))
    add_incident(actor=officer, case=case, values=days_ago(2, summary="He left Zebra Quillfeather's doorstep and rang Zebulon the sister"))
    said = " ".join(reason for one in PatternPrompt.objects.filter(case=case) for reason in one.reasons)
    said += " ".join(CaseEvent.objects.filter(case=case).values_list("text", flat=True))
    assert "zebra" not in said.lower() and "quillfeather" not in said.lower() and "zebulon" not in said.lower()


def test_what_was_never_read_is_read_by_the_daily_task(officer, case):
    people = {part.role.lower(): part.person for part in case.parties.all()}
    course = CourseOfConduct.objects.create(victim=people["victim"], suspect=people["suspect"])
    for number in (9, 2):
        at = timezone.now() - timedelta(days=number)
        Incident.objects.create(case=case, course=course, occurred_at=at, acts=["B"], summary="Flowers came.", created_by=officer)
    assert not waiting(case)
    assert read_unread() == {"read": 1} and read_unread() == {"read": 0}
    assert "REPETITION" in waiting(case)


# --- other cases ---------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def suspect():
    return make_person(given_names="Callum", family_name="Rudd")


def with_suspect(owner, suspect, **values):
    made = make_case(owner=owner, suspect=suspect, relationship="ACQUAINTANCE", **values)
    add_incident(actor=owner, case=made, values=days_ago(2))
    return made


def test_the_same_suspect_in_another_case_is_shown_on_both_sides_to_who_sees_both(officer, suspect):
    first = with_suspect(officer, suspect)
    second = with_suspect(officer, suspect)
    assert look_elsewhere()["compared"] == 2
    for one, other in ((first, second), (second, first)):
        assert f"The same suspect in {other.reference}" in page(officer, f"/cases/{one.reference}/").content.decode()
    assert look_elsewhere() == {"compared": 0, "told": 0}


def test_the_same_pair_in_two_cases_is_one_course(officer, suspect):
    victim = make_person()
    first = with_suspect(officer, suspect, victim=victim)
    second = with_suspect(officer, suspect, victim=victim)
    look_elsewhere()
    assert PatternPrompt.objects.get(case=first, other_case=second).ground == "PAIR"


@pytest.mark.parametrize(
    ("kind", "there", "here"),
    [("HANDLE", "@quiet_harbour", "Message from @Quiet_Harbour again"), ("VEHICLE", "NM21 XYZ", "Silver NM21XYZ parked opposite")],
)
def test_a_handle_or_a_mark_in_the_text_finds_the_suspect_who_has_it(officer, kind, there, here):
    known = make_person(given_names="Denise", family_name="Fallow")
    other = with_suspect(officer, known)
    store(person=known, kind=kind, text=there, by=None)
    case = make_case(owner=officer, suspect=make_person(unknown=True, description="Unknown, online only", given_names="", family_name=""))
    add_incident(actor=officer, case=case, values=days_ago(1, summary=here))
    look_elsewhere()
    assert PatternPrompt.objects.get(case=case, other_case=other).ground == kind


def test_a_fact_learnt_later_is_compared_at_the_next_tick(officer):
    one, two = make_person(), make_person()
    first, second = with_suspect(officer, one), with_suspect(officer, two)
    store(person=one, kind="TELEPHONE", text="07700 900123", by=None)
    look_elsewhere()
    store(person=two, kind="TELEPHONE", text="+44 7700 900123", by=None)
    look_elsewhere()
    assert PatternPrompt.objects.get(case=second, other_case=first).ground == "TELEPHONE"


def questions(user, path):
    client = Client()
    client.force_login(user)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    return len(asked), answer


@pytest.mark.parametrize("part", ["", "prompts/", "incidents/"])
def test_a_hidden_match_changes_neither_the_page_nor_the_number_of_questions_and_is_told_to_its_list(officer, suspect, part):
    case = with_suspect(officer, suspect)
    look_elsewhere()
    path = f"/cases/{case.reference}/{part}"
    without, before = questions(officer, path)
    holder = make_user("OFFICER")
    hidden = make_case(owner=holder, suspect=suspect, secret=True)
    grant(hidden, holder, "listed_case")
    CourseReading.objects.filter(case=case).update(elsewhere_due=True)
    assert look_elsewhere() == {"compared": 1, "told": 1}
    within, after = questions(officer, path)
    assert within == without
    assert told(after) == told(before)
    message = InAppMessage.objects.get(user=holder, title="A colleague may hold a match")
    assert officer.display_name in message.text and case.reference not in message.text
    assert page(holder, f"/cases/{case.reference}/").status_code in (200, 404)


def test_adding_what_happened_asks_the_same_questions_with_and_without_a_hidden_match(officer, suspect):
    def added(person):
        case = make_case(owner=officer, suspect=person, relationship="ACQUAINTANCE")
        with CaptureQueriesContext(connection) as asked:
            add_incident(actor=officer, case=case, values=days_ago(2))
        return len(asked)

    added(make_person())
    plain = added(make_person())
    make_case(owner=make_user("OFFICER"), suspect=suspect, secret=True)
    assert added(suspect) == plain


def test_who_sees_only_one_of_two_cases_is_told_nothing_and_the_others_officer_hears_of_a_colleague(officer, suspect):
    away = make_user("OFFICER", unit=UnitFactory(other=True))
    theirs = with_suspect(away, suspect)
    look_elsewhere()
    mine = with_suspect(officer, suspect)
    look_elsewhere()
    shown = (
        page(officer, f"/cases/{mine.reference}/").content.decode() + page(officer, f"/cases/{mine.reference}/prompts/").content.decode()
    )
    assert theirs.reference not in shown
    prompt = PatternPrompt.objects.get(case=mine, other_case=theirs)
    assert page(officer, f"/cases/{mine.reference}/prompts/{prompt.pk}/").status_code == 404
    with pytest.raises(Hidden):
        answer_prompt(actor=officer, prompt=prompt, accepted=True)
    assert officer.display_name in InAppMessage.objects.get(user=away, title="A colleague may hold a match").text


def test_a_restricted_case_tells_nobody_outside_that_it_exists(suspect):
    holder, outsider = make_user("OFFICER"), make_user("OFFICER")
    theirs = with_suspect(outsider, suspect)
    look_elsewhere()
    hidden = make_case(owner=holder, suspect=suspect, secret=True)
    grant(hidden, holder, "listed_case")
    add_incident(actor=holder, case=hidden, values=days_ago(1))
    look_elsewhere()
    assert not PatternPrompt.objects.filter(case=theirs, other_case=hidden).exists()
    assert not InAppMessage.objects.filter(user=outsider, title="A colleague may hold a match").exists()
