"""Pages of the case log."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from casework.access.predicate import can
from casework.audit.record import digest, viewed
from casework.errors import Hidden
from casework.investigation import selectors, subjects
from casework.investigation.forms.work import CorrectForm, EntryForm, LogFilter
from casework.investigation.models import Action, LogEntry
from casework.investigation.services import add_entry, correct_entry
from casework.investigation.templates import BY_KEY, OUTLINES
from casework.pages.guarded import case_for, listed, page
from casework.pages.paging import paginate
from casework.pages.views import form_page, render
from casework.reports.casepage import Seen, open_case
from casework.reports.views import at_case

ORDER = ["-happened_at", "-id"]
MOST_PRINTED = 5000


def _own(seen: Seen) -> Any:
    """The reader themself where only their own entries are theirs to read, else None."""
    return None if "log.view" in seen.may else seen.user


@page("log.open")
def case_log(request: HttpRequest, reference: str) -> HttpResponse:
    """The log, newest first, narrowed by words and kind; those who do not read it whole see what they wrote themselves."""
    seen = open_case(request, reference, "log.open")
    narrow = LogFilter(request.GET or None)
    wanted = narrow.cleaned_data if narrow.is_bound and narrow.is_valid() else {}
    if wanted.get("text"):
        viewed(
            "SEARCH",
            actor=request.user,
            action="log.open",
            object_type="logentry",
            case_id=seen.case.pk,
            term=digest(wanted["text"].lower()),
        )
    rows = paginate(selectors.log(seen.case, own=_own(seen), **wanted), ORDER, request)
    ids = [entry.pk for entry in rows]
    listed(request, "log.open", "logentry", ids)
    raised: dict[int, list[Action]] = {}
    for action in Action.objects.filter(subject_type="logentry", subject_id__in=ids, case=seen.case).order_by("pk"):
        raised.setdefault(action.subject_id or 0, []).append(action)
    context = {
        "seen": seen,
        "here": "log",
        "rows": rows,
        "narrow": narrow,
        "narrowed": any(value not in ("", None, False) for value in wanted.values()),
        "own": _own(seen) is not None,
        "about": subjects.about(seen.case, rows),
        "raised": raised,
        "outlines": [outline for outline in OUTLINES if outline.kind in selectors.kinds_for(request.user, seen.case)],
    }
    return render(request, "investigation/log.html", context)


@page("log.open")
def log_print(request: HttpRequest, reference: str) -> HttpResponse:
    """The whole log in the order of time, for paper. Who printed it, and which entries, stands in the trail."""
    seen = open_case(request, reference, "log.open")
    rows = list(selectors.log(seen.case, own=_own(seen)).order_by("happened_at", "pk")[: MOST_PRINTED + 1])
    more, rows = len(rows) > MOST_PRINTED, rows[:MOST_PRINTED]
    viewed("PRINT", actor=request.user, action="log.open", object_type="logentry", case_id=seen.case.pk, ids=[entry.pk for entry in rows])
    context = {"seen": seen, "here": "log", "rows": rows, "more": more, "own": _own(seen) is not None, "now": timezone.now()}
    return render(request, "investigation/log_print.html", context)


@page("log.write")
def log_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Write an entry; `?outline=` begins it, `?about=` says which record of the case it is about."""
    case = case_for(request, reference, "log.write")
    outline = BY_KEY.get(request.GET.get("outline", ""))
    subject = subjects.find(case, request.GET.get("about", ""))
    kinds = selectors.kinds_for(request.user, case)

    def act(form: EntryForm) -> LogEntry:
        return add_entry(actor=request.user, case=case, values=form.cleaned_data, subject=subject)  # type: ignore[arg-type]

    def done(entry: LogEntry) -> str:
        if "action" in request.POST and can(request.user, "action.add", case):
            return f"{reverse('action-add', args=[reference])}?about={subjects.token_of(entry)}"
        return reverse("log-add" if "another" in request.POST else "case-log", args=[reference])

    initial = {"kind": outline.kind, "fact": outline.fact, "opinion": outline.opinion} if outline and outline.kind in kinds else {}
    return form_page(
        request,
        EntryForm,
        act,
        template="investigation/entry.html",
        done=done,
        message="Written into the log",
        context=at_case(
            case,
            heading="Write in the case log",
            outlines=[each for each in OUTLINES if each.kind in kinds],
            may_raise=can(request.user, "action.add", case) and case.is_open,
            cancel=reverse("case-log", args=[reference]),
        ),
        initial=initial,
        kinds=kinds,
    )


@page("log.write")
def log_correct(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Correct an entry by a new one."""
    case = case_for(request, reference, "log.write")
    rows = LogEntry.objects.filter(case=case).select_related("case", "author")
    if not can(request.user, "log.view", case):
        rows = rows.filter(author_id=request.user.pk)
    entry = rows.filter(pk=pk).first()
    if entry is None:
        raise Hidden
    where = reverse("case-log", args=[reference])

    def act(form: CorrectForm) -> LogEntry:
        values = {name: form.cleaned_data[name] for name in ("fact", "opinion", "happened_at")}
        return correct_entry(actor=request.user, entry=entry, values=values, why=form.cleaned_data["why"])  # type: ignore[arg-type]

    return form_page(
        request,
        CorrectForm,
        act,
        template="investigation/correct.html",
        done=where,
        message="The correction stands beside the old entry",
        context=at_case(case, heading="Correct an entry", entry=entry, cancel=where),
        initial={"fact": entry.fact, "opinion": entry.opinion, "happened_at": timezone.localtime(entry.happened_at)},
    )
