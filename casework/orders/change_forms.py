"""Forms of an application to vary, renew or discharge an order."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from casework.applications.catalogue import CATEGORIES
from casework.orders import selectors
from casework.orders.condition_fields import ConditionFields, Line
from casework.orders.models import Applicant, ChangeKind, ConsentBy, Order, OrderChange, OrderKind
from casework.pages.forms import CaseworkForm, DayField, MomentField, SentenceField, VersionedForm

YES_NO = [("yes", "Yes"), ("no", "No")]
FIXED = [("yes", "Yes, until a new last day"), ("no", "No, until a further order")]


def fixed_field(**more: Any) -> forms.TypedChoiceField:
    """The question whether it is for a fixed period; None while it is not answered."""
    return forms.TypedChoiceField(
        label="Is it renewed for a fixed period?",
        required=False,
        widget=forms.RadioSelect,
        choices=FIXED,
        coerce=lambda value: value == "yes",
        empty_value=None,
        **more,
    )


class StartForm(CaseworkForm):
    """Who asks the court for what."""

    send = "Record the application"
    look = {
        "kind": {"show": {ChangeKind.RENEW: ["fixed", "end"]}},
        "applicant": {
            "show": {Applicant.OTHER_OFFICER: ["applicant_name"]},
            "hints": {Applicant.OUR_OFFICER: "Begins a draft: force legal reviews it and a superintendent authorises it"},
        },
    }
    groups = (("If it came from the defendant or another force", ("court", "court_reference", "at")),)

    kind = forms.ChoiceField(label="What is the court asked to do?", choices=ChangeKind.choices, widget=forms.RadioSelect)
    fixed = fixed_field()
    end = DayField(label="Until which new last day?", required=False, help_text="The day itself still counts.")
    applicant = forms.ChoiceField(
        label="Who applies?",
        choices=Applicant.choices,
        widget=forms.RadioSelect,
        help_text="The protected person cannot apply: she goes through the police (SPA 2019 s.4(1)).",
    )
    applicant_name = forms.CharField(label="Which force?", required=False, max_length=120)
    asked = SentenceField(label="What exactly is asked for?", min_length=20, rows=4)
    why = forms.CharField(
        label="Why, and how does the risk stand now?", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    court = forms.CharField(label="Which court?", required=False, max_length=120)
    court_reference = forms.CharField(label="The court's reference", required=False, max_length=60)
    at = MomentField(label="When was it received?", required=False, help_text="Leave this empty for now.")

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if order.end_date is None:
            self.fields["kind"].choices = [each for each in ChangeKind.choices if each[0] != ChangeKind.RENEW]  # type: ignore[attr-defined]
            self.look = {name: value for name, value in self.look.items() if name != "kind"}
            del self.fields["fixed"], self.fields["end"]
        if order.type == OrderKind.ISPO:
            self.fields["applicant"].help_text = "Of an interim order only these may ask for a change (SPA 2019 s.5(7))."
            self.fields["applicant"].choices = [  # type: ignore[attr-defined]
                each for each in Applicant.choices if each[0] != Applicant.OTHER_OFFICER
            ]
            self.look = {name: value for name, value in self.look.items() if name != "applicant"}
            del self.fields["applicant_name"]

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return dict(self.cleaned_data)


class DraftForm(VersionedForm):
    """The draft of our own application."""

    send = "Save the draft"
    look = {"fixed": {"show": {"yes": ["end"]}}}

    asked = SentenceField(label="What exactly is asked for?", min_length=20, rows=4)
    why = SentenceField(label="Why, and how does the risk stand now?", min_length=20, rows=6)
    fixed = fixed_field()
    end = DayField(label="Until which new last day?", required=False, help_text="The day itself still counts.")

    def __init__(self, *args: Any, made: OrderChange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if made.kind != ChangeKind.RENEW:
            del self.fields["fixed"], self.fields["end"]
            self.look = {}


class NewConditionForm(CaseworkForm):
    """A condition that would be new."""

    send = "Add the condition"

    category = forms.ChoiceField(
        label="What kind of condition is it?", choices=[("", "Choose one"), *((each.key, each.title) for each in CATEGORIES)]
    )
    text = SentenceField(
        label="How should it read?",
        min_length=10,
        rows=3,
        help_text="Who, what and where, so that a breach could be proved. Never an address.",
    )
    necessity = forms.CharField(
        label="Why is it necessary?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A new condition is added only if it is necessary to protect from the risk (SPA 2019 s.4(4)(a)).",
    )


class SendForm(CaseworkForm):
    """Nothing to type."""

    send = "Send to force legal"


class LegalForm(CaseworkForm):
    """Force legal's review. The reasons are privileged."""

    send = "Record the review"

    approve = forms.TypedChoiceField(
        label="What do you decide?",
        widget=forms.RadioSelect,
        choices=[("yes", "Approve it: a superintendent decides next"), ("no", "Return it to the author")],
        coerce=lambda value: value == "yes",
    )
    compatible = forms.BooleanField(
        label="I compared the conditions with every order that binds the defendant (SPA 2019 s.2(6)-(7))", required=False
    )
    reasons = forms.CharField(
        label="Your advice",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Privileged: the applicant's side alone reads it. Needed when you return it.",
    )


