"""What facts of other stages set off here: an order made or ended changes whether there is a gap when bail ends."""

from casework.cases.facts import Fact
from casework.custody import flow, period
from casework.custody.models import Bail


def protection_changed(fact: Fact) -> None:
    """Answers "order.made", "order.served" and "order.ended": the gap's clock of each running bail of the case is asked again."""
    if fact.case_id is None:
        return
    for bail in Bail.objects.filter(case_id=fact.case_id, state=flow.LIVE).select_related("case"):
        period.keep_gap(bail, actor=fact.actor, why="an order was made, served or ended")
