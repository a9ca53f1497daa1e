"""The forms of the log and of actions."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from casework.investigation.models import ActionKind, EntryKind, Priority
from casework.pages.forms import CaseworkForm, DayField, MomentField, VersionedForm
from casework.staff.models import Unit, User

FACT = "What happened, or what was found?"
OPINION = "What do you make of it?"
FACT_HINT = "Facts only: what was seen, said, done or received, and by whom. No address or number of the victim, and no legal advice"
OPINION_HINT = "Your assessment, your reasons. It is kept apart from the facts"


class EntryForm(CaseworkForm):
    """One entry, in one form that fits a telephone."""

    kind = forms.ChoiceField(label="What is it about?")
    fact = forms.CharField(label=FACT, help_text=FACT_HINT, widget=forms.Textarea(attrs={"rows": 6}), max_length=10000, required=False)
    opinion = forms.CharField(
        label=OPINION, help_text=OPINION_HINT, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, required=False
    )
    happened_at = MomentField(label="When did it happen?", required=False, help_text="Leave empty for now. For example, 27/3/2026 14:30")

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind, EntryKind(kind).label) for kind in kinds]
        field.initial = kinds[0] if kinds else ""


class CorrectForm(CaseworkForm):
    """What it should have said, and what was wrong."""

    fact = forms.CharField(label=FACT, widget=forms.Textarea(attrs={"rows": 6}), max_length=10000, required=False)
    opinion = forms.CharField(label=OPINION, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, required=False)
    happened_at = MomentField(label="When did it happen?")
    why = forms.CharField(label="What was wrong?", max_length=300)
    send = "Add the correction"


class LogFilter(CaseworkForm):
    """Search within the log of one case."""

    text = forms.CharField(label="Words", required=False, max_length=100)
    kind = forms.ChoiceField(label="About", required=False, choices=[("", "Anything"), *EntryKind.choices])
    marked = forms.BooleanField(label="Only decisions, directions and reviews", required=False)


class OwnerField(forms.ModelChoiceField):
    """People who may be given an action, with their collar number and unit."""

    def label_from_instance(self, obj: Any) -> str:
        """How one person is offered."""
        return f"{obj.display_name}, {obj.unit}" if obj.unit else str(obj.display_name)


class ActionForm(VersionedForm):
    """What is to be done, by whom and by when."""

    kind = forms.ChoiceField(label="What sort of action is it?", choices=[("", "Choose"), *ActionKind.choices])
    what = forms.CharField(label="What is to be done?", max_length=300)
    detail = forms.CharField(label="What else must be known?", widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, required=False)
    owner = OwnerField(label="Who does it?", queryset=None, empty_label="Choose")
    due_on = DayField(label="By which day?")
    priority = forms.ChoiceField(label="How soon does it matter?", choices=Priority.choices, initial=Priority.B, widget=forms.RadioSelect)
    look = {"priority": {"inline": True, "small": True}, "due_on": {"width": 20}}
    send = "Raise the action"

    def __init__(self, *args: Any, owners: QuerySet[User], me: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = owners.select_related("unit")
        if me is not None:
            field.initial = me.pk


class ChangeActionForm(ActionForm):
    """The same for an action that runs."""

    why = forms.CharField(
        label="Why does it change?", max_length=200, required=False, help_text="Asked where somebody else does it or another day is agreed"
    )
    send = "Save"


class ResultForm(CaseworkForm):
    """What came of an action."""

    result = forms.CharField(label="What came of it?", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    drop = forms.BooleanField(label="It was not done: it is not needed any more", required=False)
    send = "Close the action"

    def __init__(self, *args: Any, may_drop: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_drop:
            del self.fields["drop"]


class BoardFilter(CaseworkForm):
    """Narrow the board."""

    person = forms.CharField(label="Family name or collar number", required=False, max_length=60)
    unit = forms.ModelChoiceField(label="Unit of the case", queryset=Unit.objects.none(), required=False, empty_label="Any")
    priority = forms.ChoiceField(label="Priority", required=False, choices=[("", "Any"), *Priority.choices])
    late = forms.BooleanField(label="Only late ones", required=False)
    mine = forms.BooleanField(label="Only my own", required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units

    def wanted(self) -> dict[str, Any]:
        """Arguments for `selectors.board`."""
        if not self.is_bound or not self.is_valid():
            return {}
        unit = self.cleaned_data["unit"]
        return self.cleaned_data | {"unit": unit.pk if unit else None}