class AuthorityForm(CaseworkForm):
    """The superintendent's decision."""

    send = "Record the decision"

    given = forms.TypedChoiceField(
        label="What do you decide for the chief officer?",
        widget=forms.RadioSelect,
        choices=[("yes", "Authorise it"), ("no", "Decline it")],
        coerce=lambda value: value == "yes",
    )
    reasons = SentenceField(label="Why?", min_length=10, rows=4)


class LodgeForm(CaseworkForm):
    """It goes to the court."""

    send = "Record that it was lodged"

    court = forms.CharField(label="Which court?", max_length=120)
    court_reference = forms.CharField(label="The court's reference", max_length=60)
    at = MomentField(label="When was it lodged?", required=False, help_text="Leave this empty for now.")


class HearingForm(CaseworkForm):
    """The hearing that the court has listed, or to which it put it off."""

    send = "Record the hearing"

    hearing_at = MomentField(label="When is it heard?")
    court = forms.CharField(label="Which court?", max_length=120)


class ToldForm(CaseworkForm):
    """The defendant or a chief officer was told."""

    send = "Record it"

    how = forms.CharField(label="How were they told?", max_length=120, help_text="For example: by letter, by e-mail to force legal.")
    at = MomentField(label="When?", required=False, help_text="Leave this empty for now.")
    wants = forms.TypedChoiceField(
        label="Do they want to be heard?",
        required=False,
        widget=forms.RadioSelect,
        choices=[*YES_NO, ("", "Not known yet")],
        coerce=lambda value: value == "yes",
        empty_value=None,
    )


class ConsentForm(CaseworkForm):
    """A consent to the discharge, or its withdrawal."""

    send = "Record the consent"

    by = forms.ChoiceField(label="Whose consent?", choices=ConsentBy.choices, widget=forms.RadioSelect)
    given = forms.TypedChoiceField(
        label="Was it given?",
        widget=forms.RadioSelect,
        choices=[("yes", "Given"), ("no", "Taken back")],
        coerce=lambda value: value == "yes",
        initial="yes",
    )
    on = DayField(label="On which day?", not_after=timezone.localdate)
    evidence = forms.CharField(label="What shows it?", max_length=300, help_text="For example a signed form and its date.")

    def __init__(self, *args: Any, needed: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needed:
            self.fields["by"].choices = [each for each in ConsentBy.choices if each[0] in needed]  # type: ignore[attr-defined]


class WithdrawForm(CaseworkForm):
    """It is withdrawn before a decision."""

    send = "Record that it was withdrawn"

    note = SentenceField(label="Why is it withdrawn?", min_length=10, rows=3)


class RefusedForm(CaseworkForm):
    """The court refused it."""

    send = "Record the refusal"

    at = MomentField(label="When did the court decide?", not_after=timezone.now)
    note = SentenceField(label="Why did the court refuse?", min_length=10, rows=4)


class GrantDischargeForm(CaseworkForm):
    """The court discharged the order."""

    send = "Record the discharge"

    at = MomentField(label="When did the court decide?", not_after=timezone.now)
    note = SentenceField(label="What did the court decide, and on what grounds?", min_length=10, rows=4)


class GrantForm(ConditionFields, CaseworkForm):
    """The order as the court varied or renewed it: every condition that holds from now on."""

    send = "Record what the court made"

    at = MomentField(label="When did the court decide?", not_after=timezone.now)
    fixed = fixed_field()
    end = DayField(label="Until which new last day?", required=False, help_text="The day itself still counts.")
    note = forms.CharField(label="What else did the court say?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    look = {"fixed": {"show": {"yes": ["end"]}}}

    def __init__(self, *args: Any, made: OrderChange, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = ["at", "fixed", "note"]
        if made.kind != ChangeKind.RENEW:
            del self.fields["fixed"], self.fields["end"]
            self.look = {}
            self.shown = ["at", "note"]
        self.add_lines(lines, necessity=True)

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        found = {"at": data["at"], "note": data["note"], "conditions": self.made()}
        return found | {name: data[name] for name in ("fixed", "end") if name in self.fields}


class ChangeFilter(CaseworkForm):
    """Narrow the list of applications about orders."""

    standing = forms.ChoiceField(label="How it stands", required=False, choices=[("", "All"), *selectors.CHANGE_STANDINGS.items()])
