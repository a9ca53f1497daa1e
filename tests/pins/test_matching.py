"""The people of notices are matched with known people: found despite a slip, with reasons, confirmed by a person, never beyond sight."""

import json
import random
from datetime import date

import pytest

from casework.access.hidden import tell_lists
from casework.access.models import ConflictOfInterest
from casework.cases.models import CaseParty
from casework.clocks.models import Clock
from casework.errors import GuardFailed, Hidden
from casework.outbox.models import InAppMessage
from casework.people.models import Alias
from casework.pins import matching
from casework.pins.matching import Described
from casework.pins.models import NoticeMatch
from casework.pins.selectors import matches_for, notices, register
from casework.pins.services import decide_match, match_waiting, record_legacy_notice
from casework.pins.services import matching as matching_service
from casework.reports.services import Who, report
from tests.factories import UnitFactory, make_case, make_person, make_user
from tests.pins.page_team import NOW, client_of, notice_values, text_of
from tests.pins.registers import name

pytestmark = pytest.mark.django_db
BORN = date(1988, 4, 2)


@pytest.fixture
def people(time_machine):
    time_machine.move_to(NOW, tick=False)
    return {"records": make_user("RECORDS"), "officer": make_user("OFFICER"), "sergeant": make_user("SUPERVISOR")}


def loose(people, given="Callum", family="Rudd", born=None, aliases=(), **values):
    person = make_person(given_names=given, family_name=family, date_of_birth=born)
    Alias.objects.bulk_create(Alias(person=person, name=alias) for alias in aliases)
    unit = people["officer"].unit
    return record_legacy_notice(actor=people["records"], recipient=person, unit=unit, values=notice_values(**values))


