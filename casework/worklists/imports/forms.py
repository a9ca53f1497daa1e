"""The form of an import."""

from django import forms

from casework.pages.forms import CaseworkForm


class RegisterForm(CaseworkForm):
    """Choose the file."""

    send = "Look at the rows"

    file = forms.FileField(
        label="Which file is the register?",
        help_text="CSV with a heading row, up to 20 MB. Nothing is taken before you have seen what becomes of each row.",
        error_messages={"required": "Choose the register's file", "empty": "The file is empty. Choose a CSV file with a heading row."},
    )
