"""Normal forms of protected facts: the same telephone, address or handle written in different ways comes to the same text.

Pure functions. A text that cannot be such a fact raises ValueError with a sentence for the page.
"""

import re
import unicodedata

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from casework.people.models import FactKind

POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)
ADDRESSES = frozenset({FactKind.HOME, FactKind.WORK, FactKind.SCHOOL, FactKind.REFUGE})
# Short words that people write in full or not.
STREET = {
    "rd": "road",
    "ave": "avenue",
    "ln": "lane",
    "cl": "close",
    "dr": "drive",
    "ct": "court",
    "cres": "crescent",
    "gdns": "gardens",
    "pl": "place",
    "sq": "square",
    "tce": "terrace",
    "apt": "flat",
    "apartment": "flat",
}


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def telephone(text: str) -> str:
    """E.164; numbers without a country code are British. Raises ValueError for what cannot be a telephone number."""
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValueError("Enter a telephone number, such as 07700 900123 or +44 7700 900123")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email(text: str) -> str:
    """Lower case, without spaces around. Raises ValueError for what cannot be an e-mail address."""
    plain = _plain(text)
    try:
        validate_email(plain)
    except ValidationError:
        raise ValueError("Enter an e-mail address, such as name@example.invalid") from None
    return plain


def vehicle(text: str) -> str:
    """Capital letters and digits only. Raises ValueError for anything that has other than 2 to 8 of them."""
    plain = re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKC", text).upper())
    if not 2 <= len(plain) <= 8:
        raise ValueError("Enter a registration mark, such as AB12 CDE")
    return plain


def handle(text: str) -> str:
    """A name used online, without its "@" and without the site's address around it. Raises ValueError when nothing is left."""
    plain = _plain(text).rstrip("/")
    if "://" in plain or plain.startswith("www."):
        plain = plain.rsplit("/", 1)[-1]
    plain = plain.split("?")[0].lstrip("@").replace(" ", "")
    if not plain:
        raise ValueError("Enter the name used online, such as @quiet_harbour")
    return plain


def postcode(text: str) -> str:
    """The British postcode in the text, in capitals without its space; "" when there is none."""
    found = POSTCODE.search(text)
    return (found[1] + found[2]).upper() if found else ""


def address(text: str) -> str:
    """Words and numbers of an address in lower case, abbreviations written out, its postcode last. Raises ValueError when empty."""
    code = postcode(text)
    words = re.findall(r"[^\W_]+", _plain(POSTCODE.sub(" ", text)))
    if not words:
        raise ValueError("Enter the address, with its postcode when it is known")
    return " ".join([*(STREET.get(word, word) for word in words), code.lower()]).strip()


def forms(kind: str, text: str) -> dict[str, str]:
    """Every normal form under which a fact of this kind may be looked up: form -> text.

    A new name and children are not looked up by: they have none. Raises ValueError with a sentence for a text that is not such a fact.
    """
    if not text.strip():
        raise ValueError("Enter the fact itself")
    if kind in ADDRESSES:
        code = postcode(text)
        if code and not _plain(POSTCODE.sub(" ", text)).strip():
            return {"POSTCODE": code}  # old registers know no more
        return {"ADDRESS": address(text)} | ({"POSTCODE": code} if code else {})
    single = {FactKind.TELEPHONE: telephone, FactKind.EMAIL: email, FactKind.VEHICLE: vehicle, FactKind.HANDLE: handle}
    return {kind: single[FactKind(kind)](text)} if kind in single else {}
