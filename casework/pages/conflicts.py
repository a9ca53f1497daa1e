"""Two people changed the same record. Both texts are shown and nothing is lost."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.template import loader

from casework.errors import Conflict
from casework.pages.comparing import Row, rows

STATUS = 409


def page(request: HttpRequest, form: Form | None, clash: Conflict, theirs: str) -> HttpResponse:
    """The page that shows the record as it is now beside what this person sent.

    "Put mine on top" sends the same form again with the version of the record as it is now; "keep theirs" goes to `theirs`.
    """
    labels = {name: str(field.label or name) for name, field in form.fields.items()} if form else {}
    compared: list[Row] = rows(clash.current, clash.yours, labels)
    context: dict[str, Any] = {
        "rows": compared,
        "theirs": theirs,
        "again": again(request, clash) if form else [],
        "files": bool(request.FILES),
        "action": request.get_full_path(),
    }
    return HttpResponse(loader.get_template("errors/conflict.html", using="jinja2").render(context, request), status=STATUS)


def again(request: HttpRequest, clash: Conflict) -> list[tuple[str, str]]:
    """The fields as they were sent, with the version that the record has now."""
    sent = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    fields = [(name, value) for name, value in sent if name not in ("csrfmiddlewaretoken", "version")]
    version = clash.version
    return fields if version is None else [*fields, ("version", str(version))]
