"""Forms of an order's life: service, notification, and what follows."""

from typing import Any

from django import forms

from casework.cases.models import Grade
from casework.orders.models import DutyTrigger, IdentityCheck, OrderKind, ServiceMethod, ServicePlace, StationBasis
from casework.orders.selectors import STANDINGS
from casework.pages.forms import CaseworkForm, DayField, MomentField, SentenceField, VersionedForm


class RegisterFilter(CaseworkForm):
    """Narrow the register; everything may be left out."""

    text = forms.CharField(label="Reference or name", required=False, max_length=120)
    standing = forms.ChoiceField(label="How it stands", required=False, choices=[("", "All"), *STANDINGS.items()])
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "All"), *OrderKind.choices])


class ServiceForm(CaseworkForm):
    """One attempt at service."""

    send = "Record service"
    look = {
        "method": {"hints": {"hand": "Served at that moment", "post": "Served on the third business day after posting (MCR 1981 r.115)"}},
        "succeeded": {"show": {"no": ["why_not"]}},
    }
    groups = (
        ("If it was handed over", ("place_kind", "place", "identity_check", "explained")),
        ("If another day of receipt is shown", ("shown_on", "shown_why")),
    )

    method = forms.ChoiceField(label="How was it served, or tried?", choices=ServiceMethod.choices, widget=forms.RadioSelect)
    sent_at = MomentField(label="When was it handed over, sent or posted?")
    succeeded = forms.ChoiceField(
        label="Was it served?", choices=[("yes", "Yes"), ("no", "No, it was an attempt")], widget=forms.RadioSelect, initial="yes"
    )
    why_not = forms.CharField(label="Why could it not be served?", required=False, max_length=500)
    server = forms.CharField(label="Who served it?", max_length=120)
    place_kind = forms.ChoiceField(
        label="Where was it handed over?",
        required=False,
        choices=ServicePlace.choices,
        initial=ServicePlace.NONE,
        help_text="Never an address.",
    )
    place = forms.CharField(label="Which station, court or prison?", required=False, max_length=200)
    identity_check = forms.CharField(label="How did you know who it was?", required=False, max_length=200)
    explained = forms.MultipleChoiceField(
        label="What was done",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("terms_explained", "The terms were explained"),
            ("notification_explained", "The duty to notify within 3 days was explained"),
            ("copy_left", "A copy was left"),
            ("certificate_signed", "The certificate of service is signed (MCR 1981 r.67)"),
        ],
    )
    bwv_reference = forms.CharField(label="Body-worn video reference", required=False, max_length=60)
    shown_on = DayField(label="On which day was it received?", required=False)
    shown_why = forms.CharField(label="What shows that?", required=False, max_length=500)

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = dict(self.cleaned_data)
        done = set(data.pop("explained"))
        data["succeeded"] = data["succeeded"] == "yes"
        data["place_kind"] = data["place_kind"] or ServicePlace.NONE
        return data | {name: name in done for name in ("terms_explained", "notification_explained", "copy_left", "certificate_signed")}


class CorrectServiceForm(VersionedForm):
    """Correct how or when an order was served."""

    send = "Correct the service"

    method = forms.ChoiceField(label="How was it served?", choices=ServiceMethod.choices, widget=forms.RadioSelect)
    sent_at = MomentField(label="When was it handed over, sent or posted?")
    shown_on = DayField(label="On which day was it received, if another day is shown?", required=False)
    shown_why = forms.CharField(label="What shows that?", required=False, max_length=500)
    why = SentenceField(label="Why is it corrected?", min_length=10, rows=3, help_text="The old date stays on record, with this reason.")


