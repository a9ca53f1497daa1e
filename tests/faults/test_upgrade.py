"""An installation with cases in it is taken back to the tables of an earlier version and forward again: nothing of it is lost."""

import json

from tests.faults.running import run

EARLIER = "0005"
LOOK = (
    "import json; from django.db.models import F, Q;"
    "from casework.applications.models import Application as A; from casework.evidence.models import Exhibit as E;"
    "from casework.orders.models import Order as O; from casework.people.models import Person as P;"
    "from casework.people.names import candidates;"
    "same = Q(case_unit_id=F('case__unit_id'), case_force_id=F('case__force_id'), case_owner_id=F('case__owner_id'));"
    "p = P.objects.exclude(family_name='').earliest('pk');"
    "print(json.dumps({'rows': [m.objects.count() for m in (A, E, O)], 'wrong': [m.objects.exclude(same).count() for m in (A, E, O)],"
    " 'found': p.pk in dict(candidates(p.full_name[:-1], [p.force_id]))}))"
)


def look(data):
    told = run("shell", "-v", "0", "-c", LOOK, env={"CASEWORK_DATA_DIR": str(data)})
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout.splitlines()[-1])


def test_an_installation_with_cases_goes_back_to_earlier_tables_and_forward(installation):
    before = look(installation)
    assert min(before["rows"]) > 0 and before["wrong"] == [0, 0, 0] and before["found"]
    back = run("migrate", "casework", EARLIER, env={"CASEWORK_DATA_DIR": str(installation)})
    assert back.returncode == 0, back.stderr
    # The next command brings the tables up to date before it does anything.
    assert look(installation) == before
