"""A report begun on the phone and finished at the desk: kept encrypted for the person who typed it, one at a time."""

import json
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.http import QueryDict

from casework.people.facts import NONCE, ring
from casework.reports.models import ReportDraft
from casework.staff.models import User

NEVER = ("csrfmiddlewaretoken", "later")


def _bound(user: User) -> bytes:
    return f"report draft of {user.pk}".encode()


def keep(user: User, data: QueryDict) -> None:
    """Keep what was typed, in place of what was kept before."""
    text = json.dumps({name: values for name, values in data.lists() if name not in NEVER})
    name, key = next(iter(ring().items()))
    nonce = secrets.token_bytes(NONCE)
    body = nonce + AESGCM(key).encrypt(nonce, text.encode(), _bound(user))
    ReportDraft.objects.update_or_create(user=user, defaults={"ciphertext": body, "key_id": name})


def kept(user: User) -> dict[str, list[str]]:
    """What was typed, by field; empty when nothing is kept or its key has left the ring."""
    draft = ReportDraft.objects.filter(user=user).first()
    key = ring().get(draft.key_id) if draft else None
    if draft is None or key is None:
        return {}
    sealed = bytes(draft.ciphertext)
    try:
        found: dict[str, list[str]] = json.loads(AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], _bound(user)))
    except InvalidTag:
        return {}
    return found


def let_go(user: User) -> None:
    """Forget it: the report was made, or the person threw it away."""
    ReportDraft.objects.filter(user=user).delete()
