"""The contact log: one contact answers several duties or nothing at all is written, and nothing on it is ever changed."""

import tomllib
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction

from casework.clocks.models import Clock
from casework.errors import GuardFailed
from casework.safeguarding.models import Contact, ContactAnswer, Referral, StatementStep
from casework.safeguarding.rules import Answer, says_where
from casework.safeguarding.services import agree_plan, answer_with_earlier, correct_contact, record_contact, record_statement
from tests.later_stages import at
from tests.safeguarding.care import clock_of, contact_values, owed, reported, tell, told

pytestmark = pytest.mark.django_db
BAD = tomllib.loads((Path(__file__).resolve().parents[1] / "data" / "bad_inputs.toml").read_text(encoding="utf-8"))["bad"]


def plan_values(**values):
    return {"frequency": "EVENTS", "methods": ["TELEPHONE"], "safe_times": "Weekdays after 18:00"} | values


def refused(act):
    with pytest.raises(GuardFailed) as refusal:
        act()
    return refusal.value.problems


def test_one_contact_answers_several_duties_at_once(team):
    reported(team)
    tell(team, "suspect.arrested")
    tell(team, "charging.decided")
    record_statement(actor=team.officer, party=team.party, at=at("2026-11-27 10:00"))
    duties = {duty.kind: duty for duty in owed(team.party)}
    assert set(duties) == {"SUPPORT", "ARREST", "DECISION", "STATEMENT"}
    answers = [
        Answer(duties["SUPPORT"], {"service": "ISAC", "name": "Harbourside", "answer": "DECLINED", "why": "She has her sister beside her"}),
        Answer(duties["ARREST"], {"told": "He was arrested this morning"}),
        Answer(duties["DECISION"], {"told": "Not charged, for these reasons", "review": "EXPLAINED"}),
        Answer(duties["STATEMENT"], {"vps": "VPS_OFFERED"}),
    ]
    contact = record_contact(actor=team.officer, party=team.party, values=contact_values(), answers=answers)
    assert owed(team.party) == []
    assert contact.answers.count() == 4
    assert Referral.objects.get().declined_why == "She has her sister beside her"
    assert StatementStep.objects.filter(kind="VPS_OFFERED").exists()
    assert {clock_of(duty).state for duty in duties.values()} == {Clock.MET, Clock.MET_LATE}


def test_one_answer_that_is_not_good_enough_writes_nothing_at_all(team):
    tell(team, "suspect.arrested")
    tell(team, "charging.decided")
    arrest, decision = owed(team.party)
    answers = [Answer(arrest, {"told": "He was arrested"}), Answer(decision, {"told": "", "review": ""})]
    problems = refused(lambda: record_contact(actor=team.officer, party=team.party, values=contact_values(), answers=answers))
    assert [name for name, _ in problems] == [f"told_{decision.pk}", f"review_{decision.pk}"]
    assert not Contact.objects.exists() and len(owed(team.party)) == 2


@pytest.mark.parametrize("outcome", ["MESSAGE", "NO_ANSWER"])
def test_an_attempt_that_reached_nobody_answers_nothing(team, outcome):
    tell(team, "suspect.arrested")
    (duty,) = owed(team.party)
    problems = refused(lambda: told(team, duty, outcome=outcome))
    assert problems == [("duties", "Only a contact in which the victim or a representative was reached can answer this")]
    told(team, outcome=outcome)
    assert owed(team.party) == [duty]


def test_the_same_advocate_for_both_duties_is_one_referral(team):
    reported(team)
    from casework.safeguarding.services.duties import owe

    owe(party=team.party, kind="ADVOCATE", at=at("2026-11-26 10:00"), source=team.case, actor=team.officer)
    values = {"service": "ISAC", "name": "Harbourside ISAC Service", "answer": "SENT"}
    answers = [Answer(duty, values) for duty in owed(team.party)]
    contact = record_contact(actor=team.officer, party=team.party, values=contact_values(), answers=answers)
    assert Referral.objects.count() == 1 and contact.answers.count() == 2 and owed(team.party) == []


# Safe contact


