"""What is due from an officer, the second hot path: their open dates by holder, against one WHERE and against no permission at all."""

from typing import Any

from django.utils import timezone

from casework.clocks.models import Clock
from casework.clocks.selectors import due_from, next_for
from casework.law.spans import days_from, start_of
from tests.benchmarks.caseload import officers
from tests.benchmarks.measuring import Line, line, ratio, same, timed, touched

MOST, AHEAD = 50, 8


def measure(*, samples: int = 40) -> list[Line]:
    """The open dates of the coming week, as the first page asks for them."""
    people = officers()
    until = start_of(days_from(timezone.localdate(), AHEAD))

    def one_where(user: Any) -> list[Clock]:
        return list(next_for(user).filter(overdue_from__lt=until)[:MOST])

    for user in people[:10]:
        same(f"what is due from {user}", [row.pk for row in due_from(user, until, MOST)], [row.pk for row in one_where(user)])
    plain = Clock.objects.filter(state=Clock.OPEN, overdue_from__lt=until).select_related("case").order_by("overdue_from", "pk")
    keys = [row.pk for row in plain[:MOST]]
    times = timed(
        {
            "due": lambda n: due_from(people[n % len(people)], until, MOST),
            "floor": lambda n: list(plain[:MOST]),
            "or": lambda n: one_where(people[n % len(people)]),
            "key": lambda n: Clock.objects.select_related("case").get(pk=keys[n % len(keys)]),
        },
        samples,
    )
    found = [touched(lambda user=user: due_from(user, until, MOST)) for user in people]  # type: ignore[misc]
    pages = max(each for each, _ in found)
    return [
        line("due.pages", pages, None, "lower", times["due"], pages),
        line("due.discarded", max(rows for _, rows in found), 60, "lower", times["due"]),
        line("due.to.unfiltered", ratio(times, "due", "floor"), None, "lower", times["due"]),
        line("due.to.key", ratio(times, "due", "key"), None, "lower", times["key"]),
        line("due.one.where.to.due", ratio(times, "or", "due"), None, "higher", times["or"]),
    ]
