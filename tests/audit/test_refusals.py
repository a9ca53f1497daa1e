"""A refusal stays in the trail whatever becomes of what was refused."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from casework.access.writing import change
from casework.audit.models import ChangeEvent
from casework.audit.record import changed, refused, sign_in_failed
from casework.cases.models import Case
from casework.errors import Forbidden, Hidden
from casework.pages.denials import Denials
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def refused_events() -> list[tuple]:
    return list(ChangeEvent.objects.filter(verb="DENIED").values_list("actor_id", "action", "case_id", "detail__why"))


def test_a_refusal_inside_a_service_undoes_its_writes_and_is_kept():
    """The service writes, then finds that it may not: the change and its audit event go, the refusal stays."""
    officer, case = make_user("OFFICER"), None
    case = make_case(owner=officer)

    def view(request):
        with change(officer, "case.update", case) as ch:
            Case.objects.filter(pk=case.pk).update(grade="HIGH")
            ch.audit("UPDATE", case, after={"grade": "HIGH"})
            raise Forbidden("You drafted it.", action="application.authorise", case_id=case.pk)

    request = RequestFactory().post("/")
    request.user, request.resolver_match = officer, None
    denials = Denials(lambda _: HttpResponse())
    with pytest.raises(Forbidden) as refusal:
        view(request)
    response = denials.process_exception(request, refusal.value)
    assert response.status_code == 403
    case.refresh_from_db()
    assert case.grade == ""
    assert refused_events() == [(officer.pk, "application.authorise", case.pk, "forbidden")]
    assert not ChangeEvent.objects.filter(verb="UPDATE").exists()


def test_a_refusal_written_inside_a_transaction_that_is_rolled_back_stays():
    officer = make_user("OFFICER")
    with pytest.raises(Hidden), transaction.atomic():
        changed("UPDATE", actor=officer, action="case.update")
        refused(actor=officer, action="case.view", case_id=5, why="hidden")
        sign_in_failed("somebody")
        raise Hidden
    assert refused_events() == [(officer.pk, "case.view", 5, "hidden")]
    assert set(ChangeEvent.objects.values_list("verb", flat=True)) == {"DENIED", "LOGIN_FAILED"}


def test_a_refusal_is_written_while_the_transaction_is_already_broken():
    officer = make_user("OFFICER")
    with transaction.atomic():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
        except DatabaseError:
            transaction.set_rollback(True)
        refused(actor=officer, action="case.view", why="hidden")
    assert len(refused_events()) == 1


def test_a_refused_look_names_the_hidden_case_in_the_trail_but_not_to_the_person(client):
    owner, stranger = make_user("OFFICER"), make_user("CPS")
    case = make_case(owner=owner, restricted=True)
    with pytest.raises(Hidden) as refusal:
        with change(stranger, "case.update", case):
            pass
    assert refusal.value.case_id == case.pk and str(case.pk) not in str(refusal.value)


def test_events_name_the_roles_in_which_the_person_acted():
    officer = make_user("OFFICER", "SUPERVISOR")
    case = make_case(owner=officer)
    with change(officer, "case.update", case) as ch:
        ch.audit("UPDATE", case, after={"grade": "HIGH"})
    assert ChangeEvent.objects.get().roles == "OFFICER,SUPERVISOR"