def test_another_way_than_the_agreed_ones_says_why(team):
    told(team, method="EMAIL")
    agree_plan(actor=team.officer, party=team.party, values=plan_values())
    ((name, words),) = refused(lambda: told(team, method="EMAIL"))
    assert name == "off_plan_why" and "not an agreed safe method" in words
    told(team, method="EMAIL", off_plan_why="She asked for it in that call")
    told(team, method="TELEPHONE")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ring 07700 900417", True),
        ("call +44 (0)7700-900417 after six", True),
        ("elin@example.invalid", True),
        ("she is at ZZ99 3AB now", True),
        ("zz993ab", True),
        ("Weekdays after 18:00, on the 27/11/2026 at 14:30", False),
        ("Crime 48N/10231/26, URN 48NM0104726, bag B10044213", False),
        ("Meets us on the M25 6pm", False),
        ("at 3pm by phone", False),
    ],
)
def test_what_would_lead_to_the_victim_is_known_by_its_form(text, found):
    assert says_where(text) is found


@pytest.mark.parametrize("row", [row for row in BAD if row["road"] == "victim contact"], ids=lambda row: row["id"])
def test_bad_inputs_are_refused_with_their_sentence(team, row):
    agree_plan(actor=team.officer, party=team.party, values=plan_values())
    tell(team, "charging.decided")
    (duty,) = owed(team.party)
    given = {"told": "Not charged, for these reasons", "review": "EXPLAINED"} | row.get("answer", {})
    values = contact_values(**row.get("contact", {}))
    values["at"] = at(values["at"]) if isinstance(values["at"], str) else values["at"]
    problems = refused(lambda: record_contact(actor=team.officer, party=team.party, values=values, answers=[Answer(duty, given)]))
    assert (row["field"].format(duty=duty.pk), row["sentence"].rstrip(".")) in [(name, words.rstrip(".")) for name, words in problems]
    assert not Contact.objects.exists() and owed(team.party) == [duty]


# Corrections


def test_the_database_itself_keeps_the_log_as_it_was_written(team):
    contact = told(team)
    for statement in ("UPDATE casework_contact SET summary = 'x'", "DELETE FROM casework_contactanswer", "DELETE FROM casework_contact"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    contact.refresh_from_db()


def test_a_correction_stands_beside_what_it_corrects(team):
    tell(team, "suspect.arrested")
    (duty,) = owed(team.party)
    contact = told(team, duty)
    ((_, words),) = refused(lambda: correct_contact(actor=team.officer, contact=contact, values=contact_values(), correction_why=""))
    assert "what was wrong" in words
    new = correct_contact(
        actor=team.carer, contact=contact, values=contact_values(method="VIDEO"), correction_why="It was a video call, not a telephone call"
    )
    assert (new.corrects, new.answers.get().duty, Contact.objects.count()) == (contact, duty, 2)
    assert owed(team.party) == []
    again = refused(lambda: correct_contact(actor=team.carer, contact=contact, values=contact_values(), correction_why="Once more, wrong"))
    assert "corrected already" in again[0][1]


def test_a_contact_that_did_not_take_place_is_owed_again(team):
    tell(team, "suspect.arrested")
    (duty,) = owed(team.party)
    contact = told(team, duty)
    correct_contact(actor=team.officer, contact=contact, values={}, correction_why="That was her sister, not her", withdrawn=True)
    assert owed(team.party) == [duty]
    assert (clock_of(duty).state, str(clock_of(duty).due_on)) == (Clock.OPEN, "2026-11-30")


def test_a_corrected_time_makes_late_what_was_in_time(team, time_machine):
    tell(team, "suspect.arrested")
    (duty,) = owed(team.party)
    time_machine.move_to(at("2026-12-01 10:00"), tick=False)
    contact = told(team, duty, at=at("2026-11-30 17:00"))
    assert clock_of(duty).state == Clock.MET
    correct_contact(
        actor=team.officer, contact=contact, values=contact_values(at=at("2026-12-01 09:30")), correction_why="It was the day after"
    )
    assert clock_of(duty).state == Clock.MET_LATE
    assert [str(pk) for pk in ContactAnswer.objects.values_list("duty", flat=True)] == [str(duty.pk)] * 2


def test_what_was_told_before_the_fact_was_typed_is_answered_by_the_entry_on_the_log(team):
    before, after = told(team, at=at("2026-11-27 08:00")), told(team, at=at("2026-11-27 09:30"))
    tell(team, "suspect.arrested")
    (duty,) = owed(team.party)
    assert refused(lambda: answer_with_earlier(actor=team.officer, duty=duty, contact=before, told="That he was arrested"))
    answer_with_earlier(actor=team.officer, duty=duty, contact=after, told="That he was arrested")
    assert (clock_of(duty).state, clock_of(duty).ended_at) == (Clock.MET, after.at)
