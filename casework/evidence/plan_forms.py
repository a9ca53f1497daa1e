"""The form that plans what becomes of the exhibits of a case."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from casework.evidence.models import Exhibit, ExhibitPlan
from casework.pages.forms import CaseworkForm


class PlansForm(CaseworkForm):
    """For each exhibit in police hands: what is to become of it, and why. What is planned already stands in the form."""

    send = "Save the plans"

    def __init__(self, *args: Any, exhibits: Sequence[Exhibit], plans: Mapping[int, ExhibitPlan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.exhibits = exhibits
        groups = []
        for exhibit in exhibits:
            plan = plans.get(exhibit.pk)
            names = (f"plan-{exhibit.pk}", f"reason-{exhibit.pk}")
            choices = [("", "Choose"), *ExhibitPlan.Plan.choices]
            self.fields[names[0]] = forms.ChoiceField(
                label=f"What becomes of {exhibit.number}?", choices=choices, required=False, initial=plan.plan if plan else ""
            )
            self.fields[names[1]] = forms.CharField(
                label=f"Why, for {exhibit.number}?", max_length=300, required=False, initial=plan.reason if plan else ""
            )
            groups.append((f"{exhibit.number}: {exhibit.description}", names))
        self.groups = tuple(groups)

    def wanted(self) -> dict[int, tuple[str, str]]:
        """exhibit -> (plan, reason)."""
        data = self.cleaned_data
        return {each.pk: (data[f"plan-{each.pk}"], data[f"reason-{each.pk}"]) for each in self.exhibits}