def slip(rng, text):
    """One slip of the pen: a letter left out, doubled, put in, or two changed over."""
    at = rng.randrange(1, len(text) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + rng.choice("abcdefghijklmnopqrstuvwxyz") + text[at:]
    if kind == 2:
        return text[:at] + rng.choice("abcdefghijklmnopqrstuvwxyz") + text[at + 1 :]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def test_one_slip_in_a_name_is_proposed_in_98_of_100(people):
    rng = random.Random(11)
    known = {}
    while len(known) < 100:
        given, family = name(rng)
        known[given, family] = None
    case = make_case(owner=people["officer"], suspect=False, victim=False)
    for given, family in known:
        known[given, family] = make_person(given_names=given, family_name=family, date_of_birth=None)
    CaseParty.objects.bulk_create(CaseParty(case=case, person=suspect, role="SUSPECT") for suspect in known.values())
    found = 0
    for (given, family), suspect in known.items():
        typed = (slip(rng, given), family) if rng.random() < 0.4 else (given, slip(rng, family))
        notice = loose(people, *typed)
        found += NoticeMatch.objects.filter(notice=notice, part="RECIPIENT", person=suspect).exists()
        assert notice.recipient != suspect
    assert found >= 98, found


@pytest.mark.quick
@pytest.mark.parametrize(
    ("wanted", "known", "reason"),
    [
        (Described(["Callum Rudd"], BORN), Described(["Callum Rudd"], BORN), "The same date of birth"),
        (Described(["Callum Rudd"]), Described(["RUDD Callum"]), "The same names in another order"),
        (Described(["Calum Rudd"]), Described(["Callum Rudd"]), "A name that differs by one letter"),
        (Described(["Callum Rudd"]), Described(["Peter Marsh", "Callum Rudd"]), "another name that one of them uses"),
        (Described(["Callum Rudd"]), Described(["Callum James Rudd"]), "one has a middle name"),
        (Described(["Callum Rudd"], BORN), Described(["Callum Rudd"], date(1988, 2, 4)), "day and month changed over"),
        (Described(["Zoë Núñez"]), Described(["Zoe Nunez"]), "The same name"),
    ],
)
def test_likeness_says_why(wanted, known, reason):
    like = matching.compare(wanted, known)
    assert like is not None
    assert reason in ". ".join(like.reasons)


@pytest.mark.quick
@pytest.mark.parametrize(
    ("wanted", "known"),
    [
        (Described(["Callum Rudd"], BORN), Described(["Callum Rudd"], date(1961, 11, 30))),
        (Described(["Callum Rudd"]), Described(["Denise Fallow"])),
        (Described(["Callum Rudd"]), Described([""])),
    ],
)
def test_what_is_not_like_is_not_proposed(wanted, known):
    assert matching.compare(wanted, known) is None


def test_a_match_is_confirmed_by_a_person_makes_it_urgent_and_can_be_taken_back(people):
    suspect = make_person(given_names="Callum", family_name="Rudd", date_of_birth=BORN)
    case = make_case(owner=people["officer"], suspect=suspect)
    notice = loose(people, "Callum", "Rud", BORN)
    before = notice.recipient
    (shown,) = matches_for(people["records"], notice)
    assert (shown.name, [each for each, _ in shown.cases]) == ("C. R.", [case])
    decide_match(actor=people["records"], match=shown.match, same=True)
    notice.refresh_from_db()
    assert (notice.recipient, notice.case, notice.urgent, notice.urgent_why) == (
        suspect,
        None,
        True,
        "The recipient stands in an open case",
    )
    assert Clock.objects.get(rule_id="R38", subject_id=notice.pk, state="OPEN").inputs["urgent"]
    match = NoticeMatch.objects.get()
    with pytest.raises(GuardFailed, match="how you know"):
        decide_match(actor=people["records"], match=match, same=False)
    decide_match(actor=people["records"], match=match, same=False, reason="Another man of that name.")
    notice.refresh_from_db()
    assert (notice.recipient, match.state) == (before, "REJECTED")


def test_nothing_is_shown_that_the_reader_may_not_see_and_the_hidden_list_is_told(people):
    keeper = make_user("OFFICER")
    suspect = make_person(given_names="Callum", family_name="Rudd")
    hidden = make_case(owner=keeper, suspect=suspect, secret=True)
    from tests.factories import grant

    grant(hidden, keeper, "listed_case")
    notice = loose(people)
    match = NoticeMatch.objects.get()
    assert matches_for(people["records"], notice) == []
    assert not register(people["records"], proposed=True).exists()
    for page in (f"/pins/{notice.reference}/", f"/pins/{notice.reference}/people/"):
        text = text_of(client_of(people["records"]).get(page))
        assert hidden.reference not in text
        assert "Nobody" in text
    assert client_of(people["records"]).get(f"/pins/{notice.reference}/people/{match.pk}/").status_code == 404
    with pytest.raises(Hidden):
        decide_match(actor=people["records"], match=match, same=True)
    tell_lists()
    assert InAppMessage.objects.filter(user=keeper, title="A colleague may hold a match").exists()
    assert not InAppMessage.objects.exclude(user=keeper).filter(text__icontains="Rudd").exists()


def test_a_match_in_another_force_is_not_made(people):
    make_case(
        owner=make_user("OFFICER", unit=UnitFactory(force__other=True, other=True)),
        suspect=make_person(force=UnitFactory(force__other=True, other=True).force, given_names="Callum", family_name="Rudd"),
    )
    loose(people)
    assert not NoticeMatch.objects.exists()


def test_what_matched_nobody_is_matched_as_people_arrive_and_its_reviewer_is_told(people):
    notice = loose(people, "Callum", "Rudd", BORN)
    type(notice).objects.filter(pk=notice.pk).update(reviewer=people["officer"])
    assert not NoticeMatch.objects.exists()
    report(
        actor=people["officer"],
        unit=people["officer"].unit,
        victim=Who(values={"given_names": "Elin", "family_name": "Prosser"}),
        suspect=Who(values={"given_names": "Calum", "family_name": "Rudd", "date_of_birth": BORN}),
        relationship="EX_PARTNER",
        reported_at=NOW,
    )
    match = NoticeMatch.objects.get()
    assert match.reasons == ["A name that differs by one letter", "The same date of birth"]
    assert InAppMessage.objects.filter(user=people["officer"], title__contains=notice.reference).exists()
    assert InAppMessage.objects.filter(user=people["records"], title="Legacy notices to match").exists()
    assert not InAppMessage.objects.filter(text__icontains="Rudd").exists()
    notice.refresh_from_db()
    assert notice.recipient_id != match.person_id


def test_recipient_and_complainant_of_one_case_speak_for_each_other(people):
    case = make_case(
        owner=people["officer"],
        victim=make_person(given_names="Elin", family_name="Prosser", date_of_birth=None),
        suspect=make_person(given_names="Callum", family_name="Rudd", date_of_birth=None),
    )
    record_legacy_notice(
        actor=people["records"],
        unit=case.unit,
        recipient=make_person(given_names="Callum", family_name="Rudd", date_of_birth=None),
        complainant=make_person(given_names="Elin", family_name="Proser", date_of_birth=None),
        values=notice_values(),
    )
    reasons = {match.part: match.reasons for match in NoticeMatch.objects.all()}
    assert set(reasons) == {"RECIPIENT", "COMPLAINANT"}
    assert all("may be in the same case" in json.dumps(each) for each in reasons.values())


def test_imported_notices_are_matched_afterwards_in_batches(people):
    make_case(owner=people["officer"], suspect=make_person(given_names="Callum", family_name="Rudd"))
    notice = loose(people, "Calum", "Rudd")
    NoticeMatch.objects.all().delete()
    type(notice).objects.update(matched_at=None)
    assert (match_waiting(limit=5), match_waiting(limit=5)) == (1, 0)
    assert NoticeMatch.objects.count() == 1


def test_a_whole_register_costs_a_search_for_each_person_known_and_finds_the_same(people, monkeypatch):
    make_case(owner=people["officer"], suspect=make_person(given_names="Callum", family_name="Rudd"), victim=False)
    like = loose(people, "Calum", "Rudd")
    unlike = [loose(people, "Peter", family) for family in ("Marsh", "Oxley", "Pike")]
    NoticeMatch.objects.all().delete()
    type(like).objects.update(matched_at=None)
    monkeypatch.setattr("casework.pins.services.matching.BATCH", 2)
    asked = []
    real = matching_service.candidates
    monkeypatch.setattr(matching_service, "candidates", lambda name, forces: asked.append(name) or real(name, forces))
    while match_waiting(limit=2):
        pass
    assert NoticeMatch.objects.get().notice == like
    assert not type(like).objects.filter(matched_at=None).exists()
    assert len(asked) < 1 + len(unlike)


def test_a_notice_of_somebody_with_whom_one_is_in_conflict_is_unknown(people):
    notice = loose(people)
    assert notices(people["sergeant"]).filter(pk=notice.pk).exists()
    ConflictOfInterest.objects.create(user=people["sergeant"], person=notice.recipient, reason="A cousin")
    assert not notices(people["sergeant"]).filter(pk=notice.pk).exists()
    assert client_of(people["sergeant"]).get(f"/pins/{notice.reference}/").status_code == 404
