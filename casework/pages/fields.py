"""Form fields that read what people type and refuse in sentences."""

import datetime as dt
import unicodedata
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.pages import dates

# Characters that carry no words and make two equal texts differ: zero-width ones and the byte-order mark.
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\x00"))
DAY_HINT = "For example, 27/3/2026 or 27 March 2026"
MOMENT_HINT = "Date and time on the 24-hour clock, for example 27/3/2026 14:30"


def tidy(text: str) -> str:
    """The text in one Unicode form, with one kind of line end, without control and unseen characters and outer space."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").translate(UNSEEN)
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) != "Cc").strip()


class DayInput(forms.TextInput):
    """One text field for a day."""


class MomentInput(forms.TextInput):
    """One text field for a day and a time."""


class DayField(forms.Field):
    """A calendar day of Europe/London, as `date`. Reads 27/3/2026, 27 March 2026 and 2026-03-27.

    `not_before` and `not_after` are inclusive bounds, days or functions without arguments that give them.
    """

    widget: type[forms.Widget] = DayInput
    default_error_messages = {"required": "Enter a date"}

    def __init__(
        self,
        *,
        not_before: dt.date | Callable[[], dt.date] | None = None,
        not_after: dt.date | Callable[[], dt.date] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("help_text", DAY_HINT)
        super().__init__(**kwargs)
        self.not_before, self.not_after = not_before, not_after

    def to_python(self, value: Any) -> dt.date | None:
        """The day, or None for nothing."""
        if isinstance(value, dt.date) or value is None:
            return value
        text = tidy(str(value))
        if not text:
            return None
        try:
            return dates.read_day(text)
        except dates.NotADay as problem:
            raise ValidationError(str(problem), code="invalid") from None

    def validate(self, value: Any) -> None:
        """Raise when the day is missing or out of its bounds."""
        super().validate(value)
        if value is None:
            return
        earliest, latest = _now(self.not_before), _now(self.not_after)
        if earliest and value < earliest:
            raise ValidationError(f"Enter {dates.short_day(earliest)} or a later date", code="early")
        if latest and value > latest:
            raise ValidationError(f"Enter {dates.short_day(latest)} or an earlier date", code="late")

    def prepare_value(self, value: Any) -> Any:
        """What stands in the field: what was typed, or the day as 27/3/2026."""
        return f"{value.day}/{value.month}/{value.year}" if isinstance(value, dt.date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another day was typed; the same day written otherwise is no change."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class MomentField(DayField):
    """A moment on London's clock, as an aware `datetime`. A time that the change of the clocks left out or doubled is refused."""

    widget = MomentInput
    default_error_messages = {"required": "Enter a date and time"}

    def __init__(
        self,
        *,
        not_before: dt.datetime | Callable[[], dt.datetime] | None = None,
        not_after: dt.datetime | Callable[[], dt.datetime] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("help_text", MOMENT_HINT)
        super().__init__(not_before=not_before, not_after=not_after, **kwargs)

    def to_python(self, value: Any) -> dt.datetime | None:
        """The moment, aware, or None for nothing."""
        if isinstance(value, dt.datetime):
            return dates.local(value)
        text = tidy(str(value or ""))
        if not text:
            return None
        try:
            return dates.read_moment(text)
        except dates.NotADay as problem:
            raise ValidationError(str(problem), code="invalid") from None

    def validate(self, value: Any) -> None:
        """Raise when the moment is missing or out of its bounds."""
        forms.Field.validate(self, value)
        if value is None:
            return
        earliest, latest = _now(self.not_before), _now(self.not_after)
        if earliest and value < earliest:
            raise ValidationError(f"Enter a time at or after {dates.when(earliest)}", code="early")
        if latest and value > latest:
            raise ValidationError(f"Enter a time at or before {dates.when(latest)}", code="late")

    def prepare_value(self, value: Any) -> Any:
        """What stands in the field: what was typed, or the moment as 27/3/2026 14:30."""
        if not isinstance(value, dt.datetime):
            return super().prepare_value(value)
        local = dates.local(value)
        return f"{local.day}/{local.month}/{local.year} {local:%H:%M}"


class SentenceField(forms.CharField):
    """Words that someone will have to rely on later: at least `min_length` characters, and more than one word repeated."""

    widget = forms.Textarea

    def __init__(self, *, min_length: int = 10, max_length: int = 4000, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(min_length=min_length, max_length=max_length, **kwargs)

    def validate(self, value: str) -> None:
        """Raise when the text only looks like an answer."""
        super().validate(value)
        if value and not any(char.isalpha() for char in value):
            raise ValidationError("Write it in words", code="words")
        if value and self.min_length and len(value) >= self.min_length and len(set(value.lower().replace(" ", ""))) < 4:
            raise ValidationError("Write it in words", code="words")


class FilesInput(forms.ClearableFileInput):
    """Several files chosen at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, as a list in the order of choosing."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:  # type: ignore[override]
        """The list of files; an empty list where none is needed and none was chosen."""
        if isinstance(data, list | tuple) and data:
            return [super(FilesField, self).clean(one, initial) for one in data]
        one = super().clean(data or None, initial)
        return [one] if one else []


def _now(bound: Any) -> Any:
    return bound() if callable(bound) else bound
