"""Committed events are sealed in a chain; what may still grow is left for later."""

import json
import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from casework.audit import heads
from casework.audit.kinds import KINDS
from casework.audit.record import changed
from casework.audit.seal import Moved, oldest_running, seal
from casework.audit.verify import verify
from casework.cases.models import CaseEvent
from tests.audit.trail import ACTOR, rolled_back, run, tampering, write
from tests.factories import make_case

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def seals() -> list[tuple]:
    return run("SELECT id, kind, cardinality(ids) FROM casework_auditseal ORDER BY id")


def highest_visible(cursor) -> int:
    """The mistake: everything that can be seen now is taken for all there will be."""
    cursor.execute("SELECT coalesce(max(xid::text::bigint), 0) + 1 FROM casework_changeevent")
    return cursor.fetchone()[0]


def test_committed_events_of_every_kind_are_sealed_once():
    write(3)
    case = make_case()
    CaseEvent.objects.create(case=case, kind="report", text="Reported by phone", occurred_at=timezone.now())
    assert seal() == 7
    assert [(kind, size) for _, kind, size in seals()] == [("change", 3), ("read", 3), ("case_event", 1)]
    assert seal() == 0
    report = verify()
    assert (report.checked, report.sealed, report.unsealed, report.bad) == (7, 7, 0, [])


def test_a_block_never_splits_a_transaction():
    write(5, changes=3, reads=0)
    write(1, changes=11, reads=0)
    assert seal(block=4) == 26
    assert [size for _, _, size in seals()] == [3, 3, 3, 3, 3, 11]
    assert verify().bad == []


def test_events_wait_unsealed_while_an_older_transaction_runs():
    with transaction.atomic():
        changed("UPDATE", actor=ACTOR, action="case.update")
        assert seal() == 0
    report = verify().as_json()
    assert report["unsealed"]["count"] == 1 and report["bad"] == []
    assert seal() == 1


@pytest.mark.parametrize(("frontier", "slips_behind"), [(oldest_running, False), (highest_visible, True)])
def test_a_late_commit_cannot_slip_behind_a_seal(frontier, slips_behind):
    """The control case takes what can be seen for all there is: there the late event stands behind the seal, unsealed for ever."""
    written, sealed = threading.Event(), threading.Event()

    def late() -> None:
        try:
            with transaction.atomic():
                changed("UPDATE", actor=ACTOR, action="case.update", after={"who": "late"})
                written.set()
                sealed.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=late)
    thread.start()
    assert written.wait(10)
    changed("UPDATE", actor=ACTOR, action="case.update", after={"who": "early"})
    first = seal(frontier=frontier)
    sealed.set()
    thread.join()
    second = seal(frontier=frontier)
    assert (first, second) == ((1, 0) if slips_behind else (0, 2))
    assert bool(verify().bad) is slips_behind


def test_two_sealers_at_once_make_one_chain():
    write(40)
    start = threading.Barrier(3)

    def sealer() -> None:
        try:
            start.wait()
            seal(block=3)
        finally:
            connection.close()

    threads = [threading.Thread(target=sealer) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal()
    report = verify()
    assert (report.sealed, report.unsealed, report.bad) == (80, 0, [])


def test_the_columns_of_every_kind_are_all_sealed():
    for kind in KINDS.values():
        rows = run(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attname",
            kind.table,
        )
        assert {name for (name,) in rows} == {*kind.columns, "xid", "epoch"}


def test_verify_audit_reports_json_and_exit_1_when_something_is_wrong(capsys):
    write(2)
    seal()
    write(1)
    call_command("verify_audit", "--json")
    report = json.loads(capsys.readouterr().out)
    assert list(report) == ["checked", "sealed", "unsealed", "bad"]
    assert (report["checked"], report["sealed"], report["unsealed"]["count"], report["bad"]) == (6, 4, 2, [])
    assert run("SELECT pg_snapshot_xmin(pg_current_snapshot()) > '0'::xid8")
    with tampering():
        ((number,),) = run("DELETE FROM casework_readevent WHERE id = (SELECT min(id) FROM casework_readevent) RETURNING id")
        assert [vars(bad) for bad in verify().bad] == [{"kind": "read", "id": number, "why": "removed since it was sealed in block 2"}]


def test_the_age_of_the_oldest_unsealed_event_is_reported():
    write(1)
    report = verify()
    report.oldest -= timedelta(seconds=90)
    assert 90 <= report.as_json()["unsealed"]["oldest_seconds"] <= 120


def test_heads_are_exported_once_a_day_for_the_account_alone(tmp_path):
    assert heads.export_head() is None
    write(2)
    seal()
    path = heads.export_head()
    assert path.parent == tmp_path / "audit-heads" and path.stat().st_mode & 0o777 == 0o600
    first = path.read_text()
    write(2)
    seal()
    assert heads.export_head() == path and path.read_text() == first
    assert verify().bad == []


def test_a_chain_cut_off_at_its_end_is_found_by_the_exported_head():
    write(3)
    seal(block=1)
    heads.export_head()
    with tampering():
        run("DELETE FROM casework_readevent WHERE xid >= (SELECT low FROM casework_auditseal WHERE id = 5)")
        run("DELETE FROM casework_auditseal WHERE id >= 5")
        assert [(bad.kind, bad.id) for bad in verify().bad] == [("head", 6)]


def test_a_chain_made_anew_without_the_key_is_found(settings):
    write(3)
    seal(block=1)
    with tampering():
        run("UPDATE casework_changeevent SET verb = 'VIEW'")
        run("DELETE FROM casework_auditseal")
        key, settings.DIGEST_KEY = settings.DIGEST_KEY, "somebody else's"
        with rolled_back():
            run("SELECT 1")
            forged = seal(frontier=lambda cursor: 2**62)
            settings.DIGEST_KEY = key
            report = verify()
            assert forged == 6
            assert {bad.why for bad in report.bad} == {"has been changed, or was made without the key"}


def test_a_restored_database_refuses_to_seal_behind_what_is_sealed():
    write(1)
    seal()
    with pytest.raises(Moved, match="restart_seals"):
        seal(frontier=lambda cursor: 3)


def test_an_erasure_that_was_decided_leaves_a_stub_that_verification_accepts():
    case = make_case()
    kept, erased = (
        CaseEvent.objects.create(case=case, kind="report", text=text, occurred_at=timezone.now()) for text in ("Kept", "To be erased")
    )
    seal()
    with transaction.atomic():
        changed("ERASE", actor=ACTOR, action="retention.erase", subject=erased, case_id=case.pk)
        run("SET LOCAL ROLE NONE")
        run("DELETE FROM casework_caseevent WHERE id = %s", erased.pk)
    assert verify().bad == []
    with tampering():
        run("DELETE FROM casework_caseevent WHERE id = %s", kept.pk)
        assert [(bad.kind, bad.id) for bad in verify().bad] == [("case_event", kept.pk)]
