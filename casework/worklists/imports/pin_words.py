"""Words of old registers: what a notice was called, yes and no, headings. Pure."""

import re

from casework.pins.models import NoticeKind

_CALLED: dict[str, tuple[str, ...]] = {
    NoticeKind.PIN: (
        "pin",
        "pins",
        "police information notice",
        "information notice",
        "police info notice",
        "p i n",
        "police information notice pin",
        "pin notice",
    ),
    NoticeKind.HARASSMENT_WARNING: (
        "harassment warning",
        "harassment warning letter",
        "harassment letter",
        "harassment notice",
        "hw",
        "hwl",
        "harassment warning notice",
        "warning letter",
        "harassment",
        "harassment form",
        "harassment warning issued",
        "warning",
    ),
    NoticeKind.FIRST_INSTANCE: (
        "first instance harassment warning",
        "first instance",
        "1st instance",
        "fihw",
        "fih",
        "first instance harassment",
        "1st instance harassment warning",
        "first instance harassment warning letter",
        "first instance warning",
        "1st instance harassment",
    ),
    NoticeKind.LETTER_OF_ADVICE: (
        "letter of advice",
        "advice letter",
        "loa",
        "words of advice",
        "written advice",
        "letter of concern",
        "advice",
    ),
}
KINDS = {words: kind for kind, called in _CALLED.items() for words in called}
YES_NO: dict[str, bool] = {
    **dict.fromkeys(("y", "yes", "true", "1", "t", "yes - see log"), True),
    **dict.fromkeys(("n", "no", "false", "0", "f", "none"), False),
}


def words_of(text: str) -> str:
    """Lower case, letters and figures only, words apart by one space; "DateIssued" and "date_issued" become "date issued"."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " ".join(re.findall(r"[a-z0-9]+", apart.lower()))
