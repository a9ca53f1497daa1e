"""The conditions of a new version in a form: what holds now, to be kept, reworded or left out, and what the court added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from casework.applications.models import ConditionKind
from casework.pages.forms import DayField

EXTRA = 2


@dataclass(frozen=True)
class Line:
    """A condition to start from. `new`: asked for and not in the order yet."""

    number: int
    kind: str
    category: str
    title: str
    text: str
    locality: str = ""
    until: date | None = None
    asked: int | None = None
    new: bool = False
    necessity: str = ""


def lines_of(version: Any, wanted: Sequence[Any] = ()) -> list[Line]:
    """The conditions of a version, then those that an application asks for (`wanted`)."""
    held = list(version.conditions.all()) if version is not None else []
    found = [
        Line(each.number, each.kind, each.category, f"Condition {each.number}", each.text, each.locality, each.until, each.asked)
        for each in held
    ]
    last = max((each.number for each in held), default=0)
    for place, each in enumerate(wanted, last + 1):
        found.append(Line(place, each.kind, each.category, f"Condition {place}, asked for", each.text, new=True, necessity=each.necessity))
    return found


def lines_of_draft(conditions: Sequence[Any]) -> list[Line]:
    """The conditions that a refused application had asked for."""
    return [
        Line(each.number, each.kind, each.category, f"Condition {each.number}", each.text, each.locality, each.until, each.number)
        for each in conditions
    ]


class ConditionFields:
    """Mixed into a form: fields for each line and for a few more that nobody asked for."""

    lines: list[Line]
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def add_lines(self, lines: Sequence[Line], *, necessity: bool) -> None:
        """Add the fields; `necessity` asks of each new condition why it is necessary."""
        self.lines = list(lines)
        self._necessity = necessity
        for line in self.lines:
            self.fields[f"take_{line.number}"] = forms.BooleanField(
                label=f"The order has condition {line.number} from now on", required=False, initial=not line.new
            )
            self._fields(line)
        for number in self.extra_numbers:
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                label="Must or must not?", required=False, choices=[("", "Choose one"), *ConditionKind.choices]
            )
            self._fields(Line(number, "", "", "", "", new=True))

    @property
    def extra_numbers(self) -> list[int]:
        """The numbers of the further conditions."""
        last = max((line.number for line in self.lines), default=0)
        return list(range(last + 1, last + 1 + EXTRA))

    @property
    def parts(self) -> list[dict[str, Any]]:
        """What the template draws: legend, the bound fields, and whether it is a further one."""
        names = ("take_", "kind_", "text_", "locality_", "until_", "necessity_")

        def bound(number: int) -> list[Any]:
            return [self[f"{name}{number}"] for name in names if f"{name}{number}" in self.fields]  # type: ignore[index]

        known = [{"legend": line.title, "fields": bound(line.number), "number": line.number, "more": False} for line in self.lines]
        more = [
            {"legend": f"A further condition ({number})", "fields": bound(number), "number": number, "more": True}
            for number in self.extra_numbers
        ]
        return [*known, *more]

    def _fields(self, line: Line) -> None:
        number = line.number
        self.fields[f"text_{number}"] = forms.CharField(
            label="As the order has it", required=False, max_length=4000, initial=line.text, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.fields[f"locality_{number}"] = forms.CharField(
            label="Only in",
            required=False,
            max_length=200,
            initial=line.locality,
            help_text="Leave this empty for the whole United Kingdom.",
        )
        self.fields[f"until_{number}"] = DayField(
            label="Its own last day", required=False, initial=line.until, help_text="Leave this empty when it runs as long as the order."
        )
        if line.new and self._necessity:
            self.fields[f"necessity_{number}"] = forms.CharField(
                label="Why is it necessary?",
                required=False,
                max_length=2000,
                initial=line.necessity,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def made(self) -> list[dict[str, Any]]:
        """The conditions from now on, in order, for the service."""
        data = self.cleaned_data
        found: list[dict[str, Any]] = []

        def take(number: int, kind: str, category: str, *, new: bool, asked: int | None = None) -> None:
            found.append(
                {
                    "number": number,
                    "kind": kind,
                    "category": category,
                    "text": data.get(f"text_{number}", ""),
                    "locality": data.get(f"locality_{number}", ""),
                    "until": data.get(f"until_{number}"),
                    "asked": asked,
                    "new": new,
                    "necessity": data.get(f"necessity_{number}", ""),
                }
            )

        for line in self.lines:
            if data.get(f"take_{line.number}"):
                take(line.number, line.kind, line.category, new=line.new, asked=line.asked)
        for number in self.extra_numbers:
            if data.get(f"text_{number}"):
                kind = data.get(f"kind_{number}") or ConditionKind.PROHIBITION
                take(number, kind, f"OTHER_{kind}", new=True)
        return found
