"""The case log: append-only, corrected by new entries, fact and opinion apart, searched and paged within the case."""

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from casework.audit.models import ReadEvent
from casework.cases.models import CaseEvent
from casework.errors import Forbidden, GuardFailed, Hidden
from casework.investigation.models import LogEntry
from casework.investigation.services import add_entry, correct_entry
from casework.reports.models import CourseOfConduct, Incident
from tests.factories import grant, make_case, make_user
from tests.investigation.team import client_of, text_of

pytestmark = pytest.mark.django_db

BAD = tomllib.loads((Path(__file__).resolve().parents[1] / "data" / "bad_inputs.toml").read_text(encoding="utf-8"))["bad"]


@pytest.fixture
def officer():
    return make_user("OFFICER")


@pytest.fixture
def case(officer):
    return make_case(owner=officer, supervisor=make_user("SUPERVISOR"), reported_at=timezone.now() - timedelta(days=3))


def write(actor, case, fact="Rang the shop: footage is kept.", **values):
    return add_entry(actor=actor, case=case, values={"kind": "ENQUIRY", "fact": fact, "opinion": "", "happened_at": None} | values)


def problems(call):
    with pytest.raises(GuardFailed) as refusal:
        call()
    return dict(refusal.value.problems)


def test_an_entry_keeps_fact_and_opinion_apart(officer, case):
    entry = write(officer, case, opinion="The manager seemed to know him.")
    assert (entry.fact, entry.opinion) == ("Rang the shop: footage is kept.", "The manager seemed to know him.")
    assert (entry.author, entry.as_role, entry.marked) == (officer, "OFFICER", False)
    shown = text_of(officer, f"/cases/{case.reference}/log/")
    assert shown.index(">Fact<") < shown.index(entry.fact) < shown.index(">Opinion<") < shown.index(entry.opinion)


