"""Pages of files, and the short answers that a browser's upload in parts asks for."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from casework.access.predicate import can, masked, require
from casework.audit.record import viewed
from casework.errors import GuardFailed, Hidden
from casework.files import flow, resumable, scanning, selectors, services, store
from casework.files.forms import AddForm, CopyForm, ReasonForm
from casework.files.models import CaseFile, Content, FilePurpose, Upload
from casework.pages.guarded import case_for, listed, page
from casework.pages.paging import paginate
from casework.pages.views import REFUSED, form_page, render
from casework.reports.casepage import open_case
from casework.reports.views import at_case

# What leaves runs nothing and is shown by nothing, whatever the file is.
HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@page("file.view")
def case_files(request: HttpRequest, reference: str) -> HttpResponse:
    """The files of a case, newest first."""
    seen = open_case(request, reference, "file.view")
    rows = paginate(selectors.of_case(seen.case), ["-added_at", "-id"], request)
    listed(request, "file.view", "casefile", [file.pk for file in rows])
    context = {
        "seen": seen,
        "here": "files",
        "rows": rows,
        "nameless": masked(request.user, "file.view", seen.case),
        "scanner": scanning.configured(),
    }
    return render(request, "files/case.html", context)


@page("file.add")
def file_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Take files in, whole."""
    case = case_for(request, reference, "file.add")
    return form_page(
        request,
        AddForm,
        lambda form: services.add_files(actor=request.user, case=case, **form.cleaned_data),
        template="files/add.html",
        done=reverse("case-files", args=[reference]),
        message=lambda made: "1 file is taken in" if len(made) == 1 else f"{len(made)} files are taken in",
        context=at_case(case, heading="Add files", reference=reference),
    )


@page("file.add")
def file_large(request: HttpRequest, reference: str) -> HttpResponse:
    """Send a file too large to come whole: GET shows the page, POST announces the file and says where its parts go."""
    case = case_for(request, reference, "file.add")
    if request.method == "POST" and "size" in request.POST:
        return _said(lambda: _begun(request, case))
    # A form sent without a size comes from a browser in which the script did not run.
    posted = request.method == "POST"
    context = at_case(case, heading="Send a large file", part=Upload.PART, purposes=FilePurpose.choices, reference=reference, unsent=posted)
    return render(request, "files/large.html", context, status=REFUSED if posted else 200)


def _begun(request: HttpRequest, case: Any) -> dict[str, Any]:
    try:
        size = int(request.POST.get("size", ""))
    except ValueError:
        raise GuardFailed("Choose the file again", "size") from None
    begun = resumable.begin_upload(
        actor=request.user,
        case=case,
        name=request.POST.get("name", ""),
        declared=request.POST.get("declared", ""),
        size=size,
        purpose=request.POST.get("purpose", FilePurpose.EVIDENCE),
    )
    return {"status": reverse("upload", args=[begun.token]), "parts": begun.parts, "part": Upload.PART}


def _said(act: Callable[[], dict[str, Any]]) -> JsonResponse:
    """A short answer, or the sentences of a refusal."""
    try:
        return JsonResponse(act())
    except GuardFailed as refusal:
        return JsonResponse({"problems": [sentence for _, sentence in refusal.problems]}, status=REFUSED)


@require_safe
@page("file.upload")
def upload(request: HttpRequest, token: UUID) -> HttpResponse:
    """How far an upload of one's own is."""
    own = resumable.upload_of(request.user, token)
    done = reverse("file-detail", args=[own.file_id]) if own.file_id else ""
    return JsonResponse({"state": own.state, "why": own.why, "here": resumable.here(own), "parts": own.parts, "done": done})


@require_POST
@page("file.upload")
def upload_part(request: HttpRequest, token: UUID, number: int) -> HttpResponse:
    """Take one part: the body is its bytes, the header X-Part-SHA256 their SHA-256."""
    own = resumable.upload_of(request.user, token)
    declared = request.headers.get("X-Part-SHA256", "")
    # One byte more than a part may have is enough to refuse it.
    with store.set_down(request, Upload.PART + 1) as body:
        return _said(lambda: {"here": resumable.put_part(actor=request.user, upload=own, number=number, body=body, declared=declared)})


@require_POST
@page("file.upload")
def upload_finish(request: HttpRequest, token: UUID) -> HttpResponse:
    """All parts have come."""
    own = resumable.upload_of(request.user, token)
    return _said(lambda: {"state": resumable.finish(actor=request.user, upload=own, digest=_digest(request)).state})


