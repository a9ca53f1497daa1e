"""Plain Django forms that look and speak like GOV.UK's: a renderer, a base class and the fields of `fields.py`.

Labels are questions, hints say what is meant, and an error stands next to its field and in the summary on top. What was
typed is always shown again.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer, Jinja2
from django.template import loader

from casework.pages import govuk
from casework.pages.fields import DayField, FilesField, FilesInput, MomentField, SentenceField, tidy

__all__ = [
    "CaseworkForm",
    "DayField",
    "FilesField",
    "FilesInput",
    "GovukRenderer",
    "MomentField",
    "SentenceField",
    "VersionedForm",
    "tidy",
]


class GovukRenderer(BaseRenderer):
    """Draws forms and fields with the GOV.UK macros, and a bare widget with Django's own template."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    formset_template_name = "forms/formset.html"

    def get_template(self, template_name: str) -> Any:
        """Ours for `forms/...`, Django's for a widget."""
        if template_name.startswith("django/forms/"):
            return _WIDGETS.get_template(template_name)
        return loader.get_template(template_name)


_WIDGETS = Jinja2()


class CaseworkForm(forms.Form):
    """The base of every form.

    `look` says, by field name, how a field is drawn: `{"kind": {"inline": True, "hints": {"x": "..."}, "width": 10,
    "size": "m", "small": True, "prefix": "£", "suffix": "days", "heading": True, "show": {"other": ["other_text"]}}}`;
    `show` puts other fields under a choice of radios or check boxes. `groups` is a list of (legend, field names) drawn as
    field sets; a field in no group comes where it stands. `send` is the text of the button.
    """

    look: Mapping[str, Mapping[str, Any]] = {}
    groups: Sequence[tuple[str, Sequence[str]]] = ()
    send = "Save"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        # The browser's own refusals are neither sentences nor in the summary.
        self.use_required_attribute = False

    def full_clean(self) -> None:
        """Clean as Django does, with tidied texts and sentences for refusals, also for fields that a form added by itself."""
        for name, field in self.fields.items():
            speak(field, str(field.label or name.replace("_", " ").capitalize()))
            if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.PasswordInput):
                field.to_python = _tidied(field)  # type: ignore[method-assign]
        super().full_clean()

    def refuse(self, problems: Sequence[tuple[str | None, str]]) -> None:
        """Put a service's reasons on the form: next to the field where there is one, else on top."""
        if not hasattr(self, "cleaned_data"):
            self.full_clean()
        for name, sentence in problems:
            self.add_error(name if name in self.fields else None, ValidationError(sentence, code="guard"))

    @property
    def summary(self) -> list[dict[str, str]]:
        """Every problem in the order of the page, each with the address of its field, for the error summary."""
        items = [{"text": str(text)} for text in self.non_field_errors()]
        for bound in self._ordered():
            items += [{"text": str(text), "href": f"#{govuk.anchor(bound)}"} for text in bound.errors]
        return items

    def _ordered(self) -> Iterator[forms.BoundField]:
        for block in self.blocks():
            for bound in block["fields"]:
                yield bound
                for names in self.look.get(bound.name, {}).get("show", {}).values():
                    yield from (self[name] for name in names)
        yield from self.hidden_fields()

    def blocks(self) -> list[dict[str, Any]]:
        """The visible fields as the template draws them: `{"legend": str or None, "fields": [...]}`, in order."""
        within = {name: at for at, (_, names) in enumerate(self.groups) for name in names}
        under = {name for look in self.look.values() for names in look.get("show", {}).values() for name in names}
        made: list[dict[str, Any]] = []
        seen: dict[int, dict[str, Any]] = {}
        for bound in self.visible_fields():
            if bound.name in under:
                continue
            at = within.get(bound.name)
            if at is None:
                made.append({"legend": None, "fields": [bound]})
            elif at in seen:
                seen[at]["fields"].append(bound)
            else:
                seen[at] = {"legend": self.groups[at][0], "fields": [bound]}
                made.append(seen[at])
        return made


class VersionedForm(CaseworkForm):
    """A form that edits a record: it carries the version the person saw, so that nobody's change is lost unseen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def _tidied(field: forms.CharField) -> Any:
    read = type(field).to_python

    def to_python(value: Any) -> Any:
        return read(field, tidy(value) if isinstance(value, str) and field.strip else value)

    return to_python


def speak(field: forms.Field, question: str) -> None:
    """Give a field sentences in place of Django's defaults; sentences that the form wrote itself stay."""
    defaults: dict[str, str] = {}
    for kind in reversed(type(field).__mro__):
        defaults |= getattr(kind, "default_error_messages", {})
    asked = f"“{question.rstrip(':')}”"
    for code, sentence in _sentences(field, asked).items():
        if field.error_messages.get(code, defaults.get(code)) == defaults.get(code):
            field.error_messages[code] = sentence
    for validator in field.validators:
        code = getattr(validator, "code", "")
        if code in LIMITS and code not in field.error_messages:
            field.error_messages[code] = LIMITS[code]


LIMITS = {
    "max_length": "Shorten this to %(limit_value)d characters or fewer. It has %(show_value)d",
    "min_length": "Write at least %(limit_value)d characters. This has %(show_value)d",
    "max_value": "Enter a number no higher than %(limit_value)s",
    "min_value": "Enter a number no lower than %(limit_value)s",
    "null_characters_not_allowed": "Take out the characters that cannot be shown",
}


def _sentences(field: forms.Field, asked: str) -> dict[str, str]:
    """What to say for each of Django's codes, by the kind of field."""
    if isinstance(field, forms.ModelChoiceField | forms.ChoiceField):
        listed = "Choose one of the answers listed"
        return {
            "required": f"Choose an answer to {asked}",
            "invalid_choice": listed,
            "invalid_list": listed,
            "invalid_pk_value": listed,
        }
    if isinstance(field, MomentField):
        return {"required": f"Enter a date and time for {asked}"}
    if isinstance(field, DayField):
        return {"required": f"Enter a date for {asked}"}
    if isinstance(field, forms.FileField):
        again = "The file could not be read. Choose it again"
        return {
            "required": f"Choose a file for {asked}",
            "invalid": again,
            "missing": again,
            "empty": "The file is empty. Choose another",
            "max_length": "The file's name is too long. Shorten it to %(max)d characters",
        }
    if isinstance(field, forms.BooleanField):
        return {"required": f"Tick {asked} to go on"}
    if isinstance(field, forms.DecimalField | forms.FloatField | forms.IntegerField):
        whole = "a whole number" if type(field) is forms.IntegerField else "a number"
        return {"required": f"Enter {whole} for {asked}", "invalid": f"Enter {whole}, such as 12"}
    if isinstance(field, forms.EmailField):
        return {"required": f"Enter an answer to {asked}", "invalid": "Enter an e-mail address, such as name@example.invalid"}
    return {"required": f"Enter an answer to {asked}", "invalid": "Check this answer: it is not written as expected"}
