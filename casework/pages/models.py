"""What a person typed when the session had already ended."""

from django.conf import settings
from django.db import models


class KeptForm(models.Model):
    """A form sent after its sender's session ended, encrypted, offered back to the same person and gone when it expires.

    `body` is a nonce of 12 bytes and the AES-GCM text of the fields as JSON; user and path are bound to it as associated data.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=500)
    body = models.BinaryField()
    files_left_out = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "-id"], name="kept_forms_of_user")]

    def __str__(self) -> str:
        return f"form kept for user {self.user_id}"