class NotificationForm(CaseworkForm):
    """A notification given in person (SPA 2019 s.10)."""

    send = "Record the notification"
    look = {"checks": {"small": True}}

    trigger = forms.ChoiceField(label="Which duty does it answer?", choices=DutyTrigger.choices, widget=forms.RadioSelect)
    given_at = MomentField(label="When was it given?")
    channel = forms.ChoiceField(
        label="How was it given?",
        choices=[("IN_PERSON", "In person, by word of mouth, at a police station"), ("OTHER", "By telephone, e-mail or online")],
        widget=forms.RadioSelect,
    )
    station = forms.CharField(label="At which police station?", max_length=120)
    received_by = forms.CharField(label="Who received it?", max_length=120, help_text="An officer or an authorised person")
    names = forms.CharField(
        label="Which names were notified?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="All names used, one below the other",
    )
    address = forms.CharField(
        label="Which home address was notified?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept as a protected fact. With no fixed abode: the place where the defendant can regularly be found.",
    )
    checks = forms.MultipleChoiceField(
        label="Tick what applies",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("of_no_fixed_abode", "The defendant has no fixed abode"),
            ("prints_taken", "Fingerprints were taken to verify identity"),
            ("photo_taken", "A photograph was taken to verify identity"),
            ("acknowledgement_follows", "The written acknowledgement is still to be given"),
        ],
    )
    station_basis = forms.ChoiceField(
        label="Why that station?",
        required=False,
        choices=[("", "Choose one"), *StationBasis.choices],
        help_text="It counts only at the right one (SPA 2019 s.10(1)-(3)).",
    )
    identity = forms.ChoiceField(
        label="Fingerprints or a photograph to verify identity",
        required=False,
        choices=IdentityCheck.choices,
        initial=IdentityCheck.NOT_ASKED,
        help_text="They may be asked for only to verify identity (SPA 2019 s.10(5)-(6)).",
    )
    identity_note = forms.CharField(label="What was said on refusing?", required=False, max_length=300)
    acknowledgement = forms.CharField(label="Reference of the written acknowledgement", required=False, max_length=60)
    late_reason = forms.CharField(label="If it is late: what reason did the defendant give?", required=False, max_length=500)

    def __init__(self, *args: Any, triggers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(triggers) == 1:
            self.initial.setdefault("trigger", triggers[0])

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = dict(self.cleaned_data)
        ticked = set(data.pop("checks"))
        data["identity"] = data["identity"] or IdentityCheck.NOT_ASKED
        return data | {name: name in ticked for name in ("of_no_fixed_abode", "prints_taken", "photo_taken", "acknowledgement_follows")}


class ChangeForm(CaseworkForm):
    """The defendant used another name or moved: three days to notify, beginning with that day."""

    send = "Start the three days"

    trigger = forms.ChoiceField(
        label="What changed?",
        choices=[(DutyTrigger.NAME, "A name not yet notified was used"), (DutyTrigger.ADDRESS, "The home address changed")],
        widget=forms.RadioSelect,
    )
    on = DayField(label="On which day?")


class PncForm(CaseworkForm):
    """The entry on the PNC."""

    reference = forms.CharField(label="PNC reference", max_length=40)
    at = MomentField(label="When was it entered?", required=False)


class VictimToldForm(CaseworkForm):
    """The victim was told how the order stands."""

    how = SentenceField(
        label="How was the victim told?", min_length=5, rows=3, help_text="By the agreed safe means. Do not write a number or an address."
    )
    at = MomentField(label="When?", required=False, help_text="Leave empty for now.")


class AsAtForm(CaseworkForm):
    """How did the order stand at another moment?"""

    send = "Show"

    at = MomentField(label="How did it stand at", help_text="Date and time, for example 27/3/2026 14:30")


class RenewalForm(CaseworkForm):
    """Renew the order, or let it lapse."""

    renew = forms.TypedChoiceField(
        label="What is decided?",
        widget=forms.RadioSelect,
        choices=[("yes", "Apply to the court to renew it"), ("no", "Let it lapse on its last day")],
        coerce=lambda value: value == "yes",
    )
    grade = forms.ChoiceField(label="How does the risk stand now?", choices=Grade.choices, widget=forms.RadioSelect)
    reason = SentenceField(
        label="Why?", min_length=20, help_text="To let it lapse at high risk, say what protects instead: at least 60 characters."
    )


class RegisterEndedForm(CaseworkForm):
    """The sex-offender register ended for the defendant."""

    send = "Start the three days"

    on = DayField(label="What was the final day on the register?", help_text="It is day 1 of the three (SPA 2019 s.9(6)-(7)).")


class NoOffenceForm(CaseworkForm):
    """A missed notification was looked into, and no offence is pursued."""

    reason = SentenceField(
        label="Why is no offence pursued?", min_length=20, help_text="For example a reasonable excuse, or service that is in doubt."
    )


class CardForm(CaseworkForm):
    """Look up an order by its reference, or by name and date of birth."""

    send = "Check"
    groups = (("Or by name and date of birth", ("given_names", "family_name", "date_of_birth")),)

    reference = forms.CharField(label="Order reference", required=False, max_length=20, help_text="Such as ORD-2026-000123")
    given_names = forms.CharField(label="Given names", required=False, max_length=120)
    family_name = forms.CharField(label="Family name", required=False, max_length=120)
    date_of_birth = DayField(label="Date of birth", required=False)

    def clean(self) -> dict[str, Any]:
        """One road or the other, whole."""
        data = super().clean() or {}
        if data.get("reference"):
            return data
        if not (data.get("given_names") or data.get("family_name") or data.get("date_of_birth")):
            self.add_error("reference", "Enter an order reference, or a name and a date of birth")
            return data
        for name, words in (("given_names", "the given names"), ("family_name", "the family name"), ("date_of_birth", "the date of birth")):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, f"Enter {words} as well: a card is found by the whole name and the date of birth")
        return data
