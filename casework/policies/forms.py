"""Forms of force policy and bank holidays. What is typed is judged by the services; here is only how it is asked."""

from typing import Any

from django import forms
from django.utils import timezone

from casework.law import policy
from casework.law.policy import DEFAULTS
from casework.pages.forms import CaseworkForm, DayField, SentenceField
from casework.policies.models import HolidayOverride

KINDS = [
    (HolidayOverride.ADD, "A day is a bank holiday that is not on the list"),
    (HolidayOverride.STRIKE, "A day on the list is no bank holiday"),
    (HolidayOverride.USUAL, "A correction of ours no longer holds"),
    (HolidayOverride.COVER, "The next year is to be entered"),
]
OWN, DEFAULT = "own", "default"


class ValueForm(CaseworkForm):
    """A value of force policy to propose."""

    use = forms.ChoiceField(label="Which value should count?", widget=forms.RadioSelect, choices=[])
    value = forms.CharField(label="Value", max_length=60, required=False)
    from_on = DayField(label="From which day?", help_text="It never counts backwards. Open dates are counted anew on that day.")
    reason = SentenceField(label="Why?", help_text="The authorising officer reads this, and so does everyone later.")
    look = {"use": {"show": {OWN: ["value"]}}, "value": {"width": 20}}
    send = "Propose"

    def __init__(self, *args: Any, code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = DEFAULTS[code]
        self.fields["use"].choices = [  # type: ignore[attr-defined]
            (OWN, "A value of our own"),
            (DEFAULT, f"The default: {policy.in_words(code, known.value)}"),
        ]
        field = self.fields["value"]
        if known.unit == "date":
            field.label = "In use from"
            field.help_text = "Written as 2027-01-01. Leave it empty while it is not in use."
        elif isinstance(known.value, tuple):
            field.label = f"Lead times in {known.unit}"
            field.help_text = "The longest first, with commas between, such as 90, 60, 30."
        else:
            field.label = f"Number of {known.unit}"
        self.fields["from_on"].initial = timezone.localdate()


class SwitchForm(CaseworkForm):
    """Whether the force uses one of its own rules."""

    value = forms.ChoiceField(
        label="Should it be in use?", widget=forms.RadioSelect, choices=[("yes", "Yes, in use"), ("no", "No, switched off")]
    )
    from_on = DayField(label="From which day?", help_text="It never counts backwards. Open dates are counted anew on that day.")
    reason = SentenceField(label="Why?", help_text="The authorising officer reads this, and so does everyone later.")
    send = "Propose"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = timezone.localdate()


class HolidayForm(CaseworkForm):
    """A correction of the bank holidays to propose."""

    kind = forms.ChoiceField(label="What has changed?", widget=forms.RadioSelect, choices=KINDS)
    added = DayField(label="Which day is a bank holiday?", required=False)
    name = forms.CharField(label="What is it called?", max_length=80, required=False)
    struck = DayField(label="Which day is no bank holiday any more?", required=False)
    usual = DayField(label="Which day counts as usual again?", required=False)
    year = forms.IntegerField(label="Which year?", min_value=1998, max_value=2200, required=False)
    reason = SentenceField(label="Why?", help_text="Name the proclamation or notice, so that it can be found again.")
    look = {
        "kind": {
            "show": {
                HolidayOverride.ADD: ["added", "name"],
                HolidayOverride.STRIKE: ["struck"],
                HolidayOverride.USUAL: ["usual"],
                HolidayOverride.COVER: ["year"],
            },
            "hints": {HolidayOverride.COVER: "Its bank holidays follow the usual pattern, until they are corrected here."},
        }
    }
    send = "Propose"
    DAY_OF = {HolidayOverride.ADD: "added", HolidayOverride.STRIKE: "struck", HolidayOverride.USUAL: "usual", HolidayOverride.COVER: "year"}

    def clean(self) -> dict[str, Any]:
        """The day that goes with what has changed is asked for; the others do not matter."""
        cleaned = super().clean() or {}
        name = self.DAY_OF.get(cleaned.get("kind", ""))
        if name and name not in self.errors and cleaned.get(name) is None:
            self.add_error(name, "Enter a year, such as 2041" if name == "year" else "Enter a date")
        for other in self.DAY_OF.values():
            if other != name:
                self.errors.pop(other, None)
        return cleaned

    def place(self, problem: tuple[str | None, str]) -> tuple[str | None, str]:
        """The problem of a service beside the field that was filled in."""
        field, sentence = problem
        return (self.DAY_OF[self.cleaned_data["kind"]] if field in ("day", "year") else field), sentence


class DecisionForm(CaseworkForm):
    """Approve or decline what another person proposed."""

    outcome = forms.ChoiceField(
        label="What do you decide?", widget=forms.RadioSelect, choices=[("approve", "Approve it"), ("decline", "Decline it")]
    )
    note = forms.CharField(label="Why not?", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    look = {"outcome": {"show": {"decline": ["note"]}}}
    send = "Save the decision"
