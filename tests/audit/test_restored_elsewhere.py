"""After a dump was restored into another cluster, whose transaction numbers begin again, sealing goes on in a new epoch."""

import os

import environ
import pytest
from django.core.management import call_command
from django.db import connection

from casework.audit.kinds import LAST
from casework.audit.seal import seal
from casework.audit.verify import verify
from tests.audit.trail import run, write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def epochs(settings, tmp_path):
    """The command as the owner; the first epoch again afterwards."""
    settings.DATA_DIR = tmp_path
    settings.DATABASE_OWNER_URL = os.environ["DATABASE_URL"]
    assert environ.Env.db_url_config(settings.DATABASE_OWNER_URL)["USER"]
    role = connection.settings_dict["OPTIONS"].pop("options")
    connection.close()
    yield
    run("SET ROLE NONE")
    run("CREATE OR REPLACE FUNCTION casework_audit_epoch() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1'")
    connection.settings_dict["OPTIONS"]["options"] = role


def test_the_old_epoch_is_closed_and_the_next_begins_from_nothing(epochs, capsys):
    write(2)
    seal()
    write(2)
    call_command("restart_seals")
    assert "4 events of epoch 1 sealed; epoch 2 has begun" in capsys.readouterr().out
    write(3)
    assert seal() == 6
    assert run("SELECT DISTINCT epoch FROM casework_changeevent ORDER BY 1") == [(1,), (2,)]
    assert run("SELECT max(high::text::bigint) FROM casework_auditseal WHERE epoch = 1") == [(LAST,)]
    report = verify()
    assert (report.sealed, report.unsealed, report.bad) == (14, 0, [])


def test_only_the_owner_begins_an_epoch(settings):
    settings.DATABASE_OWNER_URL = ""
    with pytest.raises(SystemExit) as end:
        call_command("restart_seals")
    assert end.value.code == 2
