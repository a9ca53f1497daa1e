"""What `check --deploy` says about accounts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.security, deploy=True)
def demonstration(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Demo accounts must not be able to sign in to a service that holds real cases."""
    if settings.DEMO:
        return [
            Warning(
                "CASEWORK_DEMO is set: demo accounts can sign in.",
                hint="Unset CASEWORK_DEMO wherever real cases are kept.",
                id="casework.W001",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def digest_key(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Without its own key the audit trail's seals and digests could be made by anyone."""
    if len(settings.DIGEST_KEY) < 32:
        return [
            Error(
                "DIGEST_KEY is missing or shorter than 32 characters.",
                hint="Set a long random DIGEST_KEY and keep it: digests, seals and second factors depend on it.",
                id="casework.E001",
            )
        ]
    return []
