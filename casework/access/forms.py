"""Forms about access: exceptions by name, restriction, conflicts, break-glass."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.utils import timezone

from casework.access.models import BreakGlass
from casework.access.scope import ASSIGNED, GRANTED, LISTED
from casework.cases.models import Case
from casework.pages.forms import CaseworkForm, MomentField, SentenceField
from casework.staff.models import User

STAFF_HINT = "Collar number, username or full name"


class StaffField(forms.CharField):
    """A colleague, by collar number, username or full name, of the forces given to `within`; cleaned to the `User`.

    A name that several people bear is refused with the collar numbers to choose from.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", STAFF_HINT)
        kwargs.setdefault("max_length", 150)
        super().__init__(**kwargs)
        self.within: frozenset[int] = frozenset()

    def clean(self, value: Any) -> User | None:  # type: ignore[override]
        """The colleague, or None when nothing was typed and nothing is needed."""
        text = super().clean(value)
        return find_staff(text, self.within) if text else None


class StaffListField(forms.CharField):
    """Colleagues, one a line, each as in `StaffField`; cleaned to a list of `User`."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", f"{STAFF_HINT}, one a line")
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(**kwargs)
        self.within: frozenset[int] = frozenset()

    def clean(self, value: Any) -> list[User]:  # type: ignore[override]
        """The colleagues in the order typed, each once; every line that names nobody has its own sentence."""
        found: dict[int, User] = {}
        problems: list[ValidationError] = []
        for line in super().clean(value).splitlines():
            if line.strip():
                try:
                    user = find_staff(line.strip(), self.within)
                except ValidationError as problem:
                    problems.append(problem)
                else:
                    found[user.pk] = user
        if problems:
            raise ValidationError(problems)
        return list(found.values())


def find_staff(text: str, forces: frozenset[int]) -> User:
    """The one active account that is meant. Raises ValidationError with a sentence for none and for several."""
    text = " ".join(text.split())
    active = User.objects.filter(force_id__in=forces, is_active=True, deactivated_at__isnull=True)
    named = Concat("first_name", Value(" "), "last_name")
    with_number = Concat("first_name", Value(" "), "last_name", Value(" "), "collar_number")
    rows = active.annotate(named=named, with_number=with_number).filter(
        Q(username__iexact=text) | Q(collar_number__iexact=text) | Q(named__iexact=text) | Q(with_number__iexact=text)
    )
    found = list(rows.order_by("collar_number", "pk")[:6])
    if not found:
        raise ValidationError(f"Nobody of this force is called “{text}”. Enter the collar number, username or full name.", code="nobody")
    if len(found) > 1:
        numbers = ", ".join(user.collar_number or user.username for user in found)
        raise ValidationError(f"Several people match “{text}”. Enter one of their numbers: {numbers}.", code="several")
    return found[0]


class OfCase(CaseworkForm):
    """The base of forms about one case: colleagues are looked for in its force."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        for field in self.fields.values():
            if isinstance(field, StaffField | StaffListField):
                field.within = frozenset({case.force_id})


class GiveForm(OfCase):
    """An exception for one colleague."""

    codename = forms.ChoiceField(
        label="What should they be able to do?",
        choices=[
            (ASSIGNED, "Work on the case beside its owner"),
            (GRANTED, "Read the file by name"),
            (LISTED, "Be on the named list of a restricted case"),
        ],
        widget=forms.RadioSelect,
    )
    user = StaffField(label="Who?")
    reason = forms.CharField(label="Why do they need it?", max_length=200)
    expires_at = MomentField(
        label="Until when? (always for the CPS)", required=False, not_before=timezone.now, help_text="For example 27/3/2026 17:00"
    )
    send = "Give access"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.case.restricted:
            field = self.fields["codename"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [choice for choice in cast(Iterable[Any], field.choices) if choice[0] != LISTED]


class WhyForm(CaseworkForm):
    """Only a reason."""

    reason = forms.CharField(label="Why?", max_length=200)


class RestrictForm(OfCase):
    """Restrict a case."""

    reason = SentenceField(label="Why is it to be restricted?", max_length=200, rows=3)
    names = StaffListField(label="Who, besides the owner, you and professional standards, must see it?", required=False)
    send = "Restrict the case"


class DeclareForm(OfCase):
    """A conflict of one's own."""

    reason = forms.CharField(label="What is the conflict?", max_length=200, help_text="For example: the victim is my sister")
    person = forms.ChoiceField(label="What must you keep out of?", widget=forms.RadioSelect, required=False)
    send = "Declare the conflict"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = self.case.parties.select_related("person").order_by("pk")
        self.people = {str(part.person_id): part.person for part in parts}
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "This case")] + [
            (str(part.person_id), f"Every case of {part.person.full_name} ({part.get_role_display().lower()})") for part in parts
        ]

    def clean_person(self) -> Any:
        """The party, or None for the case alone."""
        return self.people.get(self.cleaned_data["person"])


class RecordForm(DeclareForm):
    """A colleague's conflict."""

    user = StaffField(label="Whose conflict is it?")
    send = "Record the conflict"
    field_order = ["user", "reason", "person"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].label = "What must they keep out of?"


class BreakGlassForm(CaseworkForm):
    """The emergency."""

    reference = forms.CharField(label="Which case?", max_length=30, help_text="For example STK-2026-000417")
    reason = forms.CharField(
        label="What is the emergency?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="At least 30 characters. Professional standards and the supervisors concerned read this at once.",
    )
    look = {"reference": {"width": 20}}
    send = "Open the case for 60 minutes"


class ReviewForm(CaseworkForm):
    """Professional standards' finding."""

    outcome = forms.ChoiceField(label="Was it justified?", choices=BreakGlass.OUTCOMES, widget=forms.RadioSelect)
    note = SentenceField(label="What did you find?", max_length=500, rows=4)
    send = "Save the review"
