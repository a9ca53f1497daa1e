"""The forms of an import."""

from collections.abc import Mapping
from typing import Any

from django import forms

from casework.pages.forms import CaseworkForm
from casework.staff.models import Unit
from casework.worklists.imports.columns import FIELDS
from casework.worklists.imports.files import Table

SAMPLES = 3


class RegisterForm(CaseworkForm):
    """Choose the file."""

    send = "Look at the rows"

    file = forms.FileField(
        label="Which file is the register?",
        help_text="CSV with a heading row, up to 20 MB. Nothing is taken before you have seen what becomes of each row.",
        error_messages={"required": "Choose the register's file", "empty": "The file is empty. Choose a CSV file with a heading row."},
    )


class NoticesFileForm(CaseworkForm):
    """Choose the file of an old register of notices."""

    send = "Look at the columns"

    file = forms.FileField(
        label="Which file is the register?",
        help_text="CSV or XLSX with a heading row, up to 20 MB, columns in any order. Nothing is taken before you have seen it.",
        error_messages={"required": "Choose the register's file", "empty": "The file is empty. Choose a CSV or XLSX file."},
    )
    unit = forms.ModelChoiceField(label="Which unit owns these notices?", queryset=None, empty_label="Choose")
    system = forms.CharField(
        label="Which system is it from?", max_length=60, required=False, help_text="Used where the file itself does not say"
    )

    def __init__(self, *args: Any, forces: frozenset[int], home: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(force_id__in=forces).order_by("name")
        self.fields["unit"].initial = home


class ColumnsForm(CaseworkForm):
    """A column of the file for each field, with what its first cells hold."""

    send = "Keep these columns and look at the rows"

    def __init__(self, *args: Any, table: Table, whys: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Not in this file"), *((name, f"{name} ({_cells(table, name)})") for name in table.headings)]
        for name, field in FIELDS.items():
            hint = "" if name not in whys else "As last time" if whys[name] == "as last time" else f"Proposed because {whys[name]}"
            self.fields[name] = forms.ChoiceField(label=field.label, choices=choices, required=False, help_text=hint)

    def chosen(self) -> dict[str, str]:
        """field -> column, without those that are not in the file."""
        return {name: column for name, column in self.cleaned_data.items() if column}


def _cells(table: Table, name: str) -> str:
    filled = [row[name] for _, row in table.rows[:50] if row[name]][:SAMPLES]
    return "; ".join(cell if len(cell) <= 24 else cell[:23] + "…" for cell in filled) or "empty"


class GoForm(CaseworkForm):
    """Only asks to go on."""

    send = "Ask for approval"


class DecideForm(CaseworkForm):
    """Approve or decline."""

    send = "Record the decision"

    agreed = forms.ChoiceField(label="May the import go ahead?", choices=[("yes", "Approve"), ("no", "Decline")], widget=forms.RadioSelect)
    note = forms.CharField(label="Why?", widget=forms.Textarea(attrs={"rows": 3}), max_length=500, required=False)
    look = {"agreed": {"show": {"no": ["note"]}}}