def test_an_entry_is_never_changed_or_removed_by_the_application(officer, case):
    entry = write(officer, case)
    for statement in ("UPDATE casework_logentry SET fact = 'x'", "DELETE FROM casework_logentry"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert LogEntry.objects.get(pk=entry.pk).fact == entry.fact


def test_a_correction_points_at_the_old_entry_and_both_stay_readable(officer, case):
    entry = write(officer, case)
    correction = correct_entry(actor=officer, entry=entry, values={"fact": "Rang the bank: footage is kept."}, why="It was the bank")
    assert (correction.corrects, correction.kind, correction.happened_at) == (entry, entry.kind, entry.happened_at)
    shown = " ".join(text_of(officer, f"/cases/{case.reference}/log/").split())
    assert "Rang the shop" in shown and "Rang the bank" in shown
    assert f"Corrected</strong> by entry no. {correction.pk}" in shown and "because: It was the bank" in shown
    assert (
        "corrected already" in problems(lambda: correct_entry(actor=officer, entry=entry, values={"fact": "Else"}, why="Again wrong"))[None]
    )
    correct_entry(actor=officer, entry=correction, values={"fact": "Rang the post office."}, why="It was the post office")


def test_two_corrections_of_one_entry_are_refused_by_the_database(officer, case):
    entry = write(officer, case)
    correct_entry(actor=officer, entry=entry, values={"fact": "Rang the bank."}, why="It was the bank")
    now = timezone.now()
    values = {"fact": "x", "happened_at": now, "recorded_at": now, "author": officer, "as_role": "OFFICER", "why_corrected": "y"}
    with pytest.raises(IntegrityError), transaction.atomic():
        LogEntry.objects.create(case=case, corrects=entry, **values)


def test_whoever_wrote_it_corrects_it_or_a_supervisor(officer, case):
    entry = write(case.supervisor, case)
    with pytest.raises(Forbidden):
        correct_entry(actor=officer, entry=entry, values={"fact": "Something else"}, why="I know better")
    mine = write(officer, case)
    correct_entry(actor=case.supervisor, entry=mine, values={"fact": "Something else"}, why="Seen from the record")


@pytest.mark.parametrize(
    ("kind", "actor", "field"),
    [("POLICY", "officer", None), ("DIRECTION", "officer", "kind"), ("REVIEW", "officer", "kind"), ("DIRECTION", "supervisor", None)],
)
def test_decisions_and_directions_are_marked_by_role(officer, case, kind, actor, field):
    who = officer if actor == "officer" else case.supervisor
    values = {"kind": kind, "fact": "No arrest today.", "opinion": "He is out of the area until Monday.", "happened_at": None}
    if field:
        assert field in problems(lambda: add_entry(actor=who, case=case, values=values))
        return
    entry = add_entry(actor=who, case=case, values=values)
    assert (entry.marked, entry.as_role) == (True, "SUPERVISOR" if actor == "supervisor" else "OFFICER")
    assert CaseEvent.objects.filter(case=case, kind="log.marked").count() == 1
    assert "casework-entry--marked" in text_of(officer, f"/cases/{case.reference}/log/?marked=on")


def test_an_authorising_officer_writes_decisions_and_nothing_else(case):
    boss = make_user("AUTHORISER")
    grant(case, boss)
    assert "kind" in problems(lambda: write(boss, case))
    values = {"kind": "POLICY", "fact": "Authority is given.", "opinion": "The risk is high and rising.", "happened_at": None}
    entry = add_entry(actor=boss, case=case, values=values)
    assert entry.as_role == "AUTHORISER"


def test_what_an_entry_must_say(officer, case):
    later = timezone.now() + timedelta(hours=1)
    assert "fact" in problems(lambda: write(officer, case, fact=" "))
    assert "happened_at" in problems(lambda: write(officer, case, happened_at=later))
    assert "opinion" in problems(lambda: write(officer, case, kind="POLICY", opinion="Because"))


def test_those_who_do_not_read_the_log_see_only_their_own_entries(officer, case):
    carer = make_user("VICTIM_CARE")
    grant(case, carer)
    write(officer, case, fact="A tracker was under the wheel arch.")
    write(carer, case, kind="VICTIM", fact="Told of the advocate.")
    shown = text_of(carer, f"/cases/{case.reference}/log/")
    assert "Told of the advocate" in shown and "tracker" not in shown
    assert "tracker" not in text_of(carer, f"/cases/{case.reference}/log/print/")
    entry = LogEntry.objects.get(author=officer)
    assert client_of(carer).get(f"/cases/{case.reference}/log/{entry.pk}/correct/").status_code == 404
    assert client_of(make_user("CPS")).get(f"/cases/{case.reference}/log/").status_code in (403, 404)


def test_a_stranger_writes_into_no_log(case):
    with pytest.raises(Hidden):
        write(make_user("LEGAL"), case)


def test_the_log_is_searched_within_its_case_and_the_words_stay_out_of_the_trail(officer, case):
    write(officer, case, fact="An AirTag was under the seat.")
    write(officer, case, fact="Nothing new.")
    other = make_case(owner=officer)
    write(officer, other, fact="Another AirTag.")
    shown = text_of(officer, f"/cases/{case.reference}/log/?text=airtag+seat")
    assert "under the seat" in shown and "Nothing new" not in shown and "Another" not in shown
    assert "No entry fits" in text_of(officer, f"/cases/{case.reference}/log/?text=zebra")
    search = ReadEvent.objects.filter(verb="SEARCH", object_type="logentry").order_by("id").first()
    assert search.case_id == case.pk and "airtag" not in str(search.detail).lower()


def test_the_whole_log_is_printed_in_the_order_of_time_and_the_trail_says_so(officer, case):
    now = timezone.now()
    for hours in (1, 3, 2):
        write(officer, case, fact=f"Hour {hours} before", happened_at=now - timedelta(hours=hours))
    shown = text_of(officer, f"/cases/{case.reference}/log/print/")
    assert shown.index("Hour 3") < shown.index("Hour 2") < shown.index("Hour 1")
    printed = ReadEvent.objects.get(verb="PRINT", object_type="logentry")
    assert sorted(printed.detail["ids"]) == sorted(LogEntry.objects.values_list("pk", flat=True))


def test_an_outline_begins_the_entry_and_never_one_for_another_role(officer, case):
    assert "What else was considered" in text_of(officer, f"/cases/{case.reference}/log/add/?outline=policy")
    assert "To be done:" not in text_of(officer, f"/cases/{case.reference}/log/add/?outline=direction")


def test_an_entry_written_by_form_may_raise_an_action_at_once(officer, case):
    client = client_of(officer)
    sent = {"kind": "ENQUIRY", "fact": "The shop keeps its footage until Friday.", "opinion": "", "happened_at": "", "action": "yes"}
    answer = client.post(f"/cases/{case.reference}/log/add/", sent)
    entry = LogEntry.objects.get()
    assert answer["Location"].endswith(f"/actions/add/?about=logentry:{entry.pk}")
    assert "an entry of the log" in client.get(answer["Location"]).content.decode()


def test_a_refused_entry_comes_back_with_what_was_typed(officer, case):
    sent = {"kind": "POLICY", "fact": "No search.", "opinion": "Short", "happened_at": ""}
    answer = client_of(officer).post(f"/cases/{case.reference}/log/add/", sent)
    shown = answer.content.decode()
    assert answer.status_code == 422 and "A decision gives its reasons" in shown and "No search." in shown
    assert not LogEntry.objects.exists()


def test_an_entry_about_a_record_of_another_case_is_about_nothing(officer, case):
    other = make_case(owner=officer)
    people = {part.role: part.person for part in other.parties.all()}
    course = CourseOfConduct.objects.create(victim=people["VICTIM"], suspect=people["SUSPECT"])
    incident = Incident.objects.create(
        case=other, course=course, occurred_at=timezone.now(), acts=["B"], summary="A call", created_by=officer
    )
    sent = {"kind": "NOTE", "fact": "About something.", "opinion": "", "happened_at": ""}
    client_of(officer).post(f"/cases/{case.reference}/log/add/?about=incident:{incident.pk}", sent)
    assert (LogEntry.objects.get().subject_type, LogEntry.objects.get().subject_id) == ("", None)


@pytest.mark.parametrize("row", [row for row in BAD if row["road"] == "log-entry"], ids=lambda row: row["id"])
def test_bad_input_of_an_entry_is_refused_with_its_sentence(officer, case, row):
    answer = client_of(officer if row["give"]["kind"] != "POLICY" else case.supervisor).post(
        f"/cases/{case.reference}/log/add/", row["give"]
    )
    shown = answer.content.decode()
    assert answer.status_code == 422 and row["sentence"].rstrip(".") in shown and f'href="#id_{row["field"]}"' in shown
    assert not LogEntry.objects.filter(case=case).exists()
