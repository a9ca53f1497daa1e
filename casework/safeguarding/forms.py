"""The forms of victim care, but for those of the contact log."""

from typing import Any

from django import forms
from django.utils import timezone

from casework.assessment.models import PlanKind
from casework.assessment.selectors import plan_owners
from casework.cases.models import Case, CaseParty
from casework.pages.dates import short_day
from casework.pages.forms import CaseworkForm, DayField, MomentField, VersionedForm
from casework.safeguarding import flow, selectors
from casework.safeguarding.contact_forms import CHOOSE, NEVER_HERE, OFFERS, SUPPORT, text
from casework.safeguarding.models import (
    Frequency,
    Measure,
    MeasureBasis,
    Method,
    Need,
    Referral,
    RightsBasis,
    Service,
    StatementStepKind,
    WantsRead,
)
from casework.safeguarding.models.referral import PANELS

YES_NO = [("yes", "Yes"), ("no", "No")]


class PlanForm(VersionedForm):
    """How contact is safe."""

    agreed_at = MomentField(label="When was this agreed with the victim?")
    frequency = forms.ChoiceField(
        label="How often does the victim want to hear from us?", choices=Frequency.choices, widget=forms.RadioSelect
    )
    methods = forms.MultipleChoiceField(
        label="In which ways is contact safe?", choices=Method.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    fact = forms.ModelChoiceField(
        label="Which number or address is the safe one?",
        queryset=None,
        required=False,
        empty_label="None chosen",
        help_text="Only what kind it is and since when is shown. Record a new one on the People page",
    )
    safe_times = text("When is it safe?", required=True, help_text="For example: weekdays after 18:00, never at weekends. " + NEVER_HERE)
    not_to_leave = text(
        "Which words must never be left on a voicemail or in a message?", help_text="For example: police, officer, stalking, your case"
    )
    others = text("Who else may answer, and what may they be told?")
    send = "Save the safe contact plan"

    def __init__(self, *args: Any, party: CaseParty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("agreed_at", timezone.now())
        self.fields["fact"].queryset = selectors.ways_to_reach(party)
        self.fields["fact"].label_from_instance = _kind_of

    def plan(self) -> dict[str, Any]:
        """Fields of SafeContactPlan."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def _kind_of(fact: Any) -> str:
    return f"{fact.get_kind_display()}, recorded {short_day(fact.created_at)} (protected)"


class NeedsForm(CaseworkForm):
    """What the victim needs, and Enhanced Rights."""

    assessed_at = MomentField(label="When was this talked about?")
    enhanced = forms.ChoiceField(
        label="Do Enhanced Rights apply?",
        choices=YES_NO,
        widget=forms.RadioSelect,
        help_text="A victim of stalking is persistently targeted, unless you say why not",
    )
    basis = forms.MultipleChoiceField(label="Why?", choices=RightsBasis.choices, widget=forms.CheckboxSelectMultiple, required=False)
    reason_not = text("Why is this victim not persistently targeted?")
    needs = forms.MultipleChoiceField(
        label="What does the victim need?", choices=Need.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    notes = text("In the victim's words", help_text=NEVER_HERE)
    look = {"enhanced": {"show": {"yes": ["basis"], "no": ["reason_not"]}}, "needs": {"small": True}}
    send = "Save the assessment"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("assessed_at", timezone.now())
        self.initial.setdefault("enhanced", "yes")
        self.initial.setdefault("basis", [RightsBasis.PERSISTENT.value])

    def assessment(self) -> dict[str, Any]:
        """Fields of NeedsAssessment."""
        return self.cleaned_data | {"enhanced": self.cleaned_data["enhanced"] == "yes"}


class ReferForm(CaseworkForm):
    """A referral and what the victim answered."""

    service = forms.ChoiceField(label="To whom?", choices=Service.choices, widget=forms.RadioSelect)
    name = forms.CharField(label="The service's name", max_length=120, help_text="For example, Harbourside ISAC Service")
    at = MomentField(label="When was it offered, or sent?")
    answer = forms.ChoiceField(
        label="What did the victim answer?",
        choices=[*SUPPORT[1:], ("NO_CONSENT", "It is sent without the victim's consent")],
        widget=forms.RadioSelect,
    )
    why = text(
        "Why did the victim decline?", help_text="In the victim's own reasons, so that it can be offered again when they no longer hold"
    )
    no_consent_why = text("Why without consent?", help_text="The danger that makes it necessary, and what the victim was told")
    look = {"answer": {"show": {"DECLINED": ["why"], "NO_CONSENT": ["no_consent_why"]}}}
    send = "Save the referral"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("at", timezone.now())


VERBS = {
    "accept": "The victim has accepted",
    "decline": "The victim has declined",
    "send": "The referral has been sent",
    "first contact": "The service has made first contact",
    "end": "It has ended",
    "offer again": "It has been offered again",
}


class MoveReferralForm(CaseworkForm):
    """What happened next."""

    verb = forms.ChoiceField(label="What happened?", widget=forms.RadioSelect)
    at = MomentField(label="When?")
    why = text("Why, or how did it end?", help_text="Needed when the victim declined, and when it ended")
    send = "Save"

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("at", timezone.now())
        self.fields["verb"].choices = [(m.verb, VERBS[m.verb]) for m in flow.REFERRAL_MOVES if m.source == referral.state]


class PanelForm(CaseworkForm):
    """What a conference advised."""

    discussed_on = DayField(label="On which day was it discussed?")
    advice = text("What was advised?", rows=4, required=True, most=4000)
    actions_agreed = text("Which actions were agreed, by whom and by when?", rows=4, most=4000)
    send = "Save what was advised"


def is_panel(referral: Referral) -> bool:
    """Is it a conference of professionals, whose advice is recorded?"""
    return referral.service in PANELS


class MeasuresFields(CaseworkForm):
    """On what basis, which measures, and what the victim wishes."""

    bases = forms.MultipleChoiceField(
        label="On what may the court find the victim eligible?",
        choices=MeasureBasis.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    measures = forms.MultipleChoiceField(
        label="What would help the victim to give evidence?",
        choices=Measure.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="An intermediary and aids to communication are open under s.16 only",
    )
    declined = forms.BooleanField(label="The victim wants none", required=False)
    wishes = text("What does the victim wish, in the victim's words?")
    look = {"bases": {"small": True}, "measures": {"small": True}}


class MeasuresForm(MeasuresFields):
    """Special measures by themselves."""

    at = MomentField(label="When was this talked about?")
    field_order = ["at"]
    send = "Save the victim's wishes"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("at", timezone.now())
        self.fields["wishes"].required = True


class StatementForm(MeasuresFields):
    """A statement was taken; what is offered and asked with it."""

    at = MomentField(label="When was the statement taken?")
    kept_at = forms.CharField(label="Where is it kept?", max_length=120, required=False, help_text="For example, exhibit AJM/3")
    vps = forms.ChoiceField(
        label="What did the victim answer to the offer of a Victim Personal Statement?",
        choices=[*OFFERS, ("", "It has not been offered yet")],
        widget=forms.RadioSelect,
        required=False,
        help_text="It is offered with the statement, on the same day",
    )
    wants_read = forms.ChoiceField(label="Does the victim want it read aloud in court?", choices=WantsRead.choices, required=False)
    ask_measures = forms.ChoiceField(label="Were special measures talked about?", choices=YES_NO, widget=forms.RadioSelect, initial="no")
    groups = (
        ("The statement", ("at", "kept_at")),
        ("The Victim Personal Statement", ("vps", "wants_read")),
        ("Giving evidence", ("ask_measures",)),
    )
    look = MeasuresFields.look | {"ask_measures": {"show": {"yes": ["bases", "measures", "declined", "wishes"]}}}
    field_order = ["at", "kept_at", "vps", "wants_read", "ask_measures", "bases", "measures", "declined", "wishes"]
    send = "Save the statement"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("at", timezone.now())

    def statement(self) -> dict[str, Any]:
        """Keywords for the service."""
        values = {name: self.cleaned_data[name] for name in ("at", "kept_at", "vps", "wants_read")}
        measures = {name: self.cleaned_data[name] for name in ("bases", "measures", "declined", "wishes")}
        return values | {"measures": measures if self.cleaned_data["ask_measures"] == "yes" else None}


class PersonalStatementForm(CaseworkForm):
    """A step of the personal statement."""

    kind = forms.ChoiceField(
        label="What was done?",
        choices=[(kind.value, kind.label) for kind in StatementStepKind if kind != StatementStepKind.TAKEN],
        widget=forms.RadioSelect,
    )
    at = MomentField(label="When?")
    wants_read = forms.ChoiceField(label="Does the victim want it read aloud in court?", choices=WantsRead.choices, required=False)
    kept_at = forms.CharField(label="Where is it kept?", max_length=120, required=False, help_text="For example, exhibit AJM/4")
    send = "Save"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("at", timezone.now())


class ActionForm(CaseworkForm):
    """A safety action: who does what by when."""

    kind = forms.ChoiceField(label="What kind of action?", choices=[*CHOOSE, *PlanKind.choices])
    what = forms.CharField(label="What will be done?", max_length=300, help_text=NEVER_HERE)
    owner = forms.ModelChoiceField(label="Who does it?", queryset=None, empty_label="Choose")
    due_on = DayField(label="By which day?")
    needs_consent = forms.BooleanField(label="It needs the victim's consent", required=False)
    send = "Plan the action"

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = plan_owners(case)


class AskCareForm(CaseworkForm):
    """Only asks to go on."""

    send = "Ask victim care"


class EndCareForm(CaseworkForm):
    """Only asks to go on."""

    send = "End victim care's part"
