"""The forms of a point to prove, of a change that asks for a new assessment, and of telling the victim."""

from typing import Any

from django import forms
from django.utils import timezone

from casework.assessment import points
from casework.assessment.models import Line, PointState, TriggerKind
from casework.assessment.triggers import BY_HAND
from casework.pages.dates import short_day
from casework.pages.forms import CaseworkForm, MomentField, VersionedForm
from casework.reports.models import Act, Impact, Incident


def occasion_words(incident: Incident) -> str:
    """An occasion as a choice: its day and its acts."""
    acts = ", ".join(Act(code).label.split(":")[0].lower() for code in incident.acts)
    return f"{short_day(incident.occurred_at)}: {acts}" + (", violence feared" if incident.fear_of_violence else "")


class PointForm(VersionedForm):
    """One line: met or not, what it rests on, and why."""

    state = forms.ChoiceField(label="Is it met?", choices=PointState.choices, widget=forms.RadioSelect)
    incidents = forms.TypedMultipleChoiceField(
        label="On which occasions does it rest?", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    exhibits = forms.MultipleChoiceField(label="On which exhibits?", required=False, widget=forms.CheckboxSelectMultiple)
    impacts = forms.MultipleChoiceField(
        label="What has changed in the victim's daily life?", choices=Impact.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    comment = forms.CharField(
        label="Why?",
        help_text="What it rests on and what is still missing. Never an address or a telephone number",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )
    look = {"state": {"inline": True}, "incidents": {"small": True}, "exhibits": {"small": True}, "impacts": {"small": True}}

    def __init__(self, *args: Any, line: Line, occasions: list[Incident], exhibits: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["incidents"].choices = [(incident.pk, occasion_words(incident)) for incident in occasions]
        self.fields["exhibits"].choices = [(number, f"{number}: {words}") for number, words in exhibits.items()]
        self.fields["comment"].help_text = f"{points.HELP[line]}. {self.fields['comment'].help_text}"
        if not occasions:
            del self.fields["incidents"]
        if not exhibits:
            del self.fields["exhibits"]
        if line != Line.EFFECT:
            del self.fields["impacts"]


class ChangeForm(CaseworkForm):
    """Something happened that asks for a new assessment."""

    kind = forms.ChoiceField(
        label="What has changed?", choices=[(kind.value, kind.label) for kind in map(TriggerKind, BY_HAND)], widget=forms.RadioSelect
    )
    words = forms.CharField(label="What happened?", max_length=200, help_text="In a few words. Never an address or a telephone number")
    happened_at = MomentField(label="When?")
    release = MomentField(label="If the suspect is held: when will the suspect be released?", required=False)
    look = {"kind": {"small": True}}
    send = "Ask for a new assessment"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("happened_at", timezone.now())


class ToldForm(CaseworkForm):
    """The victim was told."""

    told_at = MomentField(label="When was the victim told?")
    how = forms.CharField(
        label="How?", max_length=200, help_text="By the agreed safe way, for example “by telephone, at the agreed time”. Never the number"
    )
    send = "Save"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("told_at", timezone.now())
