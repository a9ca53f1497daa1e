"""The one Django app."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """One app, packages in the order of the journey."""

    name = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand the table of answers to the packages below: nothing registers itself at import."""
        from casework import flow
        from casework.accounts import checks  # noqa: F401 - registers what `check --deploy` says
        from casework.assessment import pointing
        from casework.cases import closing, facts
        from casework.charging import pack
        from casework.custody import protection
        from casework.keeping import blocking
        from casework.pins import background
        from casework.reports import casepage

        facts.wire(flow.ANSWERS)
        casepage.wire(flow.CASE_PANELS)
        closing.wire(flow.CLOSING_GATES, flow.OUTLIVING)
        protection.wire(flow.PROTECTIONS)
        pack.wire(flow.PACK)
        blocking.wire(flow.KEEPS)
        background.wire(flow.NOTICE_BACKGROUND)
        pointing.wire(flow.EVIDENCE)
