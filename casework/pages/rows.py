"""A form with several alike rows (exhibits of one seizure, actions of one plan): plain fields named "items-0-description".

The number of rows travels in a hidden field; "Add another" is a button that sends the form back with one row more and keeps
what was typed. Rows left blank do not count.
"""

import copy
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from casework.errors import GuardFailed
from casework.pages.forms import CaseworkForm, speak

MORE = "more"


class RowsForm(CaseworkForm):
    """Give `row_prefix`, `row_title`, `row_fields` (name -> field) and, if wanted, `row_look` and `row_defaults`.

    `first` rows stand on the page to begin with, `step` come with each "Add another", never more than `most`.
    No row field is required by itself: the service says what is missing in rows that have anything in them.
    """

    row_prefix = "rows"
    row_title = "Row"
    row_fields: Mapping[str, forms.Field] = {}
    row_look: Mapping[str, Mapping[str, Any]] = {}
    row_defaults: Mapping[str, Any] = {}
    before_rows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    after_rows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    first, step, most = 1, 1, 30

    rows = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row_initial: list[Mapping[str, Any]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.data.get("rows") if self.is_bound else self.initial.get("rows")
        self.number = min(max(counted(given, self.first), len(row_initial) if row_initial else 1), self.most)
        self.initial["rows"] = self.number
        look = dict(self.look)
        groups = list(self.before_rows)
        for place in range(self.number):
            names = []
            for name, field in self.row_fields.items():
                full = self.row_name(place, name)
                names.append(full)
                self.fields[full] = self._row_field(place, name, copy.deepcopy(field), row_initial)
                if name in self.row_look:
                    look[full] = self.row_look[name]
            groups.append((f"{self.row_title} {place + 1}" if self.number > 1 else self.row_title, tuple(names)))
        groups += self.after_rows
        self.groups, self.look = tuple(groups), look
        self.order_fields([name for _, names in groups for name in names])

    def _row_field(self, place: int, name: str, field: forms.Field, row_initial: list[Mapping[str, Any]] | None) -> forms.Field:
        field.required = False
        field.widget.is_required = False
        if name in self.row_defaults:
            field.initial = self.row_defaults[name]
        if row_initial and place < len(row_initial):
            field.initial = row_initial[place].get(name, field.initial)
        speak(field, str(field.label or name))
        return field

    def in_use(self, place: int) -> bool:
        """Is there anything in this row of the page, or anything wrong with it? For drawing only the others folded."""
        for name in self.row_fields:
            bound = self[self.row_name(place, name)]
            value = bound.value()
            if bound.errors or (value not in (None, "", [], False) and str(value) != str(self.row_defaults.get(name, ""))):
                return True
        return False

    def row_name(self, place: int, name: str) -> str:
        """The full name of a row's field."""
        return f"{self.row_prefix}-{place}-{name}"

    def filled(self) -> list[dict[str, Any]]:
        """The rows that hold anything beyond their defaults, in order."""
        return [values for _, values in self._filled()]

    def _filled(self) -> list[tuple[int, dict[str, Any]]]:
        found = []
        for place in range(self.number):
            values = {name: self.cleaned_data.get(self.row_name(place, name)) for name in self.row_fields}
            own = {name: value for name, value in values.items() if value not in (None, "", [], False)}
            if any(str(value) != str(self.row_defaults.get(name, "")) for name, value in own.items()):
                found.append((place, values))
        return found

    def placed(self, refusal: GuardFailed) -> GuardFailed:
        """The refusal with its row numbers turned back to those of the page, where blank rows count too."""
        places = [place for place, _ in self._filled()]
        problems = []
        for name, sentence in refusal.problems:
            start, _, rest = (name or "").partition("-")
            at, _, last = rest.partition("-")
            if start == self.row_prefix and at.isdecimal() and int(at) < len(places):
                name = self.row_name(places[int(at)], last)
            problems.append((name, sentence))
        return GuardFailed(problems)


def counted(given: Any, otherwise: int) -> int:
    """How many rows a form says it has; `otherwise` when it says nothing that is a small number above nought."""
    text = str(given or "")
    return int(text) if text.isdecimal() and len(text) < 4 and int(text) else otherwise


def one_more(request: HttpRequest, form: type[RowsForm] = RowsForm) -> dict[str, Any] | None:
    """When "Add another" was pressed: what was typed, as initial values with the form's `step` of rows more. None otherwise."""
    if request.method != "POST" or MORE not in request.POST:
        return None
    data: QueryDict = request.POST
    several: dict[str, Any] = {name: values if len(values) > 1 else values[0] for name, values in data.lists() if values}
    several["rows"] = counted(several.get("rows"), form.first) + form.step
    return several
