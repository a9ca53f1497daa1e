"""The form for what the court made: the five contents of SPA 2019 s.6, the conditions prefilled from the draft."""

from typing import Any

from django import forms
from django.utils import timezone

from casework.applications.models import Application, ConditionKind
from casework.orders.models import OrderKind
from casework.pages.forms import CaseworkForm, DayField, MomentField

EXTRA = 2
"""How many further conditions the court may have added, that were not asked for."""


class OrderForm(CaseworkForm):
    """An order as the court made it. Nothing here is refused because the court should not have made it so."""

    send = "Record the order"
    kind = forms.ChoiceField(label="Which order was made?", widget=forms.RadioSelect, choices=OrderKind.choices)
    made_at = MomentField(label="When was it made?", not_after=timezone.now)
    court = forms.CharField(label="Which court made it?", max_length=120)
    fixed_period = forms.TypedChoiceField(
        label="Is it for a fixed period?",
        required=False,
        widget=forms.RadioSelect,
        choices=[("yes", "Yes, until a last day"), ("no", "No, until a further order")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        help_text="An interim order is always for a fixed period.",
    )
    end_date = DayField(label="What is its last day?", required=False, help_text="The day itself still counts. For example, 22/11/2028")
    effective_from = DayField(
        label="From which day, if the court said another than the day it was made?", required=False, help_text="Leave this empty otherwise."
    )
    next_hearing_at = MomentField(
        label="When is the full application heard next?", required=False, help_text="Needed when an interim order was made."
    )
    defendant_present = forms.BooleanField(label="The defendant was in court when it was made", required=False)
    on_register = forms.BooleanField(
        label="The defendant is on the sex-offender register",
        required=False,
        help_text="Then nothing need be notified under this order until that ends (s.9(5)).",
    )
    register_until = DayField(label="Until which day, if that is known?", required=False)
    note = forms.CharField(label="What else did the court say?", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    look = {
        "fixed_period": {"show": {"yes": ["end_date"]}},
        "kind": {"show": {OrderKind.ISPO: ["next_hearing_at"]}},
        "on_register": {"show": {"on": ["register_until"]}},
    }

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.application = application
        if application.kind == "INTERIM":
            self.fields["kind"].choices = [(OrderKind.ISPO.value, OrderKind.ISPO.label)]  # type: ignore[attr-defined]
            del self.fields["next_hearing_at"]
            self.look = {name: value for name, value in self.look.items() if name != "kind"}
        self.conditions = list(application.conditions.all())
        for each in self.conditions:
            self._condition_fields(each.number, each.text, each.locality, each.until)
        for number in self.extra_numbers:
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                label="Must or must not?", required=False, choices=[("", "Choose one"), *ConditionKind.choices]
            )
            self._condition_fields(number, "", "", None, asked=False)

    @property
    def extra_numbers(self) -> list[int]:
        """The numbers of the further conditions."""
        last = max((each.number for each in self.conditions), default=0)
        return list(range(last + 1, last + 1 + EXTRA))

    def _condition_fields(self, number: int, text: str, locality: str, until: Any, *, asked: bool = True) -> None:
        if asked:
            self.fields[f"take_{number}"] = forms.BooleanField(label=f"The court made condition {number}", required=False, initial=True)
        self.fields[f"text_{number}"] = forms.CharField(
            label="As the order has it", required=False, max_length=4000, initial=text, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.fields[f"locality_{number}"] = forms.CharField(
            label="Only in", required=False, max_length=200, initial=locality, help_text="Leave this empty for the whole United Kingdom."
        )
        self.fields[f"until_{number}"] = DayField(
            label="Its own last day", required=False, initial=until, help_text="Leave this empty when it runs as long as the order."
        )

    def made(self) -> list[dict[str, Any]]:
        """The conditions that the court made, in order, for the service."""
        data = self.cleaned_data
        found: list[dict[str, Any]] = []

        def take(number: int, kind: str, category: str) -> None:
            found.append(
                {
                    "number": number,
                    "kind": kind,
                    "category": category,
                    "text": data.get(f"text_{number}", ""),
                    "locality": data.get(f"locality_{number}", ""),
                    "until": data.get(f"until_{number}"),
                }
            )

        for each in self.conditions:
            if data.get(f"take_{each.number}"):
                take(each.number, each.kind, each.category)
        for number in self.extra_numbers:
            if data.get(f"text_{number}"):
                kind = data.get(f"kind_{number}") or ConditionKind.PROHIBITION
                take(number, kind, f"OTHER_{kind}")
        return found
