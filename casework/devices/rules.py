"""What a device's record must say, and when nothing may be taken from it (investigation.md 5.6). Pure."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from casework.devices import flow
from casework.devices.models import DeviceStrategy, NoticePoint, Sift
from casework.evidence.models import Power
from casework.evidence.rules import code_problems
from casework.reports.rules import REASON, Problems, future, short

HASH = re.compile(r"^[0-9a-f]{64}$")
EXTRACTING = frozenset({"EXAMINED", "IMAGED"})


def by_agreement(power: str) -> bool:
    """Was the device handed over by agreement (a victim's or witness's), so that nothing of it is taken without one?"""
    return power == Power.VICTIM_PCSCA_37


def _texts(values: Mapping[str, Any], *names: str) -> Problems:
    return [problem for name in names for problem in code_problems(name, values.get(name) or "")]


def strategy_problems(values: Mapping[str, Any], *, power: str, seized_at: datetime, now: datetime) -> Problems:
    """The suspect's device: the notice, the line of enquiry, the urgency."""
    if by_agreement(power):
        return [(None, "This device was handed over by agreement: give the notice of PCSCA 2022 s.39 instead")]
    found = future("notice_at", values["notice_at"], now)
    if values["notice_at"] < seized_at:
        found.append(("notice_at", "This lies before the seizure. Check the date and the time"))
    if values["code_asked"] not in DeviceStrategy.Code.values:
        found.append(("code_asked", "Choose whether the code was asked for"))
    if values["priority"] not in DeviceStrategy.Priority.values:
        found.append(("priority", "Choose how urgent it is"))
    if short(values["enquiry"], REASON):
        found.append(("enquiry", f"Say in at least {REASON} characters which reasonable line of enquiry it serves"))
    if values.get("image_sha256") and not HASH.match(values["image_sha256"]):
        found.append(("image_sha256", "Enter the SHA-256 of the image: 64 digits and letters from a to f"))
    return found + _texts(values, "enquiry", "triage", "key_notice", "unit_reference")


def notice_problems(values: Mapping[str, Any], *, power: str, now: datetime) -> Problems:
    """The victim's device: what the notice says and what is sought, only as far as strictly necessary."""
    if not by_agreement(power):
        return [(None, "This device was not handed over by agreement under PCSCA 2022 s.37: record the suspect's device instead")]
    found = future("notice_at", values["notice_at"], now)
    if set(values["notice_points"]) != set(NoticePoint.values):
        found.append(("notice_points", "The written notice says all five. Give it whole, then tick them"))
    for name, what in (
        ("enquiry", "which reasonable line of enquiry it serves"),
        ("sought", "which information exactly is sought"),
        ("alternatives", "which other means were considered, and why they will not do"),
        ("necessity", "why this much is strictly necessary and proportionate"),
    ):
        if short(values[name], REASON):
            found.append((name, f"Say in at least {REASON} characters {what}"))
    since, until = values.get("sought_from"), values.get("sought_until")
    if not values["whole_device"] and (since is None or until is None):
        found.append(
            ("sought_from" if since is None else "sought_until", "Enter from when until when, or tick that it is the whole device")
        )
    if since and until and until < since:
        found.append(("sought_until", "The last day lies before the first. Check the dates"))
    if values.get("return_due") is not None and values["return_due"] <= now:
        found.append(("return_due", "Agree on a moment that is still to come"))
    return found + _texts(values, "enquiry", "sought", "alternatives", "necessity")


def agree_problems(agreement: Any, *, law: Sequence[str], values: Mapping[str, Any], now: datetime) -> Problems:
    """The law says who may agree (R51); the agreement comes after the notice."""
    found = future("agreed_at", values["agreed_at"], now)
    if values["agreed_at"] < agreement.notice_at:
        found.append(("agreed_at", "The agreement comes after the notice. Check the date and the time"))
    if values["without_agreement"] and short(values["without_agreement"], REASON):
        found.append(("without_agreement", f"Say in at least {REASON} characters which case of s.40 this is, and why"))
    return found + [("agreed_by", sentence) for sentence in law] + _texts(values, "childs_views", "without_agreement")


def whole_problems(agreement: Any, reason: str) -> Problems:
    """An inspector says why the whole device is needed."""
    if not agreement.whole_device:
        return [(None, "The whole device is not asked for")]
    found: Problems = []
    if short(reason, REASON):
        found.append(("whole_reason", f"Say in at least {REASON} characters why nothing less than the whole device will do"))
    return found + code_problems("whole_reason", reason)


def extraction_problems(kind: str, power: str, agreement: Any, sift: Any) -> Problems:
    """May an entry of this kind be written: nothing is taken without agreement, and nothing sifted before the notice."""
    if kind not in EXTRACTING:
        return []
    if by_agreement(power):
        if agreement is None or agreement.state == flow.NOTIFIED:
            return [("kind", "Nothing may be taken from it: the notice and the agreement come first (PCSCA 2022 ss.37 to 39)")]
        if agreement.state != flow.AGREED:
            return [("kind", f"Nothing may be taken from it: {agreement.get_state_display().lower()} (PCSCA 2022 s.37)")]
        if agreement.whole_device and agreement.whole_by_id is None:
            return [("kind", "Taking the whole device needs the reason of an inspector first")]
    if power == Power.CJPA_50 and sift is None:
        return [("kind", "It was seized to sift: record the written notice and where it is kept apart first (CJPA 2001 ss.52, 53)")]
    return []


def sift_problems(values: Mapping[str, Any], *, power: str, seized_at: datetime, law: Sequence[str], now: datetime) -> Problems:
    """The written notice and where it is kept apart."""
    if power != Power.CJPA_50:
        return [(None, "It was not seized to sift (CJPA 2001 ss.50, 51)")]
    found = future("notice_at", values["notice_at"], now)
    if values["notice_at"] < seized_at:
        found.append(("notice_at", "This lies before the seizure. Check the date and the time"))
    if values["notice_to"] not in Sift.NoticeTo.values:
        found.append(("notice_to", "Choose to whom the notice went"))
    if short(values["kept_apart"], 3):
        found.append(("kept_apart", "Say where it is kept apart, such as “sealed in bay 7”"))
    return found or [("kept_apart", sentence) for sentence in law]


def sifted_problems(sift: Any, *, values: Mapping[str, Any], now: datetime) -> Problems:
    """The first examination says what became of what may not be kept, and of what is privileged."""
    found = future("examined_at", values["examined_at"], now)
    if values["examined_at"] < sift.notice_at:
        found.append(("examined_at", "The examination comes after the notice. Check the date and the time"))
    if short(values["rest"], 5):
        found.append(("rest", "Say what was given back, or that everything may be kept (s.53)"))
    if short(values["privileged"], 5):
        found.append(("privileged", "Say that nothing was privileged, or when it went back (s.54); never what it said"))
    return found
