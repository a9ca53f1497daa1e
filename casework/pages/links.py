"""Addresses that keep what the reader chose: filters, sorting and place in a list live in the query string."""

from django.http import HttpRequest


def with_query(request: HttpRequest, **changes: object) -> str:
    """The address of this page with some of its query changed; a change to None or "" leaves the key out.

    A change of anything but the place in the list goes back to the list's beginning.
    """
    query = request.GET.copy()
    if not {"after", "before"} & changes.keys():
        query.pop("after", None)
        query.pop("before", None)
    for key, value in changes.items():
        query.pop(key, None)
        if isinstance(value, list | tuple):
            query.setlist(key, [str(one) for one in value])
        elif value not in (None, ""):
            query[key] = str(value)
    return f"{request.path}?{query.urlencode()}" if query else request.path
