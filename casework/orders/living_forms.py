"""Forms of living with an order: reviews, handover, papers, queries."""

import hashlib
from io import BytesIO
from typing import Any

import pikepdf
import puremagic
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from casework.cases.models import Grade
from casework.orders.models import Order, OrderTransfer, QueryAnswer, RelevantBasis, RequestAnswer, ReviewAfter, ReviewDecision
from casework.orders.services.papers import Fingerprint
from casework.pages.forms import CaseworkForm, DayField, MomentField, SentenceField
from casework.staff.models import Force, Role, User

MOST_BYTES = 20 * 1024 * 1024


class QueryForm(CaseworkForm):
    """Force legal's answer to what was "made, queried"."""

    send = "Answer the query"

    answer = forms.ChoiceField(label="What came of it?", choices=QueryAnswer.choices, widget=forms.RadioSelect)
    advice = SentenceField(label="Your advice", min_length=10, rows=5, help_text="Privileged: the applicant's side alone reads it.")


class ReviewForm(CaseworkForm):
    """A review of an order in force, or a visit."""

    send = "Record the review"

    after = forms.ChoiceField(label="What does it follow?", choices=ReviewAfter.choices, widget=forms.RadioSelect)
    grade = forms.ChoiceField(label="How does the risk stand now?", choices=Grade.choices, widget=forms.RadioSelect)
    findings = SentenceField(
        label="What was found?", min_length=20, rows=6, help_text="On the risk, and on each condition: is it kept, does it still fit?"
    )
    decision = forms.ChoiceField(label="What does the order need?", choices=ReviewDecision.choices, widget=forms.RadioSelect)
    at = MomentField(label="When?", required=False, help_text="Leave this empty for now.")


class ManagerForm(CaseworkForm):
    """The offender manager who answers for the order."""

    send = "Name the offender manager"

    manager = forms.ModelChoiceField(label="Who answers for the order?", queryset=User.objects.none())

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        held = {"role_assignments__role": Role.OFFENDER_MANAGER, "role_assignments__force_id": order.case.force_id}
        people = User.objects.filter(is_active=True, deactivated_at=None, role_assignments__starts_on__lte=today, **held)
        self.fields["manager"].queryset = people.distinct().order_by("last_name", "first_name")  # type: ignore[attr-defined]


class RelevantForm(CaseworkForm):
    """Another chief officer became a relevant one."""

    send = "Record it"

    name = forms.CharField(label="Which force?", max_length=120)
    basis = forms.ChoiceField(label="Why is its chief officer a relevant one?", choices=RelevantBasis.choices, widget=forms.RadioSelect)
    in_england_or_wales = forms.TypedChoiceField(
        label="Is that in England or Wales?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        initial="yes",
        help_text="The consent of that chief officer may be needed for a discharge (SPA 2019 s.4(4)(b)).",
    )
    since = DayField(label="Since which day?", not_after=timezone.localdate)


class TransferForm(CaseworkForm):
    """The defendant moved to another force's area."""

    send = "Propose the handover"

    to_force = forms.ModelChoiceField(
        label="Which force takes over?", queryset=Force.objects.none(), required=False, empty_label="A force not listed here"
    )
    to_name = forms.CharField(label="Its name, if it is not listed", required=False, max_length=120)
    moved_on = DayField(label="On which day did the defendant move?", not_after=timezone.localdate)
    pack = SentenceField(
        label="What does the handover pack hold?",
        min_length=20,
        rows=4,
        help_text="Order and versions, risk, notifications, contacts. Never an address.",
    )

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_force"].queryset = Force.objects.exclude(pk=order.case.force_id).order_by("name")  # type: ignore[attr-defined]


