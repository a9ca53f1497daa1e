"""Forms over the rules: finding one, and asking one for a date."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from casework.clocks.rulebook import SHORT_CLASS, Wanted, iso, words
from casework.law.engine import Result
from casework.law.errors import LawInputError
from casework.law.registry import AUTHORITY_WORDS, CONFIDENCE_WORDS, Input, Rule
from casework.pages.forms import CaseworkForm
from casework.policies.selectors import ForceLaw

DAY_HINT = "A day, such as 27/11/2026"
MOMENT_HINT = "A day and a time on the 24-hour clock, such as 27/11/2026 16:40"
EITHER_HINT = "A day, such as 27/11/2026, or with a time, such as 27/11/2026 16:40"
FEW = 5


def _any(labels: Mapping[str, str]) -> list[tuple[str, str]]:
    return [("", "All"), *((value, f"{label[0].upper()}{label[1:]}") for value, label in labels.items())]


class FindForm(CaseworkForm):
    """Narrow the list of rules."""

    text = forms.CharField(label="Words, number or section", max_length=80, required=False)
    klass = forms.ChoiceField(label="Class", choices=_any(SHORT_CLASS), required=False)
    authority = forms.ChoiceField(label="Source", choices=_any(AUTHORITY_WORDS), required=False)
    confidence = forms.ChoiceField(label="How sure", choices=_any(CONFIDENCE_WORDS), required=False)
    wired = forms.ChoiceField(label="Used here", choices=[("", "All"), ("yes", "Yes"), ("no", "Not yet")], required=False)
    look = {"text": {"width": 20}}
    send = "Show"

    def wanted(self) -> Wanted:
        """What fits the form; everything while it has something to mend."""
        return Wanted(**self.cleaned_data) if self.is_bound and self.is_valid() else Wanted()


class _AnyChoice(forms.ChoiceField):
    """A choice whose refusal is left to the law, which has the sentence for it."""

    def valid_value(self, value: Any) -> bool:
        return True


class AskForm(CaseworkForm):
    """The calculator of one rule: its own inputs. The law judges what is typed, so that page and command say the same."""

    send = "Work it out"

    def __init__(self, data: QueryDict | None = None, *, rule: Rule, law: ForceLaw, **kwargs: Any) -> None:
        super().__init__(_with_defaults(data, rule), **kwargs)
        self.rule, self.law = rule, law
        self.result: Result | None = None
        self.look: dict[str, dict[str, Any]] = {"on": {"width": 20}}
        hint = {"day": DAY_HINT, "moment": MOMENT_HINT, "either": EITHER_HINT}[rule.on]
        self.fields["on"] = forms.CharField(label=rule.on_question or "When did it happen?", help_text=hint, required=False)
        for each in rule.inputs:
            self.fields[each.name] = self._field(each)

    def _field(self, each: Input) -> forms.Field:
        asked: dict[str, Any] = {"label": each.question, "required": False}
        if each.kind in ("choice", "bool"):
            choices = [(value, _label(value)) for value in (each.choices if each.kind == "choice" else ("yes", "no"))]
            few = len(choices) <= FEW
            self.look[each.name] = {"small": True, "inline": len(choices) == 2 and few}
            if not few:
                choices = [("", "Choose"), *choices]
            return _AnyChoice(choices=choices, widget=forms.RadioSelect if few else forms.Select, initial=_default(each), **asked)
        self.look[each.name] = {"width": 5 if each.kind == "int" else 20}
        hints = {
            "int": f"A whole number from {each.lowest} to {each.highest}",
            "date": DAY_HINT,
            "datetime": MOMENT_HINT,
        }
        if not each.required and each.kind != "text":
            asked["label"] += " (if it applies)" if each.default is None else ""
        widget = forms.Textarea(attrs={"rows": 2}) if each.kind == "text" else forms.TextInput
        return forms.CharField(help_text=hints.get(each.kind, ""), widget=widget, initial=_default(each), **asked)

    def clean(self) -> dict[str, Any]:
        """Put the question to the law; its sentence stands beside the field that it names."""
        cleaned = super().clean() or {}
        kinds = {each.name: each.kind for each in self.rule.inputs}
        given = {name: value for name, value in cleaned.items() if name != "on" and value not in ("", None)}
        given = {name: iso(value) if kinds[name] in ("date", "datetime") else value for name, value in given.items()}
        known = {"of", *self.fields}
        given |= {name: self.data[name] for name in self.data if name not in known}
        try:
            self.result = self.law.compute(self.rule.id, on=iso(cleaned.get("on") or ""), inputs=given)
        except LawInputError as fault:
            self.add_error(fault.name if fault.name in self.fields else None, fault.sentence)
        return cleaned


def _label(value: str) -> str:
    text = words(value)
    return f"{text[0].upper()}{text[1:]}"


def _default(each: Input) -> Any:
    """What stands in the field before anything is typed."""
    return ("yes" if each.default else "no") if isinstance(each.default, bool) else each.default


def _with_defaults(data: QueryDict | None, rule: Rule) -> QueryDict | None:
    """The question with what counts where nothing was said, so that the form shows what the answer rests on."""
    if data is None:
        return None
    filled = data.copy()
    for each in rule.inputs:
        if each.name not in filled and each.default not in (None, ""):
            filled[each.name] = str(_default(each))
    return filled
