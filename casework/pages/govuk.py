"""From a bound Django field to the parameters of the GOV.UK macro that draws it. `templates/forms/field.html` calls the macro."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from markupsafe import Markup, escape

from casework.pages.fields import DayInput, MomentInput

WIDTHS = (2, 3, 4, 5, 10, 20, 30)


def look_of(bound: BoundField) -> Mapping[str, Any]:
    """How the form wants the field drawn."""
    return getattr(bound.form, "look", {}).get(bound.name, {})


def anchor(bound: BoundField) -> str:
    """The id of the element that an error link leads to: the first control of the field."""
    return str(bound.auto_id)


def component(bound: BoundField) -> str:
    """The name of the macro that draws this field."""
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.CheckboxInput):
        return "checkboxes"
    if isinstance(widget, forms.RadioSelect):
        return "radios"
    if isinstance(widget, forms.Select):
        return "select_many" if widget.allow_multiple_selected else "select"
    if isinstance(widget, forms.Textarea):
        return "character_count" if look_of(bound).get("count") else "textarea"
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, forms.PasswordInput):
        return "password"
    if isinstance(widget, forms.widgets.Input) and not widget.is_hidden:
        return "input"
    return "widget"


def params(bound: BoundField) -> dict[str, Any]:
    """The macro's parameters."""
    look, kind = look_of(bound), component(bound)
    made: dict[str, Any] = {"id": anchor(bound), "name": bound.html_name}
    if bound.help_text:
        made["hint"] = {"text": str(bound.help_text)}
    if bound.errors:
        made["errorMessage"] = {"text": " ".join(map(str, bound.errors))}
    if kind in ("checkboxes", "radios"):
        return made | _choices(bound, look, kind)
    made["label"] = {"text": str(bound.label), "classes": _size(look, "govuk-label"), "isPageHeading": bool(look.get("heading"))}
    value = bound.value()
    if kind == "file":
        return made | {"multiple": bool(getattr(bound.field.widget, "allow_multiple_selected", False)), "attributes": _attributes(bound)}
    if kind == "password":
        return made | {"autocomplete": bound.field.widget.attrs.get("autocomplete", "current-password")}
    if kind in ("select", "select_many"):
        many = {"multiple": "multiple"} if kind == "select_many" else {}
        return made | {"items": _options(bound), "attributes": _attributes(bound) | many}
    made["value"] = "" if value is None else bound.field.widget.format_value(value) or ""
    made["attributes"] = _attributes(bound)
    made["spellcheck"] = look.get("spellcheck")
    if kind in ("textarea", "character_count"):
        # The macros indent what they nest; a line end written as an entity keeps typed text as it was typed.
        made["value"] = Markup(str(escape(made["value"])).replace("\n", "&#10;"))  # noqa: S704  escaped just there
        made["rows"] = bound.field.widget.attrs.get("rows") or 5
        if kind == "character_count":
            made["maxlength"] = getattr(bound.field, "max_length", None)
        return made
    return made | _text(bound, look)


def _text(bound: BoundField, look: Mapping[str, Any]) -> dict[str, Any]:
    """What only a one-line field has."""
    widget, field = bound.field.widget, bound.field
    made: dict[str, Any] = {"type": widget.input_type, "autocomplete": widget.attrs.get("autocomplete", "off")}
    width = look.get("width") or (20 if isinstance(widget, MomentInput) else 10 if isinstance(widget, DayInput) else None)
    if isinstance(field, forms.IntegerField) and not isinstance(field, forms.FloatField | forms.DecimalField):
        # GOV.UK: a number field's arrows and scroll wheel change numbers unseen.
        made |= {"type": "text", "inputmode": "numeric"}
        width = width or 5
    if isinstance(field, forms.DecimalField | forms.FloatField):
        made |= {"type": "text", "inputmode": "decimal"}
        width = width or 10
    if isinstance(field, forms.EmailField):
        made["spellcheck"] = False
    if width in WIDTHS:
        made["classes"] = f"govuk-input--width-{width}"
    for affix in ("prefix", "suffix"):
        if look.get(affix):
            made[affix] = {"text": look[affix]}
    return made


