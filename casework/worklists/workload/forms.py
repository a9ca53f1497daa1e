"""The forms of moving cases."""

from typing import Any

from django import forms

from casework.pages.forms import CaseworkForm
from casework.staff.models import User


class ChooseForm(CaseworkForm):
    """Who takes them, and why. The cases themselves are ticked in the table."""

    target = forms.ChoiceField(label="Who takes them?")
    reason = forms.CharField(label="Why?", max_length=200, help_text="For example: on leave until 14 December")
    send = "See what would move"

    def __init__(self, *args: Any, takers: list[User], loads: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.takers = {str(user.pk): user for user in takers}
        field = self.fields["target"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose an officer")] + [(str(user.pk), self._words(user, loads)) for user in takers]

    @staticmethod
    def _words(user: User, loads: dict[int, int]) -> str:
        count = loads.get(user.pk, 0)
        trained = "" if user.stalking_trained_on else ", no stalking training on record"
        return f"{user.display_name}, {user.unit or 'no unit'}: {count} open {'case' if count == 1 else 'cases'}{trained}"

    def clean_target(self) -> User | None:
        """The officer."""
        return self.takers.get(self.cleaned_data["target"])


class ConfirmForm(CaseworkForm):
    """The word that moves them."""

    untrained_agreed = forms.BooleanField(label="Move them although no stalking training is on record", required=False)
    send = "Move the cases"

    def __init__(self, *args: Any, trained: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if trained:
            del self.fields["untrained_agreed"]
