"""Forms over accounts, roles, loans and absences."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from casework.accounts import selectors
from casework.accounts.services.people import END, KEEP, MOVE
from casework.pages.forms import CaseworkForm, DayField, VersionedForm
from casework.staff.models import Force, Rank, Role, RoleAssignment, Unit, User

WHOLE_FORCE = "The whole force"


class ColleagueField(forms.CharField):
    """A colleague by user name or collar number, as `User`; set `force_id` before cleaning."""

    force_id: int | None = None

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "User name or collar number, for example otait or 2210")
        super().__init__(max_length=80, **kwargs)

    def clean(self, value: Any) -> Any:
        """The colleague; None where nothing was typed and nothing is needed."""
        text = super().clean(value)
        if not text:
            return None
        found = selectors.colleague(self.force_id, text)
        if found is None:
            raise ValidationError("No active colleague of the force has this user name, or more than one has this collar number")
        return found


class FindForm(CaseworkForm):
    """Narrows the list of accounts. Sent by GET."""

    q = forms.CharField(label="Name, user name or collar number", required=False, max_length=80)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Unit", required=False, empty_label="All units")
    role = forms.ChoiceField(label="Role", choices=[("", "All roles"), *Role.choices], required=False)
    state = forms.ChoiceField(
        label="Account", choices=[("active", "Active"), ("deactivated", "Deactivated"), ("all", "All")], required=False
    )
    send = "Show"
    look = {"q": {"width": 20}}

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class AccountForm(VersionedForm):
    """Who somebody is."""

    first_name = forms.CharField(label="First name", max_length=150)
    last_name = forms.CharField(label="Last name", max_length=150)
    rank = forms.ChoiceField(label="Rank", choices=Rank.choices)
    collar_number = forms.CharField(label="Collar or staff number", max_length=12, required=False)
    email = forms.EmailField(label="Work e-mail address", help_text="Messages say only that an action is due, never about whom")
    stalking_trained_on = DayField(label="When trained in stalking?", required=False, not_after=timezone.localdate)

    look = {"first_name": {"width": 20}, "last_name": {"width": 20}, "collar_number": {"width": 10}, "stalking_trained_on": {"width": 10}}


class AddForm(AccountForm):
    """A new account."""

    username = forms.CharField(
        label="User name", max_length=30, help_text="Lower case, for example pdhanda. It cannot be changed afterwards"
    )
    force = forms.ModelChoiceField(Force.objects.none(), label="Force", empty_label=None)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Unit", required=False, empty_label="No unit")

    send = "Add the account"
    look = {**AccountForm.look, "username": {"width": 20}}
    field_order = ("username", "first_name", "last_name", "rank", "collar_number", "email", "force", "unit", "stalking_trained_on")

    def __init__(self, *args: Any, forces: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["force"].queryset = Force.objects.filter(pk__in=forces)  # type: ignore[attr-defined]
        self.fields["unit"].queryset = Unit.objects.filter(force_id__in=forces)  # type: ignore[attr-defined]
        if len(forces) == 1:
            self.fields["force"].widget = forms.HiddenInput()
            self.fields["force"].initial = next(iter(forces))

    def clean_username(self) -> str:
        """Lower case."""
        return str(self.cleaned_data["username"]).lower()


class OwnForm(VersionedForm):
    """What one may change of one's own account."""

    email = forms.EmailField(label="Your work e-mail address", help_text="Messages say only that an action is due, never about whom")


class MoveForm(CaseworkForm):
    """Another unit."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Which unit?", empty_label="Choose a unit")
    roles = forms.ChoiceField(
        label="What becomes of the roles held in the old unit?",
        choices=[(MOVE, "They are held in the new unit instead"), (END, "They end"), (KEEP, "They stay as they are")],
        widget=forms.RadioSelect,
    )
    send = "Move"
    look = {"roles": {"hints": {MOVE: "In the old unit they end with today, so that work can be handed over", END: "With today"}}}

    def __init__(self, *args: Any, subject: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(force_id=subject.force_id).exclude(pk=subject.unit_id)  # type: ignore[attr-defined]


class _Days(CaseworkForm):
    starts_on = DayField(label="From which day?")
    ends_on = DayField(label="Until which day?", required=False, help_text="The last day. Leave empty if it has no end")
    reason = forms.CharField(label="Why?", max_length=200)
    look = {"starts_on": {"width": 10}, "ends_on": {"width": 10}}


class RoleForm(_Days):
    """A role for somebody."""

    role = forms.ChoiceField(label="Which role?", choices=[("", "Choose a role"), *Role.choices])
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Where?", required=False, empty_label=WHOLE_FORCE, help_text="A role in a unit covers the units below it"
    )
    send = "Give the role"
    field_order = ("role", "unit", "starts_on", "ends_on", "reason")

    def __init__(self, *args: Any, subject: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(force_id=subject.force_id)  # type: ignore[attr-defined]


class LendForm(_Days):
    """The loan of a role."""

    role = forms.ChoiceField(label="Which role?")
    taker = ColleagueField(label="To whom?")
    send = "Lend the role"
    field_order = ("role", "taker", "starts_on", "ends_on", "reason")

    def __init__(self, *args: Any, subject: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = dict.fromkeys(RoleAssignment.objects.filter(pk__in=selectors.roles_now_or_later(subject)).values_list("role", flat=True))
        self.fields["role"].choices = [(role, Role(role).label) for role in held]  # type: ignore[attr-defined]
        self.fields["taker"].force_id = subject.force_id  # type: ignore[attr-defined]
        self.fields["ends_on"].required = True
        self.fields["ends_on"].help_text = "The last day"


class EndRoleForm(CaseworkForm):
    """The last day of a role."""

    ends_on = DayField(label="What is the last day?", help_text="The role is held until the end of this day")
    send = "End the role"
    look = {"ends_on": {"width": 10}}


class AbsenceForm(CaseworkForm):
    """Days away, and who is asked meanwhile. The reason is nobody's business here."""

    starts_on = DayField(label="First day away")
    ends_on = DayField(label="Last day away")
    deputy = ColleagueField(label="Who is asked meanwhile?", required=False)
    send = "Save the absence"
    look = {"starts_on": {"width": 10}, "ends_on": {"width": 10}, "deputy": {"width": 20}}

    def __init__(self, *args: Any, subject: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["deputy"]
        field.force_id = subject.force_id  # type: ignore[attr-defined]
        field.help_text = f"{field.help_text}. Left empty, reminders go to the supervisor"


class ReasonForm(CaseworkForm):
    """Why an account is closed."""

    reason = forms.CharField(label="Why?", max_length=200, help_text="For example: left the force, long secondment, under investigation")
    send = "Deactivate the account"


class DecideForm(CaseworkForm):
    """The second administrator's answer."""

    agree = forms.ChoiceField(
        label="What do you decide?", choices=[("yes", "I agree: it takes effect"), ("no", "I refuse it")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Why do you refuse it?", max_length=200, required=False)
    send = "Decide"
    look = {"agree": {"show": {"no": ["note"]}}}


class NothingForm(CaseworkForm):
    """A button."""

    def __init__(self, *args: Any, send: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.send = send
