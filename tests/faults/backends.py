"""A mail backend that kills its own process at the worst moment."""

import os
import signal

from django.core.mail.backends.smtp import EmailBackend


class DiesAfterSending(EmailBackend):
    """Sends by SMTP; after CASEWORK_TEST_DIE_AFTER messages the process dies between the server's 250 and our commit."""

    sent = 0

    def send_messages(self, email_messages):
        """Send, and perhaps die before the sender hears of it."""
        count = super().send_messages(email_messages)
        DiesAfterSending.sent += 1
        if DiesAfterSending.sent > int(os.environ["CASEWORK_TEST_DIE_AFTER"]):
            os.kill(os.getpid(), signal.SIGKILL)
        return count
