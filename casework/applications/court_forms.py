"""The forms of force legal and the superintendent: review, authority, lodging, hearings, outcome."""

from typing import Any

from django import forms
from django.utils import timezone

from casework.applications import rules
from casework.applications.hearing_forms import contested_field
from casework.applications.models import Application, HearingKind, SummonsMethod
from casework.pages.forms import CaseworkForm, DayField, MomentField

RETURN, APPROVE, REFUSE = "return", "approve", "refuse"


class ReviewForm(CaseworkForm):
    """One page for the whole review: a comment beside each part, the tests, and the decision."""

    send = "Record the decision"
    version = forms.IntegerField(widget=forms.HiddenInput)
    list_seen = forms.CharField(widget=forms.HiddenInput, required=False)
    compatibility = forms.BooleanField(
        label="I compared the conditions with every order that binds the defendant, listed here (s.2(6)-(7))", required=False
    )
    screen_override = forms.BooleanField(
        label="I go on though religion, work and education are not fully screened, on force legal's responsibility (s.2(3))", required=False
    )
    decision = forms.ChoiceField(
        label="What do you decide?",
        widget=forms.RadioSelect,
        required=False,
        choices=[
            (RETURN, "Return it to the officer with reasons"),
            (APPROVE, "Approve it: it goes to the superintendent"),
            (REFUSE, "Do not support it: it is withdrawn"),
        ],
    )
    reasons = forms.CharField(
        label="Reasons, for the officer",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Privileged: read by the officer, supervisors, force legal and the superintendent, and never disclosed.",
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = [(key, title) for key, title in rules.SECTIONS.items() if key != "conditions"]
        self.conditions = list(application.conditions.all())
        self.tests = rules.tests_for(application)
        for key, title in self.parts:
            self.fields[f"comment_{key}"] = self._comment(f"Comment on “{title}”")
        for condition in self.conditions:
            self.fields[f"comment_condition_{condition.pk}"] = self._comment(f"Comment on condition {condition.number}")
        for name, words in self.tests.items():
            self.fields[name] = forms.BooleanField(label=words, required=False)

    @staticmethod
    def _comment(label: str) -> forms.CharField:
        return forms.CharField(label=label, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))

    def comments(self) -> list[dict[str, Any]]:
        """The comments that were written: part, text and the condition."""
        data = self.cleaned_data
        found: list[dict[str, Any]] = [
            {"part": key, "text": data[f"comment_{key}"], "condition": None} for key, _ in self.parts if data[f"comment_{key}"]
        ]
        found += [
            {"part": "conditions", "text": data[f"comment_condition_{each.pk}"], "condition": each}
            for each in self.conditions
            if data[f"comment_condition_{each.pk}"]
        ]
        return found

    def seen(self) -> list[int]:
        """The ids of the orders that stood on the page."""
        return [int(word) for word in self.cleaned_data["list_seen"].split(",") if word.isdigit()]


class AuthorityForm(CaseworkForm):
    """The superintendent's decision."""

    send = "Record the decision"
    version = forms.IntegerField(widget=forms.HiddenInput)
    given = forms.TypedChoiceField(
        label="Does it appear to you that the three grounds are met (SPA 2019 s.1(1))?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes: I authorise the application"), ("no", "No: I decline")],
        coerce=lambda value: value == "yes",
    )
    rationale = forms.CharField(label="Your reasons", widget=forms.Textarea(attrs={"rows": 5}), max_length=4000)


class LodgeForm(CaseworkForm):
    """The complaint."""

    send = "Record that it is lodged"
    complaint_on = DayField(label="When was the complaint made?", not_after=timezone.localdate)
    court_reference = forms.CharField(label="What is the court's reference?", max_length=60)
    route = forms.ChoiceField(
        label="How was it made?",
        widget=forms.RadioSelect,
        choices=list(rules.MEANS.items()),
        help_text="MCR 1981 r.3D.",
    )


class HearingForm(CaseworkForm):
    """The hearing that the court has listed."""

    send = "Record the hearing"
    at = MomentField(label="When is the hearing?")
    court = forms.CharField(label="Which court?", max_length=120)
    court_code = forms.CharField(label="Court code", max_length=20, required=False)
    kind = forms.ChoiceField(label="What is heard?", widget=forms.RadioSelect, choices=HearingKind.choices, initial=HearingKind.FIRST)
    contested = contested_field()


class SummonsForm(CaseworkForm):
    """How the summons was served."""

    send = "Record the service"
    method = forms.ChoiceField(label="How was the summons served?", widget=forms.RadioSelect, choices=SummonsMethod.choices)
    sent_at = MomentField(label="When was it handed over, left or sent?", not_after=timezone.now)
    server = forms.CharField(label="Who served it?", max_length=120)
    shown_on = DayField(label="Which day was set by the court, or is proved?", required=False, not_after=timezone.localdate)
    certificate_signed = forms.BooleanField(label="The person who served it has signed the certificate (MCR 1981 r.67)", required=False)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)


ADJOURNED, MADE, INTERIM_MADE, REFUSED = "adjourned", "made", "interim", "refused"


class OutcomeForm(CaseworkForm):
    """How the hearing ended. An order that was made is entered on the next page."""

    send = "Go on"
    outcome = forms.ChoiceField(label="How did the hearing end?", widget=forms.RadioSelect, choices=())
    heard_at = MomentField(label="When?", not_after=timezone.now)
    next_at = MomentField(label="When is the next hearing?", required=False)
    contested = contested_field("Is the next hearing contested?")
    note = forms.CharField(label="What did the court say?", required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    look = {"outcome": {"show": {ADJOURNED: ["next_at", "contested"]}}}

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(ADJOURNED, "Adjourned to another day")]
        if application.kind == "MAIN":
            choices += [(MADE, "The order was made"), (INTERIM_MADE, "An interim order was made, the rest adjourned")]
        else:
            choices.append((INTERIM_MADE, "The interim order was made"))
        self.fields["outcome"].choices = [*choices, (REFUSED, "Refused")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An adjournment needs its next day."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("outcome") == ADJOURNED and not data.get("next_at") and "next_at" not in self.errors:
            self.add_error("next_at", "Enter when the next hearing is")
        return data
