"""Figures of the register: counted as said, small numbers hidden so that they cannot be worked out, on a tagged page that names nobody."""

import csv
import io
from itertools import product
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.pins.models import Notice
from casework.pins.services import approve_outcome, review_notice
from casework.worklists.pinfigures import selectors
from casework.worklists.pinfigures.paper import page_of
from casework.worklists.pinfigures.suppression import suppressed, with_totals
from tests.factories import make_user
from tests.pins.page_team import NOW, client_of, on_register, team, text_of
from tests.pins.test_legacy_notices import NFA

__all__ = ["team"]
TODAY = NOW.date()


@pytest.mark.quick
@given(
    st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=1, max_size=5))
)
@settings(max_examples=60, deadline=None)
def test_no_small_number_is_shown_and_none_stands_alone_in_a_sum(table):
    shown = suppressed(table)
    whole = with_totals(table) if len(table) > 1 else [[*table[0], sum(table[0])]]
    for row, true in zip(shown, whole, strict=True):
        assert all(cell is None or (cell == number and cell not in range(1, 5)) for cell, number in zip(row, true, strict=True))
    lines = [*shown, *(zip(*shown, strict=True) if len(table) > 1 else ())]
    for line in lines:
        assert sum(cell is None for cell in line) != 1


@pytest.mark.quick
@pytest.mark.parametrize("table", [[[3, 9]], [[1, 0, 11]], [[4, 4]], [[2, 9], [8, 10]], [[1, 1], [1, 12]], [[0, 3], [0, 12]]])
def test_another_table_could_stand_behind_the_same_page(table):
    """Somebody who knows the rules and the page cannot tell the small numbers: at least two tables give the same page."""
    shown = suppressed(table)
    width, height = len(table[0]), len(table)
    others = 0
    for cells in product(range(15), repeat=sum(cell is None for row in shown[:height] for cell in row[:width])):
        left = iter(cells)
        guess = [[next(left) if cell is None else cell for cell in row[:width]] for row in shown[:height]]
        totals = with_totals(guess) if height > 1 else [[*guess[0], sum(guess[0])]]
        if all(
            cell is None or cell == total for row, true in zip(shown, totals, strict=True) for cell, total in zip(row, true, strict=True)
        ):
            others += 1
    assert others > 1


@pytest.mark.django_db
def test_figures_are_counted_as_they_say(team):
    people, case, notice, loose = team
    for _ in range(6):
        on_register(people["officer"], case)
    Notice.objects.filter(pk=loose.pk).update(recorded_at=NOW.replace(month=3), urgent=True)
    review_notice(actor=people["officer"], notice=notice, values=NFA)
    approve_outcome(actor=people["sergeant"], notice=notice, agreed=True)
    own = selectors.own_figures(people["sergeant"], TODAY, TODAY)
    assert own.outstanding == [[0, 6, 6], [0, 0, 0], [0, 0, 0], [1, 0, 1], [1, 6, 7]]
    assert dict(zip(selectors.Outcome.values, own.replaced, strict=False))["NFA_WITH_REASONS"] == 1
    assert (own.median, own.attempts) == (0, [0, 0, 0, 0, 0])
    hidden = selectors.aggregates(frozenset({case.force_id}), TODAY, TODAY)
    assert hidden.outstanding[3][0] is None and hidden.median is None and hidden.few
    assert 1 not in hidden.replaced
    type(case).objects.filter(pk=case.pk).update(restricted=True)
    assert selectors.aggregates(frozenset({case.force_id}), TODAY, TODAY).outstanding[0][2] == 0


@pytest.mark.django_db
def test_the_page_for_the_commissioner_is_one_tagged_page_without_a_name(team):
    people, case, notice, loose = team
    analyst = client_of(make_user("ANALYST"))
    body = analyst.get("/figures/pins/page.pdf")
    assert body["Content-Type"] == "application/pdf" and "pin-figures.pdf" in body["Content-Disposition"]
    paper = pikepdf.open(io.BytesIO(body.content))
    assert (len(paper.pages), bool(paper.Root.MarkInfo.Marked), str(paper.Root.Lang)) == (1, True, "en-GB")
    assert "/StructTreeRoot" in paper.Root
    words = Path("templates/documents/pin_figures.typ").read_text().lower() + " ".join(selectors.HOW.values()).lower()
    assert not [word for word in ("breach", "convict", "caution", "offender") if word in words]
    assert paper.docinfo["/Title"] == "Figures of the legacy PIN register: Northmoor Police"
    page = text_of(analyst.get("/figures/pins/"))
    lines = list(csv.reader(io.StringIO(analyst.get("/figures/pins/figures.csv").content.decode("utf-8-sig"))))
    assert lines[0][:3] == ["Force", "From", "To"] and all(line[5] == "yes" or line[4] not in ("1", "2", "3", "4") for line in lines[1:])
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)
    for name in ("Rudd", "Callum", "Fallow", "Prosser", notice.reference, case.reference, people["officer"].last_name):
        assert name not in page.split("<main")[1] and not any(name in cell for line in lines for cell in line)
    with pytest.raises(ValueError, match="small numbers"):
        page_of(selectors.own_figures(people["sergeant"], TODAY, TODAY), "today")
    assert client_of(people["officer"]).get("/figures/pins/").status_code == 403
    assert "not shown" not in text_of(client_of(people["sergeant"]).get("/figures/pins/"))
    assert loose.reference


@pytest.mark.django_db
def test_figures_cost_the_same_for_many(team, django_assert_max_num_queries):
    people, case, *_ = team
    for _ in range(20):
        on_register(people["officer"], case)
    with django_assert_max_num_queries(8):
        selectors.aggregates(frozenset({case.force_id}), TODAY, TODAY)