class AnswerTransferForm(CaseworkForm):
    """The receiving force's answer."""

    send = "Record the answer"
    look = {"accept": {"show": {"yes": ["new_owner"], "no": ["note"]}}}

    accept = forms.TypedChoiceField(
        label="What is the answer?",
        widget=forms.RadioSelect,
        choices=[("yes", "Accept: we manage the order from now on"), ("no", "Send it back")],
        coerce=lambda value: value == "yes",
    )
    new_owner = forms.CharField(label="Who answers for the order from now on?", required=False, max_length=120)
    note = forms.CharField(label="What is missing?", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, transfer: OrderTransfer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if transfer.to_force_id is None:
            self.fields["accept"].choices = [  # type: ignore[attr-defined]
                ("yes", f"{transfer.to_name} accepted"),
                ("no", f"{transfer.to_name} sent it back"),
            ]


class TakeBackForm(CaseworkForm):
    """The proposal is taken back."""

    send = "Take the handover back"

    note = SentenceField(label="Why?", min_length=10, rows=3)


class CopyForm(CaseworkForm):
    """The court's certified copy: read here for its fingerprint, kept where the force keeps such files."""

    send = "Read it and record the fingerprint"

    file = forms.FileField(
        label="The certified copy as a PDF",
        help_text="At most 20 MB. It is read for its fingerprint (SHA-256); the file itself stays where your force keeps it.",
    )
    certified_on = DayField(label="On which day did the court certify it?", not_after=timezone.localdate)
    certified_by = forms.CharField(label="Who certified it?", max_length=120, help_text="The court's officer, by office or name")
    kept_where = forms.CharField(label="Where is the file kept?", max_length=200)
    version_number = forms.TypedChoiceField(label="Which version is it a copy of?", coerce=int)

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = list(order.versions.order_by("-number"))
        self.fields["version_number"].choices = [  # type: ignore[attr-defined]
            (each.number, f"Version {each.number}: {each.get_reason_display().lower()}") for each in versions
        ]

    def clean_file(self) -> Fingerprint:
        """The file's fingerprint; refused when it is too large, not a PDF, damaged or locked."""
        return read_pdf(self.cleaned_data["file"])


class CheckForm(CaseworkForm):
    """Hold a file against the certified copies on record."""

    send = "Check it"

    file = forms.FileField(label="The file to check", help_text="At most 20 MB. It is only read, never kept.")

    def clean_file(self) -> Fingerprint:
        """The file's fingerprint."""
        return read_pdf(self.cleaned_data["file"])


def read_pdf(upload: Any) -> Fingerprint:
    """The fingerprint of an uploaded PDF. ValidationError in a sentence for everything else."""
    if upload.size > MOST_BYTES:
        raise ValidationError("The file is larger than 20 MB. Ask the court for a smaller copy, or scan it again")
    content = upload.read()
    kinds = {found.mime_type for found in _kinds(content)}
    if not content.startswith(b"%PDF-") or "application/pdf" not in kinds:
        raise ValidationError("This is not a PDF. Scan or save the certified copy as a PDF")
    try:
        with pikepdf.open(BytesIO(content)) as paper:
            pages = len(paper.pages)
    except pikepdf.PasswordError:
        raise ValidationError("The PDF is locked with a password. Save it without one") from None
    except pikepdf.PdfError:
        raise ValidationError("The PDF is damaged and cannot be read. Save or scan it again") from None
    if not pages:
        raise ValidationError("The PDF has no pages. Choose another")
    return Fingerprint(hashlib.sha256(content).hexdigest(), len(content), pages)


def _kinds(content: bytes) -> list[Any]:
    try:
        return list(puremagic.magic_string(content[:8192]))
    except puremagic.PureError:
        return []


class RequestForm(CaseworkForm):
    """The court served a request for what the order says (MCR 1981 r.66D)."""

    send = "Record the request"

    served_on = DayField(label="On which day did the court serve it?", not_after=timezone.localdate)
    requester = forms.CharField(
        label="In what capacity is it asked for?", max_length=200, help_text="For example: the protected person, a parent, a landlord."
    )
    extended_to = DayField(label="Until which day did the court allow to object, if longer?", required=False)


class AnswerRequestForm(CaseworkForm):
    """Whether the police object."""

    send = "Record the answer"
    look = {"answer": {"show": {RequestAnswer.OBJECT: ["grounds"]}}}

    answer = forms.ChoiceField(label="What do the police say?", choices=RequestAnswer.choices, widget=forms.RadioSelect)
    grounds = forms.CharField(label="On what grounds?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    on = DayField(label="On which day was the notice served?", not_after=timezone.localdate)


class CertificateForm(CaseworkForm):
    """The certificate of service."""

    send = "Record the certificate"

    signed_by = forms.CharField(label="Who signed it?", max_length=120, help_text="Only the person who served it can (MCR 1981 r.67(1)).")
    at = MomentField(label="When?", required=False, help_text="Leave this empty for now.")


class AcknowledgeForm(CaseworkForm):
    """The written acknowledgement of a notification."""

    send = "Record the acknowledgement"

    reference = forms.CharField(label="Reference of the written acknowledgement", max_length=60)
    at = MomentField(label="When was it given?", required=False, help_text="Leave this empty for now.")
