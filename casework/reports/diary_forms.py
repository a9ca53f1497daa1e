"""The two steps of a pasted diary: the text with what its rows have in common, then a row a line to check.

The rows are plain fields ("w3", "t3", "a3", "x3" for row 3): two hundred Django fields would take longer to draw than to read.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django import forms

from casework.pages.fields import tidy
from casework.pages.forms import CaseworkForm
from casework.people.models import Person
from casework.reports.behaviours import grouped, letters_of
from casework.reports.diary import MOST, NotRead, Row, propose, read_when
from casework.reports.forms import choices
from casework.reports.models import Act, Means, PlaceKind, Source

TEXT_MOST = 2000
# How many rows with the same problem are named in the summary.
LISTED = 10


class DiaryForm(CaseworkForm):
    """The pasted text, and what most of its rows have in common."""

    text = forms.CharField(
        label="Paste the diary or call log",
        help_text="One line for each time, with its date. UK order: day, month, year. Nothing is saved until you have checked the rows.",
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=200_000,
        strip=False,
    )
    act = forms.ChoiceField(label="What are most of them?", choices=[("", "Choose for each row"), *grouped()], required=False)
    means = forms.ChoiceField(label="How, mostly?", choices=choices(Means, "Not known"), required=False)
    place_kind = forms.ChoiceField(label="Where, mostly?", choices=choices(PlaceKind, "Not known"), required=False)
    source = forms.ChoiceField(label="How is it known?", choices=Source.choices, initial="VICTIM")
    victim = forms.ModelChoiceField(label="To whom was it done?", queryset=Person.objects.none(), required=False)
    suspect = forms.ModelChoiceField(label="Who is suspected?", queryset=Person.objects.none(), required=False)
    send = "Go on to check the rows"

    def __init__(self, *args: Any, people: dict[str, list[Person]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, role in (("victim", "VICTIM"), ("suspect", "SUSPECT")):
            there = people[role]
            if len(there) > 1:
                self.fields[name].queryset = Person.objects.filter(pk__in=[person.pk for person in there])
            else:
                del self.fields[name]

    def clean_text(self) -> str:
        """As many lines as one form can carry, and at least one."""
        text: str = self.cleaned_data["text"]
        lines = sum(bool(line.strip()) for line in text.splitlines())
        if lines > MOST:
            raise forms.ValidationError(f"Paste at most {MOST} lines at a time. This has {lines}; take the rest in a second go")
        if not lines:
            raise forms.ValidationError("Paste at least one line")
        return text


COMMON = ("means", "place_kind", "source", "victim", "suspect")


@dataclass
class Checked:
    """One row as it stands on the page: what is typed, its doubts, and what is wrong with it."""

    number: int
    when: str
    text: str
    act: str
    left_out: bool = False
    doubts: list[str] = field(default_factory=list)
    wrong: dict[str, str] = field(default_factory=dict)

    def values(self) -> dict[str, Any]:
        """The fields of Incident; what cannot be read goes to `wrong`."""
        made: dict[str, Any] = {"summary": self.text, "acts": [self.act] if self.act in Act.values else []}
        try:
            made["occurred_at"], made["occurred_to"], made["exactness"] = read_when(self.when)
        except NotRead as problem:
            self.wrong["w"] = str(problem)
        if self.act not in Act.values:
            self.wrong["a"] = "Choose what was done"
        if len(self.text) > TEXT_MOST:
            self.wrong["t"] = f"Shorten this to {TEXT_MOST} characters or fewer"
        elif len(self.text.strip()) < 3:
            self.wrong["t"] = "Say what happened, or leave the row out"
        return made


class DiaryRows:
    """The rows of the second step. `summary` is what the page's error summary reads."""

    def __init__(self, rows: Sequence[Checked], common: Mapping[str, str], *, checked: bool = False) -> None:
        self.rows, self.common, self.checked = list(rows), dict(common), checked
        self.top: list[str] = []
        self.unchecked = False

    @classmethod
    def proposed(cls, form: DiaryForm, today: date, known: Sequence[datetime]) -> "DiaryRows":
        """From the pasted text."""
        chosen = form.cleaned_data["act"]
        letters = letters_of(chosen)
        act = letters[0] if letters else ""
        found: list[Row] = propose(form.cleaned_data["text"], today, set(known))
        rows = [Checked(number, row.when, tidy(row.text), act, doubts=row.doubts) for number, row in enumerate(found)]
        common = {name: str(getattr(form.cleaned_data.get(name), "pk", form.cleaned_data.get(name)) or "") for name in COMMON}
        return cls(rows, common | {"behaviour": chosen})

    @classmethod
    def typed(cls, data: Mapping[str, Any]) -> "DiaryRows":
        """From the second step as it was sent; every row comes back, also those left out."""
        number = int(data.get("rows", "0")) if str(data.get("rows", "")).isdecimal() else 0
        doubts = _doubts(data.get("doubts", ""))
        rows = [
            Checked(
                at,
                tidy(data.get(f"w{at}", "")),
                tidy(data.get(f"t{at}", "")),
                data.get(f"a{at}", ""),
                f"x{at}" in data,
                doubts.get(str(at), []),
            )
            for at in range(min(number, MOST))
        ]
        common = {name: data.get(f"common-{name}", "") for name in (*COMMON, "behaviour")}
        return cls(rows, common, checked="checked" in data)

    @property
    def doubtful(self) -> int:
        """How many rows that are to be saved carry a doubt."""
        return sum(bool(row.doubts) and not row.left_out for row in self.rows)

    @property
    def doubts(self) -> str:
        """Every row's doubts in one hidden field: a field a row would be more fields than a form may have."""
        return json.dumps({row.number: row.doubts for row in self.rows if row.doubts})

    def read(self) -> list[tuple[Checked, dict[str, Any]]]:
        """The rows to be saved with their values; what is wrong stands on the rows afterwards."""
        kept = [(row, row.values()) for row in self.rows if not row.left_out]
        # Every doubt is looked at by a person before anything is saved.
        if self.doubtful and not self.checked:
            self.unchecked = True
        return kept

    @property
    def fine(self) -> bool:
        """Can it be saved as it stands?"""
        return not self.top and not self.unchecked and not any(row.wrong for row in self.rows if not row.left_out)

    @property
    def summary(self) -> list[dict[str, str]]:
        """Every problem in the order of the page, each with the address of its field."""
        items = [{"text": text} for text in self.top]
        places: dict[tuple[str, str], list[int]] = {}
        for row in self.rows:
            for name, text in row.wrong.items():
                places.setdefault((name, text), []).append(row.number)
        for (name, text), numbers in places.items():
            # Two hundred rows without an act are one problem, not two hundred.
            listed = ", ".join(str(number + 1) for number in numbers[:LISTED]) + (" and others" if len(numbers) > LISTED else "")
            items.append({"text": f"Row{'s' if len(numbers) > 1 else ''} {listed}: {text}", "href": f"#{name}{numbers[0]}"})
        if self.unchecked:
            items.append({"text": CHECK_THEM, "href": "#checked"})
        return items


def _doubts(text: str) -> dict[str, list[str]]:
    """The doubts that the page carried; nothing for a text that is not ours."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(number): [str(each) for each in those] for number, those in found.items() if isinstance(those, list)}


CHECK_THEM = "Check the rows that carry a doubt, then tick that you have"
