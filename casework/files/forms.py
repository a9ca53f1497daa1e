"""Forms of files."""

from django import forms

from casework.files.models import FilePurpose
from casework.pages.forms import CaseworkForm, FilesField, SentenceField


class AddForm(CaseworkForm):
    """Files that come whole."""

    send = "Take the files in"
    look = {"purpose": {"small": True}}

    files = FilesField(
        label="Which files?",
        help_text="Up to 50 at a time, each up to 100 MB. They are kept exactly as they are.",
        error_messages={"required": "Choose at least one file"},
    )
    purpose = forms.ChoiceField(
        label="What are they for?", choices=FilePurpose.choices, initial=FilePurpose.EVIDENCE, widget=forms.RadioSelect
    )
    note = forms.CharField(label="A note (optional)", max_length=300, required=False, help_text="Where they come from, what they show.")


class CopyForm(CaseworkForm):
    """A working copy of one file."""

    send = "Take the copy in"

    files = FilesField(label="Which file is the working copy?", help_text="The original stays as it is.")
    note = SentenceField(label="What was done to it?", max_length=300)


class ReasonForm(CaseworkForm):
    """Why a file is set apart or released."""

    reason = SentenceField(label="Why?", max_length=300)
