"""An import killed at any moment has left nothing of the chunk it was in, and the next run ends with what an undisturbed one gives."""

import json
import os
import random
import subprocess
import time
from pathlib import Path

from tests.faults.running import clean_environment, manage, run, wait_for_no_process

SEED = int(os.environ.get("CASEWORK_FAULT_SEED") or random.randrange(10**6))
KILLS = 4
ROWS = 600
HEAD = (
    "Client Code,Matter Number,Client Name,Matter Description,Date Opened,Mapped Division,Niche Ref,Interim granted,"
    "Date Interim Granted,Full Order,Date Full Order Granted,Date of Order Expiry,Length of order,"
    "Victim Postcode,Reason for Withdrawal/Refusal\n"
)
ROW = "200318,{n},Northmoor Police,SPO - Mr Rudd,11/05/2022,Northmoor East,45677814/22,No,,Yes,14/06/2022,13/06/2027,5,ZZ99 1JY,\n"
COUNTS = (
    "from casework.applications.models import Application as A; from casework.orders.models import Order as O;"
    "from casework.worklists.models import ImportedMatter as M, ImportRow as R, ImportRun as U;"
    "print(A.objects.filter(imported=True).count(), O.objects.filter(application__imported=True).count(),"
    " M.objects.count(), R.objects.exclude(application=None).count(), R.objects.count(),"
    " sum(U.objects.values_list('position', flat=True)), U.objects.exclude(state='FINISHED').count())"
)


def counts(installation: Path) -> list[int]:
    """Applications, orders, matters, rows taken, rows written of, rows that the runs say are done, and unfinished runs."""
    told = run("shell", "-v", "0", "-c", COUNTS, env={"CASEWORK_DATA_DIR": str(installation)})
    assert told.returncode == 0, told.stderr
    return [int(word) for word in told.stdout.split()]


def begin(command: list[str], env: dict[str, str]) -> subprocess.Popen[str]:
    """Start an import and wait for its first word of progress."""
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if line.rstrip().endswith(" rows"):
            break
    return process


def test_an_import_killed_at_random_moments_ends_as_if_it_had_not_been(installation, tmp_path):
    chance = random.Random(SEED)
    file = tmp_path / "register.csv"
    file.write_text(HEAD + "".join(ROW.format(n=n) for n in range(1, ROWS + 1)))
    command = manage("import_orders", str(file), "--json")
    env = clean_environment({"CASEWORK_DATA_DIR": str(installation)})
    interrupted = 0
    for _ in range(KILLS):
        process = begin(command, env)
        time.sleep(chance.uniform(0, 1.5))
        process.kill()
        process.communicate()
        assert wait_for_no_process(installation) == [], f"seed {SEED}"
        applications, orders, matters, taken, rows, position, unfinished = counts(installation)
        assert applications == orders == matters == taken, f"seed {SEED}: a chunk was left half done"
        assert rows == position, f"seed {SEED}: a chunk was left half done"
        assert unfinished <= 1, f"seed {SEED}"
        interrupted += unfinished
    assert interrupted, f"seed {SEED}: no kill came before the end"
    last = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300)
    told = json.loads(last.stdout)
    assert told["rows"] == ROWS == told["taken"] + told["doubted"] + told["refused"] + told["already"], f"seed {SEED}: {last.stderr}"
    assert (counts(installation)[:4], counts(installation)[-1]) == ([ROWS] * 4, 0), f"seed {SEED}"
    again = json.loads(subprocess.run(command, env=env, capture_output=True, text=True, timeout=300).stdout)
    assert (again["already"], counts(installation)[:3]) == (ROWS, [ROWS, ROWS, ROWS])
