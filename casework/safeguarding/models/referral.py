"""A referral to support or to a panel, from the offer to its end."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.cases.models import Case, CaseParty
from casework.cases.moves import pairs
from casework.safeguarding import flow


class Service(models.TextChoices):
    """To whom a victim is referred."""

    ISAC = "ISAC", "Independent stalking advocate (ISAC)"
    IDVA = "IDVA", "Independent domestic violence adviser (IDVA)"
    MARAC = "MARAC", "MARAC"
    CLINIC = "CLINIC", "Stalking clinic or panel"
    OTHER = "OTHER", "Another support service"


# Advocates in the sense of rule R21.
ADVOCATES = (Service.ISAC, Service.IDVA)
# Conferences of professionals: they may be asked without the victim's consent, with the reason.
PANELS = (Service.MARAC, Service.CLINIC)


@pghistory.track(model_name="ReferralHistory")
class Referral(models.Model):
    """One referral of one victim. `declined_why` in the victim's reasons; nothing in it says where or how the victim is reached.

    `discussed_on`, `advice` and `actions_agreed` are for panels: when the case was discussed and what came of it.
    """

    MACHINE = "referral"
    MOVES = flow.REFERRAL_MOVES

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referrals")
    party = models.ForeignKey(CaseParty, on_delete=models.CASCADE, related_name="referrals")
    service = models.CharField(max_length=8, choices=Service)
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=flow.REFERRAL_STATES)
    offered_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    declined_why = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    no_consent_why = models.TextField(blank=True)
    first_contact_at = models.DateTimeField(null=True, blank=True)
    discussed_on = models.DateField(null=True, blank=True)
    advice = models.TextField(blank=True)
    actions_agreed = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_why = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["party", "service"]), models.Index(fields=["case"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[key for key, _ in flow.REFERRAL_STATES]), name="referral_state_known"),
            models.CheckConstraint(condition=~Q(state=flow.DECLINED) | ~Q(declined_why=""), name="referral_declined_says_why"),
            models.CheckConstraint(
                condition=~Q(state__in=(flow.SENT, flow.IN_CONTACT)) | Q(sent_at__isnull=False), name="referral_sent_says_when"
            ),
            models.CheckConstraint(condition=Q(offered_at__isnull=False) | ~Q(no_consent_why=""), name="referral_offered_or_says_why_not"),
        ]
        triggers = [pgtrigger.FSM(name="referral_moves", field="state", transitions=pairs(flow.REFERRAL_MOVES))]
