"""The order, its versions, its service and what the defendant must notify."""

from casework.orders.models.notification import DutyTrigger, Notification, NotificationChannel, NotificationDuty
from casework.orders.models.order import Order, OrderCondition, OrderOrigin, OrderType, OrderVersion, VersionReason
from casework.orders.models.service import PlaceKind, ServiceAttempt, ServiceMethod

__all__ = [
    "DutyTrigger",
    "Notification",
    "NotificationChannel",
    "NotificationDuty",
    "Order",
    "OrderCondition",
    "OrderOrigin",
    "OrderType",
    "OrderVersion",
    "PlaceKind",
    "ServiceAttempt",
    "ServiceMethod",
    "VersionReason",
]