def _digest(request: HttpRequest) -> str:
    try:
        said = json.loads(request.body)
    except ValueError:
        return ""
    return str(said.get("digest", "")) if isinstance(said, dict) else ""


def _file(request: HttpRequest, pk: int, action: str, verb: str = "VIEW") -> CaseFile:
    """The file, behind its case's predicate: Hidden for unknown and unseen alike. Writes the consultation event."""
    file = CaseFile.objects.select_related("case", "content", "added_by", "original").filter(pk=pk).first()
    if file is None:
        raise Hidden
    require(request.user, action, file.case)
    viewed(verb, actor=request.user, action=action, object_type="casefile", object_id=file.pk, case_id=file.case_id)
    return file


@page("file.view")
def file_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: what it is, its SHA-256, whether it was scanned and is intact, its working copies."""
    file = _file(request, pk, "file.view")
    context = {
        "file": file,
        "nameless": masked(request.user, "file.view", file.case),
        "copies": list(file.copies.order_by("added_at", "id")),
        "adds": can(request.user, "file.add", file.case),
        "decides": can(request.user, "file.release", file.case),
        "shown": _may_leave(file) and bool(file.content.preview_key),
        "leaves": _may_leave(file),
    }
    return render(request, "files/detail.html", context)


def _may_leave(file: CaseFile) -> bool:
    """Held, and the scanner, where there is one, has looked."""
    return file.state == flow.HELD and file.content.scan in (Content.CLEAN, Content.NOT_SCANNED) and file.content.intact


@page("file.view")
def file_download(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes as they came, as an attachment that runs nothing. One that was not scanned comes after a warning; both are logged."""
    file = _file(request, pk, "file.view")
    warned = request.GET.get("sure") == "yes"
    if not _may_leave(file):
        return render(request, "files/kept.html", {"file": file}, REFUSED)
    if file.content.scan == Content.NOT_SCANNED and not warned:
        return render(request, "files/unscanned.html", {"file": file})
    viewed(
        "DOWNLOAD",
        actor=request.user,
        action="file.view",
        object_type="casefile",
        object_id=file.pk,
        case_id=file.case_id,
        scan=file.content.scan,
    )
    name = f"file-{file.pk}" if masked(request.user, "file.view", file.case) else file.name
    answer = FileResponse(
        store.storage().open(file.content.key), as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    for header, value in HARMLESS.items():
        answer[header] = value
    return answer


@page("file.view")
def file_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The small picture, drawn anew without anything else of the original."""
    file = _file(request, pk, "file.view")
    if not file.content.preview_key or not _may_leave(file):
        return render(request, "files/kept.html", {"file": file}, REFUSED)
    answer = FileResponse(store.storage().open(file.content.preview_key), content_type="image/jpeg")
    for header, value in HARMLESS.items():
        answer[header] = value
    return answer


def _about(file: CaseFile, heading: str) -> dict[str, Any]:
    where = reverse("file-detail", args=[file.pk])
    back = (file.case.reference, reverse("case-files", args=[file.case.reference]))
    return {
        "heading": heading,
        "caption": file.case.reference,
        "crumbs": [back, (f"File {file.pk}", where), (heading, "")],
        "cancel": where,
    }


@page("file.add")
def file_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a working copy: redacted, cut or converted; the original stays."""
    file = _file(request, pk, "file.add")
    return form_page(
        request,
        CopyForm,
        lambda form: services.add_files(actor=request.user, case=file.case, purpose=file.purpose, original=file, **form.cleaned_data),
        done=reverse("file-detail", args=[pk]),
        message="The working copy is taken in",
        context=_about(file, "Add a working copy"),
    )


@page("file.release")
def file_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Release a file that was set apart."""
    file = _file(request, pk, "file.release")
    return form_page(
        request,
        ReasonForm,
        lambda form: services.release(actor=request.user, file=file, reason=form.cleaned_data["reason"]),
        done=reverse("file-detail", args=[pk]),
        message="The file may be used",
        context=_about(file, "Release the file") | {"intro": file.apart_because},
    )


@page("file.release")
def file_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a file apart."""
    file = _file(request, pk, "file.release")
    return form_page(
        request,
        ReasonForm,
        lambda form: services.set_apart(actor=request.user, file=file, reason=form.cleaned_data["reason"]),
        done=reverse("file-detail", args=[pk]),
        message="The file is set apart",
        context=_about(file, "Set the file apart"),
    )
