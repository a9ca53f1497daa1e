"""What every edit of a draft shares: its lock, the section's version, and that an edit after submission takes it back to draft."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F

from casework.access.role_tasks import close_tasks
from casework.access.writing import Change, change
from casework.applications import flow
from casework.applications.models import Application
from casework.applications.rules import SECTIONS
from casework.cases.facts import Fact, happened
from casework.cases.moments import past
from casework.cases.moves import make_move
from casework.clocks import services as clocks
from casework.errors import Conflict, GuardFailed
from casework.outbox.services import send
from casework.staff.models import Role

REVIEW_CLOCKS = ("R23", "OP-AUTH", "R25")


@dataclass
class Edit:
    """One edit of one section under way. `done` writes it: columns of the application, and what changed in words."""

    application: Application
    section: str
    actor: Any
    at: datetime
    ch: Change
    written: bool = field(default=False)

    def done(self, values: Mapping[str, Any] | None = None, *, what: str = "") -> Application:
        """Write `values`, raise the section's and the draft's version, note the event, and undo a submission or approval."""
        application = self.application
        values = dict(values or {})
        before = {name: getattr(application, name) for name in values}
        sections = dict(application.sections) | {self.section: section_version(application, self.section)}
        Application.objects.filter(pk=application.pk).update(version=F("version") + 1, sections=sections, **values)
        application.refresh_from_db()
        application.writers.add(self.actor)
        title = what or SECTIONS[self.section]
        self.ch.event("application.edited", f"{application.reference}: edited, {title}.", subject=application, occurred_at=self.at)
        self.ch.audit("UPDATE", application, fields=sorted(values) or [self.section], before=before or None, after=values or None)
        if application.state != flow.DRAFT:
            _back_to_draft(application, self.actor, title, self.ch)
        self.written = True
        return application


@contextmanager
def editing(
    actor: Any, application: Application, section: str, expected: int | None, typed: Mapping[str, Any], at: datetime | None = None
) -> Iterator[Edit]:
    """Open an edit of one section: permission, the application's row locked, its state, and the version the person saw.

    Conflict with both texts when somebody saved the section first. GuardFailed once it is lodged or has ended.
    """
    with change(actor, "application.draft", application.case) as ch:
        now = Application.objects.select_for_update(no_key=True, of=("self",)).select_related("case", "case__force").get(pk=application.pk)
        if not now.editable:
            raise GuardFailed(f"It can no longer be edited: it is {now.get_state_display().lower()}.")
        when = past(at, not_before=now.started_at, before="the application was started")
        version = section_version(now, section)
        if expected is not None and expected != version:
            current = {name: getattr(now, name) for name in typed if hasattr(now, name)}
            if any(current[name] != typed[name] for name in current):
                raise Conflict(current, {name: typed[name] for name in current}, version=version)
        yield Edit(now, section, actor, when, ch)


def section_version(application: Application, section: str) -> int:
    """How often the section was saved, plus one."""
    return int(application.sections.get(section, 0)) + 1


def _back_to_draft(application: Application, actor: Any, title: str, ch: Change) -> None:
    """An edit makes a submission, an approval and an authority void: whoever has it is told, and it must be submitted again."""
    was = application.get_state_display()
    told = {user for user in (application.legal_reviewer, application.authoriser) if user is not None and user != actor}
    make_move(
        application,
        "edit",
        actor=actor,
        role=Role.OFFICER,
        reason=f"Edited: {title}",
        legal_reviewer=None,
        authoriser=None,
        approved_at=None,
        authorised_at=None,
        reviewed_version=None,
        compatibility_checked_at=None,
        compatibility_checked_by=None,
        compatibility_list=[],
    )
    for rule in REVIEW_CLOCKS:
        clocks.cancel(rule, subject=application, actor=actor, why="The draft was edited and must be submitted again")
    close_tasks(application, Role.LEGAL, Role.AUTHORISER)
    ch.event(
        "application.reopened",
        f"{application.reference}: back to draft because “{title}” was edited. It was: {was.lower()}.",
        subject=application,
    )
    for user in told:
        send(
            user=user,
            key=f"application-reopened:{application.pk}:{application.version}",
            title=f"{application.reference} was edited and is a draft again",
            text=f"“{title}” was edited. It was: {was.lower()}. It comes back when it is submitted again.",
            reference=application.case.reference,
            case_id=application.case_id,
        )
    happened(Fact("application.reopened", application.case_id, application, ch.now, actor, {"section": title}))
