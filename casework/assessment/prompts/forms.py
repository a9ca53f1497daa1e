"""The forms that answer a prompt and a case of the sample."""

from django import forms

from casework.assessment.prompts.kinds import Kind
from casework.pages.forms import CaseworkForm

YES, NO = "yes", "no"


class AnswerForm(CaseworkForm):
    """Accept a prompt, or decline it and say why."""

    answer = forms.ChoiceField(
        label="Does the prompt fit?",
        choices=[(YES, "Yes, it is to be thought about"), (NO, "No, and this is why")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Needed when it does not fit. It is read again when more happens.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )
    look = {"answer": {"hints": {YES: "You go on to the question of stalking; nothing is decided by this"}}}
    send = "Save the answer"

    @property
    def accepted(self) -> bool:
        """Was it accepted?"""
        return bool(self.cleaned_data["answer"] == YES)


class CheckForm(CaseworkForm):
    """Was a pattern missed in this case of the sample?"""

    missed = forms.ChoiceField(
        label="Was a pattern missed?",
        choices=[(NO, "No, it is rightly recorded"), (YES, "Yes, it should have been held up")],
        widget=forms.RadioSelect,
        help_text="",
    )
    reason = forms.CharField(
        label="What did you look at, and what did you find?", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )
    send = "Save the answer"


class QueueFilter(CaseworkForm):
    """Narrows the prompts that wait."""

    kind = forms.ChoiceField(label="What they point to", choices=[("", "Everything"), *Kind.choices], required=False)
