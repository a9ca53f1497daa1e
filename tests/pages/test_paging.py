"""Lists by keyset: every row once, in order, forwards and back, whatever is added meanwhile; filters stay in the address."""

import pytest
from django.test import RequestFactory

from casework.pages.links import with_query
from casework.pages.paging import Page, paginate
from casework.staff.models import Force

pytestmark = pytest.mark.django_db

ORDER = ["kind", "-code", "id"]


@pytest.fixture
def forces():
    kinds = ["BTP", "MDP", "TERRITORIAL"]
    return [Force.objects.create(code=f"f{n // 2:03}{'ab'[n % 2]}", name=f"Force {n}", kind=kinds[n % 3]) for n in range(23)]


def walk(order, size):
    seen, after, pages = [], "", []
    while True:
        page = paginate(Force.objects.all(), order, after=after, size=size)
        seen += [force.pk for force in page]
        pages.append(page)
        if not page.after:
            return seen, pages
        after = page.after


@pytest.mark.parametrize("order", [["id"], ["-id"], ORDER, ["-kind", "id"]])
@pytest.mark.parametrize("size", [1, 4, 23, 50])
def test_walking_forwards_shows_every_row_once_in_order(forces, order, size):
    assert walk(order, size)[0] == list(Force.objects.order_by(*order).values_list("pk", flat=True))


def test_walking_back_shows_the_same_pages(forces):
    _, pages = walk(ORDER, 5)
    back = [pages[-1]]
    while back[-1].before:
        back.append(paginate(Force.objects.all(), ORDER, before=back[-1].before, size=5))
    assert [[force.pk for force in page] for page in reversed(back)] == [[force.pk for force in page] for page in pages]
    assert not back[-1].before


def test_a_row_added_before_the_place_moves_nothing(forces):
    first = paginate(Force.objects.all(), ["id"], size=5)
    Force.objects.filter(pk=forces[0].pk).delete()
    second = paginate(Force.objects.all(), ["id"], after=first.after, size=5)
    assert [force.pk for force in second] == [force.pk for force in forces[5:10]]


def test_an_altered_or_foreign_cursor_gives_the_first_page(forces):
    first = paginate(Force.objects.all(), ["id"], size=5)
    for cursor in ("x", first.after[:-2] + "zz", paginate(Force.objects.all(), ["-id"], size=5).after):
        assert paginate(Force.objects.all(), ["id"], after=cursor, size=5).rows == first.rows


def test_rows_as_dictionaries_page_as_well(forces):
    page = paginate(Force.objects.values("pk", "code"), ["code", "pk"], size=5)
    assert len(paginate(Force.objects.values("pk", "code"), ["code", "pk"], after=page.after, size=50).rows) == 18


def test_counts_are_capped():
    assert Page([], 37).counted == "37"
    assert Page([], 1000).counted == "1,000"
    assert Page([], 1001).counted == "1,000+"
    assert Page([], 1001).data_count == 1000


def test_a_page_costs_two_queries_and_a_known_count_one(forces, django_assert_num_queries):
    with django_assert_num_queries(2):
        paginate(Force.objects.all(), ["id"], size=5)
    with django_assert_num_queries(1):
        paginate(Force.objects.all(), ["id"], size=5, count=23)


def test_filters_stay_and_a_new_filter_goes_back_to_the_beginning():
    request = RequestFactory().get("/cases/?stage=a&stage=b&after=x&text=p+q")
    assert with_query(request, after="y") == "/cases/?stage=a&stage=b&after=y&text=p+q".replace("&after=y", "") + "&after=y"
    assert with_query(request, sort="risk") == "/cases/?stage=a&stage=b&text=p+q&sort=risk"
    assert with_query(request, stage=None, text="") == "/cases/"
    assert with_query(request, stage=["c", "d"], text="") == "/cases/?stage=c&stage=d"
