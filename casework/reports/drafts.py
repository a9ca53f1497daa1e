"""A report taken step by step: what was typed at each step is kept on the server, encrypted for the person who typed it.

Nothing of it stands in a table of cases until the report is opened. It is finished or thrown away, never sent by itself.
"""

import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict

from casework.errors import GuardFailed, Hidden
from casework.people.facts import NONCE, ring
from casework.reports.models import ReportDraft
from casework.staff.models import User

NEVER = ("csrfmiddlewaretoken", "later")
MOST = 20
LARGEST = 128 * 1024

Answers = dict[str, dict[str, list[str]]]


def mine(user: Any) -> QuerySet[ReportDraft]:
    """The person's own reports begun and not sent, the last touched first."""
    return ReportDraft.objects.filter(user_id=user.pk or 0).order_by("-updated_at", "-pk").defer("ciphertext")


def begin(user: User) -> ReportDraft:
    """A new draft, empty. Raises GuardFailed when the person has too many."""
    with transaction.atomic():
        if ReportDraft.objects.filter(user=user).count() >= MOST:
            raise GuardFailed(f"You have {MOST} reports begun. Finish one or throw one away first")
        draft = ReportDraft(user=user, ciphertext=b"", key_id="")
        draft.save()
        _seal(draft, {})
    return draft


def one(user: Any, pk: int) -> ReportDraft:
    """One draft of this person. Raises Hidden for another's and an unknown one alike."""
    found = ReportDraft.objects.filter(pk=pk, user_id=user.pk or 0).first()
    if found is None:
        raise Hidden
    return found


def answers(draft: ReportDraft) -> Answers:
    """What was typed: step -> field -> values. Empty when its key has left the ring."""
    key = ring().get(draft.key_id)
    if key is None:
        return {}
    sealed = bytes(draft.ciphertext)
    try:
        found: Answers = json.loads(AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], _bound(draft)))
    except InvalidTag:
        return {}
    return found


def typed(draft: ReportDraft, step: str) -> QueryDict | None:
    """What was typed at one step, as the browser sent it; None before the step was ever sent."""
    kept = answers(draft).get(step)
    if kept is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in kept.items():
        data.setlist(name, values)
    return data


def keep(draft: ReportDraft, step: str, data: QueryDict, *, at: str) -> None:
    """Keep what was typed at `step`; `at` is the step to go on with."""
    with transaction.atomic():
        held = ReportDraft.objects.select_for_update().get(pk=draft.pk)
        kept = answers(held)
        kept[step] = {name: values for name, values in data.lists() if name not in NEVER}
        held.step = at
        _seal(held, kept)
    draft.step, draft.ciphertext, draft.key_id = held.step, held.ciphertext, held.key_id


def drop(draft: ReportDraft, *steps: str) -> None:
    """Forget the answers of these steps, because what they answered has changed."""
    with transaction.atomic():
        held = ReportDraft.objects.select_for_update().get(pk=draft.pk)
        _seal(held, {step: values for step, values in answers(held).items() if step not in steps})
    draft.ciphertext, draft.key_id = held.ciphertext, held.key_id


def let_go(draft: ReportDraft) -> None:
    """Forget it: the case was opened, or the person threw it away."""
    ReportDraft.objects.filter(pk=draft.pk).delete()


def _bound(draft: ReportDraft) -> bytes:
    return f"report draft {draft.pk} of {draft.user_id}".encode()


def _seal(draft: ReportDraft, kept: Answers) -> None:
    text = json.dumps(kept).encode()
    if len(text) > LARGEST:
        raise GuardFailed("This is more than a draft can hold. Shorten it, or open the case and add the rest there")
    name, key = next(iter(ring().items()))
    nonce = secrets.token_bytes(NONCE)
    draft.ciphertext = nonce + AESGCM(key).encrypt(nonce, text, _bound(draft))
    draft.key_id = name
    draft.save(update_fields=["ciphertext", "key_id", "step", "updated_at"])
