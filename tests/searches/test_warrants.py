"""A warrant from draft to return: every move of its machine and every refusal; its dates; the race of two searches."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from casework.access.facts import store
from casework.clocks.models import Clock
from casework.errors import Conflict, Forbidden, GuardFailed
from casework.searches import flow, services
from casework.searches.models import Search, Warrant
from tests.factories import make_person, make_user
from tests.later_stages import at
from tests.searches.conftest import Squad

pytestmark = pytest.mark.django_db


def clock(rule: str, subject: Any) -> Clock:
    return Clock.objects.filter(rule_id=rule, subject_type=subject._meta.model_name, subject_id=subject.pk).latest("pk")


def test_from_draft_to_return(squad: Squad) -> None:
    warrant = squad.granted()
    assert (warrant.state, warrant.last_day) == (flow.GRANTED, date(2027, 2, 28))
    assert clock("R12", warrant).due_on == date(2027, 2, 28) and clock("R44", warrant).due_on == date(2027, 2, 28)
    squad.search(warrant)
    warrant.refresh_from_db()
    assert warrant.state == flow.EXECUTED and clock("R12", warrant).state == Clock.MET
    assert clock("R13", warrant).due_on == date(2026, 12, 1) and clock("R44", warrant).due_on == date(2026, 11, 30)
    back = {"returned_on": date(2026, 11, 30), "returned_to": "The designated officer, Northmoor"}
    services.returned(actor=squad.officer, warrant=warrant, found_words="The typewriter was found; nothing else.", **back)
    assert clock("R13", warrant).state == clock("R44", warrant).state == Clock.MET


def test_the_last_day_of_a_warrant_of_23_november(squad: Squad) -> None:
    with pytest.raises(GuardFailed, match="before it was applied for"):
        squad.granted("2026-11-23")


def test_one_that_runs_out_is_marked_and_cannot_be_used(squad: Squad, now: Any) -> None:
    warrant = squad.granted()
    now.move_to(at("2027-02-28 23:59"), tick=False)
    assert services.expire_due() == 0
    now.move_to(at("2027-03-01 00:01"), tick=False)
    assert services.expire_due() == 1 and services.expire_due() == 0
    warrant.refresh_from_db()
    assert warrant.state == flow.EXPIRED and clock("R12", warrant).state == Clock.CANCELLED
    with pytest.raises(GuardFailed, match="ran out on 28 February 2027"):
        squad.search(warrant, started_at=at("2027-02-28 20:00"), ended_at=at("2027-02-28 21:00"))
    services.return_unused(actor=squad.officer, warrant=warrant, returned_on=date(2027, 3, 1), returned_to="The designated officer")
    assert clock("R13", warrant).state == Clock.MET and warrant.state == flow.RETURNED_UNUSED


def test_a_search_after_the_last_day_is_refused_even_before_the_sweep(squad: Squad, now: Any) -> None:
    warrant = squad.granted()
    now.move_to(at("2027-03-04 12:00"), tick=False)
    with pytest.raises(GuardFailed, match="last day was 28 February 2027"):
        squad.search(warrant, started_at=at("2027-03-03 10:00"), ended_at=at("2027-03-03 11:00"))
    assert not Search.objects.exists() and Warrant.objects.get().state == flow.GRANTED


REFUSED: list[tuple[str, Any, str]] = [
    ("conditions missing", lambda s: services.agree(actor=s.sergeant, warrant=s.draft(value_reason="")), r"\(b\) why the material"),
    ("no premises", lambda s: services.agree(actor=s.sergeant, warrant=s.draft(premises=())), "Name the premises"),
    ("PACE s.8 with a summary offence", lambda s: s.draft(power="PACE_8"), "use a warrant under s.2B"),
    ("s.2B for more than one entry", lambda s: s.draft(reach="multiple_entry"), "one entry to the premises it names"),
    ("one premises twice", lambda s: s.draft(premises=(("Home", None), ("Home", None))), "once"),
    (
        "no court",
        lambda s: services.grant(actor=s.officer, warrant=s.applied(), court="", issued_on=date(2026, 11, 30)),
        "court that issued",
    ),
    ("no day", lambda s: services.grant(actor=s.officer, warrant=s.applied(), court="Northmoor", issued_on=None), "on which it was issued"),
    ("issued tomorrow", lambda s: s.granted("2026-12-01"), "has not come yet"),
    ("refused without reasons", lambda s: services.refuse(actor=s.officer, warrant=s.applied(), reason="no"), "court's reasons"),
    ("sent back without reasons", lambda s: services.send_back(actor=s.sergeant, warrant=s.draft(), reason=""), "to be mended"),
    ("agreed twice", lambda s: services.agree(actor=s.sergeant, warrant=s.applied()), "it is applied for"),
    (
        "granted before applied for",
        lambda s: services.grant(actor=s.officer, warrant=s.draft(), court="Northmoor", issued_on=date(2026, 11, 30)),
        "draft",
    ),
    ("searched while only applied for", lambda s: s.search(s.applied()), "nothing can be searched under it"),
    (
        "searched before issue",
        lambda s: s.search(s.granted(), started_at=at("2026-11-29 10:00"), ended_at=at("2026-11-29 11:00")),
        "before the warrant",
    ),
    ("premises not on it", lambda s: s.search(s.granted(), premises=None), "not on the warrant"),
    (
        "another power",
        lambda s: s.search(s.granted(), power="CONSENT", place="His home", consent_by="His mother", consent_told=True),
        "needs no warrant",
    ),
    ("a second entry under s.2B", lambda s: s.twice(s.granted()), "allowed one entry"),
    ("no warrant named", lambda s: s.search(None, power="PHA_2B"), "Choose the warrant"),
    ("ends before it begins", lambda s: s.search(ended_at=at("2026-11-30 09:00")), "ended after it began"),
    ("longer than a day", lambda s: s.search(started_at=at("2026-11-28 10:00")), "more than 24 hours"),
    ("before the report", lambda s: s.search(started_at=at("2026-11-01 10:00"), ended_at=at("2026-11-01 11:00")), "before the report"),
    ("nobody searched", lambda s: s.search(officers=[]), "at least one officer"),
    ("nobody named there", lambda s: s.search(present=""), "who was there"),
    ("no notice", lambda s: s.search(notice_given=""), "notice of powers and rights"),
    ("damage and not secured", lambda s: s.search(damage="The front door"), "left secure"),
    ("consent untold", lambda s: s.search(consent_told=False), "may refuse"),
    ("s.18 of a summary offence", lambda s: s.search(power="PACE_18", place="His home", power_reason="x" * 20), "use a warrant under s.2B"),
    ("s.17 without its reason", lambda s: s.search(power="PACE_17", place="His home"), "life, limb or property"),
    ("a device by agreement is no search", lambda s: s.search(power="VICTIM_PCSCA_37"), "one power"),
]


@pytest.mark.parametrize(("what", "act", "sentence"), REFUSED, ids=[each[0] for each in REFUSED])
def test_what_is_refused_and_why(squad: Squad, what: str, act: Any, sentence: str) -> None:
    with pytest.raises(GuardFailed, match=sentence):
        act(squad)


def test_nobody_agrees_to_their_own(squad: Squad) -> None:
    both = make_user("OFFICER", "SUPERVISOR")
    squad.case.owner = both
    squad.case.save(update_fields=["owner"])
    squad.officer = both
    with pytest.raises(GuardFailed, match="because you wrote it"):
        services.agree(actor=both, warrant=squad.draft())
    with pytest.raises(Forbidden):
        squad.officer = both
        services.draft(actor=squad.sergeant, case=squad.case, values=squad.reasons(), premises=())


def test_a_refusal_is_kept_and_asked_again_once(squad: Squad) -> None:
    old = services.refuse(actor=squad.officer, warrant=squad.applied(), reason="The justice was not satisfied of (b).")
    new = services.draft(actor=squad.officer, case=squad.case, values=squad.reasons(), premises=(), resubmits=old)
    assert new.resubmits == old and Warrant.objects.get(pk=old.pk).refused_because.startswith("The justice")
    with pytest.raises(GuardFailed, match="made again already"):
        services.draft(actor=squad.officer, case=squad.case, values=squad.reasons(), premises=(), resubmits=old)


def test_two_people_editing_one_draft(squad: Squad) -> None:
    warrant = squad.draft()
    services.edit(actor=squad.officer, warrant=warrant, values=squad.reasons(articles="The typewriter alone"), premises=(), expected=1)
    with pytest.raises(Conflict) as clash:
        services.edit(actor=squad.officer, warrant=warrant, values=squad.reasons(articles="The telephone"), premises=(), expected=1)
    assert clash.value.current["articles"] == "The typewriter alone" and clash.value.yours["articles"] == "The telephone"


def test_more_entries_need_an_inspector_first(squad: Squad) -> None:
    squad.indictable()
    warrant = squad.granted(power="PACE_8", reach="multiple_entry")
    squad.search(warrant)
    second = {"started_at": at("2026-11-30 11:40"), "ended_at": at("2026-11-30 11:50")}
    with pytest.raises(GuardFailed, match=r"s\.16\(3B\)"):
        squad.search(warrant, **second)
    with pytest.raises(GuardFailed, match=r"s\.16\(3B\)"):
        squad.search(warrant, **second, authority_by=squad.inspector, authority_at=at("2026-11-30 11:45"))
    squad.search(warrant, **second, authority_by=squad.inspector, authority_at=at("2026-11-30 11:35"))
    assert Search.objects.count() == 2


def test_all_premises_need_an_inspector_for_those_not_named(squad: Squad) -> None:
    squad.indictable()
    warrant = squad.granted(power="PACE_8", reach="all_premises", premises=())
    with pytest.raises(GuardFailed, match=r"s\.16\(3A\)"):
        squad.search(warrant, premises=None, place="His lock-up garage")
    squad.search(warrant, premises=None, place="His lock-up garage", authority_by=squad.inspector, authority_at=at("2026-11-30 09:00"))


def test_a_search_before_authority_is_told_to_an_inspector(squad: Squad) -> None:
    squad.indictable()
    made = squad.search(power="PACE_18", place="His home", power_reason="He was about to wipe the telephone")
    assert clock("R46", made).due_at == at("2026-11-30 15:30")
    services.tell_inspector(
        actor=squad.officer, search=made, inspector=squad.inspector, words="Telephone sought; he was wiping it", at=at("2026-11-30 11:50")
    )
    assert clock("R46", made).state == Clock.MET
    authorised = squad.search(
        power="PACE_18", place="His home", authority_by=squad.inspector, authority_at=at("2026-11-30 09:30"),
        started_at=at("2026-11-30 11:40"), ended_at=at("2026-11-30 11:55"),
    )  # fmt: skip
    with pytest.raises(GuardFailed, match="authorised this search already"):
        services.tell_inspector(actor=squad.officer, search=authorised, inspector=squad.inspector, words="x" * 20)


def test_a_supervisor_checks_what_another_recorded(squad: Squad) -> None:
    made = squad.search()
    with pytest.raises(Forbidden):
        services.check_search(actor=squad.officer, search=made, words="All in order")
    services.check_search(actor=squad.sergeant, search=made, words="Times and notice are in order")
    with pytest.raises(GuardFailed, match="checked already"):
        services.check_search(actor=squad.sergeant, search=made, words="Times and notice are in order")


def test_the_address_stands_nowhere_but_in_the_protected_fact(squad: Squad) -> None:
    fact = store(person=squad.case.parties.get(role="SUSPECT").person, kind="HOME", text="12 Orchard Lane NM1 2AB", by=None)
    warrant = squad.draft(premises=(("The suspect's home", fact),))
    assert str(warrant.premises.get()) == "The suspect's home"
    strange = store(person=make_person(), kind="HOME", text="9 Harbour Row NM1 9ZZ", by=None)
    with pytest.raises(GuardFailed, match="part in this case"):
        squad.draft(premises=(("The suspect's home", strange),))


def test_the_database_holds_the_machine_and_the_second_pair_of_eyes(squad: Squad) -> None:
    warrant = squad.draft()
    for change in ({"state": flow.GRANTED}, {"agreed_by": squad.officer}, {"reach": "all_premises"}):
        with pytest.raises(Exception) as refused, transaction.atomic():
            Warrant.objects.filter(pk=warrant.pk).update(**change)
        assert isinstance(refused.value, IntegrityError) or "transition" in str(refused.value).lower()
