"""What is kept is reviewed; it goes by authority alone, past every blocker; those from whom it was taken are answered."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from casework.access.models import RoleTask
from casework.assessment.models import RiskTrigger
from casework.cases.facts import Fact
from casework.cases.models import Case
from casework.clocks.models import Clock
from casework.errors import Forbidden, GuardFailed
from casework.evidence.models import ExhibitPlan, LedgerEvent
from casework.evidence.services import handle, seize
from casework.flow import ANSWERS
from casework.keeping import rules, services
from casework.keeping.answers import custody_changed
from casework.keeping.models import PropertyRequest, Release
from casework.keeping.rules import Facts, blockers
from casework.outbox.models import InAppMessage
from tests.evidence.page_team import client_of, summary_of, text_of
from tests.factories import grant, item_values, make_case, make_user, seizure_values

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
SEAL = "B10044213"
WHY = "The download is exhibited and agreed by the defence"
FREE = Facts(case_open=False, linked_open=(), holds=(), moved="BOOKED_IN", closed=False, discrepancy=False, plan="DISPOSE")


class Team:
    """Whoever has to do with one exhibit in the store."""

    def __init__(self):
        self.officer, self.keeper, self.sergeant = make_user("OFFICER"), make_user("EXHIBITS"), make_user("SUPERVISOR")
        self.legal = make_user("LEGAL")
        self.case = make_case(owner=self.officer, reported_at=NOW - timedelta(hours=5))
        grant(self.case, self.legal)
        (self.exhibit,) = seize(actor=self.officer, case=self.case, common=seizure_values(), items=[item_values(SEAL, kind="PHONE")])
        handle(actor=self.keeper, exhibit=self.exhibit, kind="BOOKED_IN", to_place="Central Exhibits Store A4")

    def reviewed(self, plan="RETURN", suffices=True):
        return services.review(
            actor=self.officer, exhibit=self.exhibit, copy_suffices=suffices, copy_reason="The download shows all", plan=plan, reason=WHY
        )

    def asked(self, **values):
        given = {"kind": "RETURN", "to": "VICTIM", "reason": "A copy suffices for the trial"} | values
        return services.ask_release(actor=self.officer, exhibit=self.exhibit, values=given)

    def gone(self, release, **values):
        given = {"identity": "Passport seen", "signed": "The owner", "read_back": True} | values
        return services.carry_out(actor=self.keeper, release=release, **given)


@pytest.fixture
def team(time_machine):
    time_machine.move_to(NOW, tick=False)
    return Team()


def fields(refused):
    return {name for name, _ in refused.value.problems}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"case_open": True}, "Its case is open"),
        ({"linked_open": ["STK-1"]}, "STK-1"),
        ({"holds": ["A civil claim"]}, "A civil claim"),
        ({"moved": "SENT_DFU"}, "digital forensic unit"),
        ({"moved": "RECEIVED_DFU"}, "digital forensic unit"),
        ({"discrepancy": True}, "discrepancy"),
        ({"plan": "RETAIN"}, "plan"),
        ({"others": ["An appeal is pending"]}, "An appeal is pending"),
        ({"closed": True}, "already"),
    ],
)
def test_each_blocker_of_disposal(facts, words):
    assert blockers("DISPOSE", FREE) == []
    assert any(words in sentence for sentence in blockers("DISPOSE", Facts(**(FREE.__dict__ | facts))))


def test_the_first_review_is_due_from_the_seizure_and_the_next_from_the_review(team):
    first = Clock.objects.get(rule_id="R16")
    assert first.due_on.isoformat() == "2026-12-21"
    team.reviewed("RETAIN", suffices=False)
    first.refresh_from_db()
    assert first.state == "MET"
    assert Clock.objects.get(rule_id="R16", state="OPEN").due_on.isoformat() == "2027-02-21"
    assert ExhibitPlan.objects.get().plan == "RETAIN"


def test_where_a_copy_suffices_it_is_not_kept(team):
    with pytest.raises(GuardFailed) as refused:
        team.reviewed("RETAIN", suffices=True)
    assert fields(refused) == {"plan"}
    assert not ExhibitPlan.objects.exists()
    assert rules.review_problems(None, "", "", "")[0][0] == "copy_suffices"


def test_returned_to_the_victim(team):
    with pytest.raises(GuardFailed, match="plan"):
        team.asked()
    team.reviewed()
    release = team.asked()
    with pytest.raises(Forbidden):
        services.decide_release(actor=team.officer, release=release, authorise=True)
    with pytest.raises(GuardFailed, match="cannot be done now"):
        team.gone(release)
    services.decide_release(actor=team.sergeant, release=release, authorise=True)
    with pytest.raises(GuardFailed) as refused:
        team.gone(release, identity="", signed="", read_back=False)
    assert fields(refused) == {"identity", "signed", "read_back"}
    team.gone(release)
    last = LedgerEvent.objects.filter(exhibit=team.exhibit).last()
    assert (last.kind, last.to_place) == ("RETURNED_OWNER", "Its owner, the victim")
    assert not Clock.objects.filter(subject_type="exhibit", subject_id=team.exhibit.pk, state="OPEN").exists()
    assert not RiskTrigger.objects.exists()
    with pytest.raises(GuardFailed, match="already"):
        team.reviewed()


def test_returned_to_the_suspect_asks_for_reassessment(team, monkeypatch):
    told = []
    monkeypatch.setattr("casework.keeping.services.happened", lambda fact: told.append((fact.kind, fact.detail)))
    team.reviewed()
    with pytest.raises(GuardFailed) as refused:
        team.asked(to="SUSPECT")
    assert fields(refused) == {"danger"}
    release = team.asked(to="SUSPECT", danger="Victim told first; the order's term on devices is asked for")
    services.decide_release(actor=team.sergeant, release=release, authorise=True)
    team.gone(release)
    assert ("device.returned", {"to": "SUSPECT"}) in told


def test_whoever_seized_it_or_asked_never_authorises(team):
    release = Release(kind="RETURN", asked_by_id=1)
    facts = Facts(**(FREE.__dict__ | {"plan": "RETURN"}))
    given = {"disclosure_checked": False, "facts": facts}
    assert "asked" in rules.authorise_problems(release, actor_id=1, seized_by_id=2, **given)[0][1]
    assert "seized" in rules.authorise_problems(release, actor_id=2, seized_by_id=2, **given)[0][1]
    team.reviewed()
    asked = team.asked()
    with pytest.raises(IntegrityError, match="release_decided_by_another"), transaction.atomic():
        Release.objects.filter(pk=asked.pk).update(decided_by=team.officer)


def test_disposal_waits_for_the_case_and_every_hold_and_leaves_a_certificate(team):
    team.reviewed("DISPOSE")
    with pytest.raises(GuardFailed, match="case is open"):
        team.asked(kind="DISPOSE", method="DESTROYED")
    Case.objects.filter(pk=team.case.pk).update(is_open=False)
    release = team.asked(kind="DISPOSE", method="DESTROYED")
    held = services.hold(actor=team.legal, exhibit=team.exhibit, kind="CIVIL", reason="A claim is threatened")
    with pytest.raises(GuardFailed, match="A hold stands"):
        services.decide_release(actor=team.sergeant, release=release, authorise=True, disclosure_checked=True)
    services.lift(actor=team.legal, held=held, reason="The claim was withdrawn")
    with pytest.raises(GuardFailed, match="CPIA"):
        services.decide_release(actor=team.sergeant, release=release, authorise=True)
    services.decide_release(actor=team.sergeant, release=release, authorise=True, disclosure_checked=True)
    team.gone(release, identity="", signed="", read_back=False, witness="PC Tait 2210")
    release.refresh_from_db()
    assert (release.state, release.certificate[:3]) == ("DONE", "DSP")
    assert release.certificate in LedgerEvent.objects.filter(exhibit=team.exhibit).last().to_place


def test_a_request_for_the_record_is_answered_in_time_and_never_refused(team):
    asked = services.receive_request(
        actor=team.officer, case=team.case, kind="RECORD", asker="OCCUPIER", items="All that was taken", received_at=NOW
    )
    clock = Clock.objects.get(rule_id="R15")
    assert clock.due_on.isoformat() == "2026-11-25"
    with pytest.raises(GuardFailed, match="cannot be refused"):
        services.answer_request(actor=team.officer, request=asked, supply=False, answer=WHY)
    services.answer_request(actor=team.officer, request=asked, supply=True, answer="The search record, by post")
    clock.refresh_from_db()
    assert (clock.state, PropertyRequest.objects.get().state) == ("MET", "SUPPLIED")


def test_access_is_refused_for_prejudice_alone(team):
    asked = services.receive_request(
        actor=team.officer, case=team.case, kind="ACCESS", asker="CUSTODY", items="The handset", received_at=NOW
    )
    with pytest.raises(GuardFailed, match="prejudice"):
        services.answer_request(actor=team.officer, request=asked, supply=False, answer="No")
    services.answer_request(actor=team.officer, request=asked, supply=False, answer="It would prejudice the trial of this case")
    assert PropertyRequest.objects.get().state == "REFUSED"


def test_the_pages(team):
    officer, sergeant, store = client_of(team.officer), client_of(team.sergeant), client_of(team.keeper)
    page = f"/keeping/{team.exhibit.pk}/"
    assert "The plan for it does not say" in text_of(officer.get(page))
    answer = officer.post(f"{page}review/", {"plan": "RETURN", "reason": WHY})
    assert {where for where, _ in summary_of(answer)} == {"#id_copy_suffices", "#id_copy_reason"}
    assert WHY in text_of(answer)
    given = {"copy_suffices": "yes", "copy_reason": "The download shows all", "plan": "RETURN", "reason": WHY}
    assert officer.post(f"{page}review/", given).status_code == 302
    answer = officer.post(f"{page}release/", {"kind": "RETURN", "to": "OWNER", "reason": "A copy suffices for the trial"})
    assert answer.status_code == 302
    release = Release.objects.get()
    where = f"/keeping/releases/{release.pk}/"
    assert store.get(f"{where}decide/").status_code == 403
    assert "Decide whether it may go" in text_of(sergeant.get(page))
    assert sergeant.post(f"{where}decide/", {"answer": "yes"}).status_code == 302
    form = text_of(store.get(f"{where}carry-out/"))
    assert "read back" not in form
    given = {"identity": "Passport seen", "signed": "The owner", "at": "23/11/2026 21:30"}
    assert store.post(f"{where}carry-out/", given).status_code == 302
    assert "carried out" in text_of(officer.get(page))
    officer.post(f"/cases/{team.case.reference}/property-requests/add/", {})
    assert "Nobody has asked" in text_of(officer.get(f"/cases/{team.case.reference}/property-requests/"))


def test_what_was_seized_only_to_prevent_harm_is_reviewed_when_custody_or_bail_changes():
    team = Team()
    knife, other = seize(
        actor=team.officer,
        case=team.case,
        common=seizure_values(),
        items=[item_values("B20000001", flags=["WEAPON", "PREVENT"]), item_values("B20000002", flags=["WEAPON"])],
    )
    for kind in ("REMANDED", "BAILED", "BAILED"):
        custody_changed(Fact("suspect.released", team.case.pk, knife, NOW, team.officer, {"kind": kind}))
        assert RoleTask.objects.filter(closed_at=None, what=services.AT_ONCE).count() == (kind != "REMANDED")
    assert RoleTask.objects.get(what=services.AT_ONCE).subject_id == knife.pk
    told = InAppMessage.objects.get(user=team.officer, title__startswith="Review at once")
    assert told.path == f"/keeping/{knife.pk}/review/"
    assert "PACE 1984 s.22(3)" in text_of(client_of(team.keeper).get(f"/keeping/{knife.pk}/"))
    assert "s.22(3)" not in text_of(client_of(team.keeper).get(f"/keeping/{other.pk}/"))
    why = {"copy_suffices": False, "copy_reason": "The blade itself is evidence now", "plan": "RETAIN"}
    services.review(actor=team.keeper, exhibit=knife, reason="It is also evidence of a threat on 12 November", **why)
    assert not RoleTask.objects.filter(closed_at=None, what=services.AT_ONCE).exists()


def test_a_release_a_change_of_bail_and_a_courts_decision_ask_for_it():
    for kind in ("suspect.released", "bail.changed", "bail.ended", "court.outcome"):
        assert custody_changed in ANSWERS[kind]
