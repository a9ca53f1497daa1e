"""What an e-mail says. It names nobody and nothing but a reference; what and why is read after sign-in."""

import uuid

from django.conf import settings

ACTION, MESSAGE = "Action due", "Message"


def subject(reference: str, *, action_due: bool) -> str:
    """ "Action due on STK-2026-000417"; without a reference only the first words."""
    words = ACTION if action_due else MESSAGE
    if reference:
        return f"{words} {'on' if action_due else 'about'} {reference}"
    return f"{words} in Casework"


def body(path: str) -> str:
    """The same words for everyone; the link shows nothing before sign-in."""
    return (
        "There is something for you in Casework. Sign in to read it:\n\n"
        f"{settings.SITE_URL.rstrip('/')}{path or '/messages/'}\n\n"
        "This e-mail says no more on purpose. It is sent from an address that nobody reads.\n"
    )


def message_ids(count: int) -> list[str]:
    """Message-IDs that are never given twice; they hold no name and no reference."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "casework.invalid"
    return [f"<{uuid.uuid4().hex}@{domain}>" for _ in range(count)]