def _size(look: Mapping[str, Any], base: str) -> str:
    return f"{base}--{look.get('size', 'l' if look.get('heading') else 's')}"


def _attributes(bound: BoundField) -> dict[str, str]:
    """The widget's own attributes that no parameter of the macro covers."""
    taken = {"rows", "cols", "maxlength", "minlength", "autocomplete", "class", "id", "required"}
    return {
        name: "" if value is True else str(value)
        for name, value in bound.field.widget.attrs.items()
        if name not in taken and value is not False
    }


def _options(bound: BoundField) -> list[dict[str, Any]]:
    """The options of a select. Groups are flattened with their name in front: the macro has none."""
    chosen = bound.value()
    many = chosen if isinstance(chosen, list | tuple) else [chosen]
    picked = {"" if one is None else str(getattr(one, "pk", one)) for one in many}
    items: list[dict[str, Any]] = []
    for value, text in getattr(bound.field, "choices", ()):
        inner = text if isinstance(text, list | tuple) else None
        for one, words in inner if inner is not None else [(value, text)]:
            key = "" if one is None else str(one)
            items.append({"value": key, "text": f"{value}: {words}" if inner is not None else str(words), "selected": key in picked})
    return items


def _choices(bound: BoundField, look: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """The parameters of radios and check boxes, each choice with its hint and the fields under it."""
    hints, show = look.get("hints", {}), look.get("show", {})
    made: dict[str, Any] = {"idPrefix": anchor(bound)}
    classes = [f"govuk-{kind}--small"] if look.get("small") else []
    if look.get("inline") and kind == "radios":
        classes.append("govuk-radios--inline")
    made["classes"] = " ".join(classes)
    if isinstance(bound.field.widget, forms.CheckboxInput):
        made["items"] = [{"value": "on", "text": str(bound.label), "checked": bool(bound.value())} | _under(bound, show.get("on"))]
        made["hint"] = None
        if bound.help_text:
            made["items"][0]["hint"] = {"text": str(bound.help_text)}
        return made
    made["fieldset"] = {
        "legend": {"text": str(bound.label), "classes": _size(look, "govuk-fieldset__legend"), "isPageHeading": bool(look.get("heading"))}
    }
    items: list[dict[str, Any]] = []
    for option in _options(bound):
        if option["value"] == "" and isinstance(bound.field, forms.ModelChoiceField | forms.TypedChoiceField):
            continue
        item: dict[str, Any] = {"value": option["value"], "text": option["text"], "checked": option["selected"]}
        if hints.get(option["value"]):
            item["hint"] = {"text": hints[option["value"]]}
        if look.get("exclusive") == option["value"]:
            items.append({"divider": "or"})
            item["behaviour"] = "exclusive"
        items.append(item | _under(bound, show.get(option["value"])))
    return made | {"items": items}


_DRIVEN = re.compile(r' data-aria-controls="[^"]*"| govuk-(?:radios|checkboxes)__conditional--hidden')


def undriven(html: Markup) -> Markup:
    """Radios or check boxes without the hooks of the design system's script, which puts `aria-expanded` on a radio.

    No specification of ARIA allows that; our style sheet shows the fields under a choice by itself, also without JavaScript.
    """
    return Markup(_DRIVEN.sub("", str(html)))  # noqa: S704  was markup before


def _under(bound: BoundField, names: Any) -> dict[str, Any]:
    """The fields that show when a choice is made; without JavaScript they always show."""
    if not names:
        return {}
    html = "".join(bound.form[name].as_field_group() for name in names)
    return {"conditional": {"html": Markup(html)}}  # noqa: S704  rendered by our own templates, which escape
