"""The order, its versions, its service and what the defendant must notify."""

from casework.orders.models.notification import DutyTrigger, Notification, NotificationChannel, NotificationDuty
from casework.orders.models.order import Order, OrderCondition, OrderKind, OrderOrigin, OrderVersion, VersionReason
from casework.orders.models.service import ServiceAttempt, ServiceMethod, ServicePlace

__all__ = [
    "DutyTrigger",
    "Notification",
    "NotificationChannel",
    "NotificationDuty",
    "Order",
    "OrderCondition",
    "OrderKind",
    "OrderOrigin",
    "OrderVersion",
    "ServiceAttempt",
    "ServiceMethod",
    "ServicePlace",
    "VersionReason",
]
