"""What is recorded of a device, for pages whose reader was checked."""

from casework.devices.models import DeviceAgreement, DeviceStrategy, Sift
from casework.evidence.models import Exhibit


def strategy(exhibit: Exhibit) -> DeviceStrategy | None:
    """The strategy that stands."""
    return DeviceStrategy.objects.filter(exhibit=exhibit).select_related("recorded_by").order_by("-pk").first()


def agreement(exhibit: Exhibit) -> DeviceAgreement | None:
    """Notice and agreement, if a notice was given."""
    return DeviceAgreement.objects.filter(exhibit=exhibit).select_related("whole_by", "recorded_by", "case", "exhibit").first()


def sift(exhibit: Exhibit) -> Sift | None:
    """Notice and examination of what was seized to sift."""
    return Sift.objects.filter(exhibit=exhibit).select_related("recorded_by", "case", "exhibit").first()
