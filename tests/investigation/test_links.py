"""Links between cases are typed and read from both sides, and tell nothing to whoever may not see the other case."""

import pytest

from casework.audit.models import ChangeEvent
from casework.cases.models import Case, CaseEvent
from casework.errors import GuardFailed, Hidden
from casework.investigation.models import CaseLink
from casework.investigation.services import end_link, link_cases
from tests.factories import UnitFactory, grant, make_case, make_user
from tests.investigation.team import client_of, text_of
from tests.told import told

pytestmark = pytest.mark.django_db

WHY = "The same telephone number stands in both"


@pytest.fixture
def officer():
    return make_user("OFFICER")


@pytest.fixture
def two(officer):
    return make_case(owner=officer), make_case(owner=officer)


def said(call):
    with pytest.raises(GuardFailed) as refusal:
        call()
    return [sentence for _, sentence in refusal.value.problems]


def test_a_link_is_read_from_both_sides(officer, two):
    first, second = two
    link_cases(actor=officer, case=first, other=second, kind="DUPLICATE", reason=WHY)
    assert "Duplicate of" in text_of(officer, f"/cases/{first.reference}/links/")
    other = text_of(officer, f"/cases/{second.reference}/links/")
    assert "Has as its duplicate" in other and first.reference in other


def test_whoever_may_not_see_the_other_case_learns_nothing_at_all(officer, two):
    first, second = two
    reader = make_user("OFFICER")
    pages = ("", "links/", "history/", "log/", "people/")
    client = client_of(reader)
    Case.objects.filter(pk=second.pk).update(restricted=True)
    before = {part: told(client.get(f"/cases/{first.reference}/{part}")) for part in pages}
    link_cases(actor=officer, case=first, other=second, kind="SAME_SUSPECT", reason=WHY)
    assert {part: told(client.get(f"/cases/{first.reference}/{part}")) for part in pages} == before
    assert not CaseEvent.objects.filter(case=first).exists()
    assert set(ChangeEvent.objects.filter(object_type="caselink").values_list("case_id", flat=True)) == {None}
    assert second.reference in text_of(officer, f"/cases/{first.reference}/links/")


def test_unknown_and_unseen_get_the_same_sentence(officer, two):
    hidden = make_case(owner=make_user("OFFICER", unit=UnitFactory(other=True)))
    client = client_of(officer)
    answers = []
    for reference in (hidden.reference, "STK-1999-000001"):
        sent = {"reference": reference, "kind": "RELATED", "reason": WHY}
        answers.append(told(client.post(f"/cases/{two[0].reference}/links/add/", sent)))
    assert answers[0][0] == answers[1][0] == 422
    assert answers[0][1].replace(hidden.reference, "") == answers[1][1].replace("STK-1999-000001", "")
    assert "No case of that reference is open to you" in answers[0][1]


def test_a_link_is_made_once_and_never_to_itself(officer, two):
    first, second = two
    link_cases(actor=officer, case=first, other=second, kind="SERIES", reason=WHY)
    assert said(lambda: link_cases(actor=officer, case=second, other=first, kind="SERIES", reason=WHY)) == [
        "The two cases are linked in this way already"
    ]
    assert said(lambda: link_cases(actor=officer, case=first, other=first, kind="RELATED", reason=WHY)) == [
        "A case cannot be linked to itself. Check the number"
    ]
    assert said(lambda: link_cases(actor=officer, case=first, other=second, kind="RELATED", reason="same")) == [
        "Say in at least 10 characters what links them"
    ]


def test_a_link_ends_with_a_reason_and_only_by_whoever_sees_both(officer, two):
    first, second = two
    link = link_cases(actor=officer, case=first, other=second, kind="RELATED", reason=WHY)
    Case.objects.filter(pk=second.pk).update(restricted=True)
    boss = make_user("SUPERVISOR")
    with pytest.raises(Hidden):
        end_link(actor=boss, case=first, link=link, reason="It was another number")
    assert client_of(boss).get(f"/cases/{first.reference}/links/{link.pk}/end/").status_code == 404
    grant(second, boss, "listed_case")
    assert said(lambda: end_link(actor=boss, case=first, link=link, reason="no"))
    end_link(actor=boss, case=first, link=link, reason="It was another number")
    assert CaseLink.objects.get().end_reason == "It was another number"
    assert second.reference not in text_of(officer, f"/cases/{first.reference}/links/")


def test_cases_with_the_same_people_are_offered_as_far_as_they_may_be_seen(officer):
    first = make_case(owner=officer)
    victim = first.parties.get(role="VICTIM").person
    seen = make_case(owner=officer, victim=victim)
    hidden = make_case(owner=make_user("OFFICER"), victim=victim, secret=True)
    shown = text_of(officer, f"/cases/{first.reference}/links/")
    assert f"?to={seen.reference}" in shown and hidden.reference not in shown
