"""What a file is: by the end of its name, by what the sender declared, and by its bytes. The three must agree. Pure.

Formats that are held are a list; what is not on it, or is not what it says, is set apart with the reason until a person has looked.
"""

import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

import puremagic

PDF, JPEG, PNG, GIF, WEBP, TIFF, HEIC = "PDF", "JPEG picture", "PNG picture", "GIF picture", "WebP picture", "TIFF picture", "HEIC picture"
MP4, MOV, AVI, MKV, WEBM = "MP4 video", "QuickTime video", "AVI video", "Matroska video", "WebM video"
MP3, M4A, WAV, OGG, AMR = "MP3 sound", "M4A sound", "WAV sound", "Ogg sound", "AMR sound"
WORD, SHEET, SLIDES, ODT, ZIP, OLD_OFFICE = (
    "Word document",
    "spreadsheet",
    "presentation",
    "OpenDocument text",
    "ZIP archive",
    "Office 97 file",
)
TEXT, CSV, MAIL, OUTLOOK, HTML, SVG, XML, JSON = "text", "CSV table", "e-mail", "Outlook message", "web page", "SVG drawing", "XML", "JSON"

# The end of the name -> (what it is, what a sender may declare it as). An empty or general declaration agrees with everything.
BY_ENDING: dict[str, tuple[str, tuple[str, ...]]] = {
    "pdf": (PDF, ("application/pdf",)),
    "jpg": (JPEG, ("image/jpeg", "image/pjpeg")),
    "jpeg": (JPEG, ("image/jpeg", "image/pjpeg")),
    "png": (PNG, ("image/png",)),
    "gif": (GIF, ("image/gif",)),
    "webp": (WEBP, ("image/webp",)),
    "tif": (TIFF, ("image/tiff",)),
    "tiff": (TIFF, ("image/tiff",)),
    "heic": (HEIC, ("image/heic", "image/heif")),
    "mp4": (MP4, ("video/mp4",)),
    "m4v": (MP4, ("video/mp4", "video/x-m4v")),
    "mov": (MOV, ("video/quicktime",)),
    "avi": (AVI, ("video/avi", "video/x-msvideo")),
    "mkv": (MKV, ("video/x-matroska", "video/matroska")),
    "webm": (WEBM, ("video/webm", "audio/webm")),
    "mp3": (MP3, ("audio/mpeg", "audio/mp3")),
    "m4a": (M4A, ("audio/mp4", "audio/x-m4a", "audio/m4a")),
    "wav": (WAV, ("audio/wav", "audio/x-wav", "audio/vnd.wave")),
    "ogg": (OGG, ("audio/ogg", "video/ogg", "application/ogg")),
    "opus": (OGG, ("audio/ogg", "audio/opus")),
    "amr": (AMR, ("audio/amr",)),
    "docx": (WORD, ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)),
    "xlsx": (SHEET, ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",)),
    "pptx": (SLIDES, ("application/vnd.openxmlformats-officedocument.presentationml.presentation",)),
    "odt": (ODT, ("application/vnd.oasis.opendocument.text",)),
    "zip": (ZIP, ("application/zip", "application/x-zip-compressed")),
    "doc": (OLD_OFFICE, ("application/msword",)),
    "xls": (OLD_OFFICE, ("application/vnd.ms-excel",)),
    "msg": (OUTLOOK, ("application/vnd.ms-outlook",)),
    "txt": (TEXT, ("text/plain",)),
    "log": (TEXT, ("text/plain",)),
    "csv": (CSV, ("text/csv", "application/vnd.ms-excel", "text/plain")),
    "eml": (MAIL, ("message/rfc822", "text/plain")),
    "json": (JSON, ("application/json", "text/plain")),
    "xml": (XML, ("application/xml", "text/xml")),
    "html": (HTML, ("text/html",)),
    "htm": (HTML, ("text/html",)),
    "svg": (SVG, ("image/svg+xml",)),
}
ANY_DECLARATION = frozenset({"", "application/octet-stream", "binary/octet-stream"})
# What the bytes may turn out to be for each: ends of names as the detector gives them.
DETECTED: dict[str, frozenset[str]] = {
    PDF: frozenset({"pdf", "ai"}),
    JPEG: frozenset({"jpg", "jpeg", "jfif", "jpe", "jif", "jfi"}),
    PNG: frozenset({"png", "apng"}),
    GIF: frozenset({"gif"}),
    WEBP: frozenset({"webp"}),
    TIFF: frozenset({"tif", "tiff"}),
    HEIC: frozenset({"heic", "heif", "heics", "hif"}),
    AVI: frozenset({"avi"}),
    WAV: frozenset({"wav"}),
    MP3: frozenset({"mp3"}),
    OGG: frozenset({"ogg", "oga", "ogv", "ogx", "opus", "spx"}),
    AMR: frozenset({"amr"}),
    MKV: frozenset({"mkv", "mka", "mks", "webm"}),
    WEBM: frozenset({"webm", "mkv"}),
}
VIDEO_BOX = frozenset({MP4, MOV, M4A, HEIC})
ZIPPED = {WORD: "word/", SHEET: "xl/", SLIDES: "ppt/", ODT: "content.xml"}
PLAIN = frozenset({TEXT, CSV, MAIL, JSON})
# Pages and drawings may hold script. They are held as evidence, never shown: they leave as attachments that run nothing.
ACTIVE = frozenset({HTML, SVG, XML})
PICTURES = frozenset({JPEG, PNG, GIF, WEBP, TIFF})
HEAD = 64 * 1024
# A ZIP that would unpack to more than this, or to more than so many times its size, is a bomb or might as well be one.
MOST_UNPACKED = 20 * 1024**3
MOST_TIMES = 200
MOST_ENTRIES = 100_000
# What the library raises for an archive that is broken, cut off, or packed in a way that it does not know.
UNREADABLE = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError)


@dataclass(frozen=True)
class Verdict:
    """What the file is taken to be, and why it is set apart (empty: it is what it says)."""

    kind: str
    apart: str = ""


def plain_name(given: str) -> str:
    """The name to keep: the last part, without path, control and direction characters, at most 200 characters."""
    last = PurePosixPath(given.replace("\\", "/")).name
    kept = "".join(
        each for each in last if each.isprintable() and each not in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
    kept = kept.strip(" .")[-200:]
    return kept or "file without a name"


def ending(name: str) -> str:
    """The end of a name after its last full stop, lower case."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def judge(name: str, declared: str, body: IO[bytes]) -> Verdict:
    """What a file is. `body` is the whole file, open for reading and seeking; it is left at an arbitrary place."""
    end = ending(name)
    if end not in BY_ENDING:
        return Verdict("", f"Files ending in “.{end}” are not usual here" if end else "Its name has no ending that says what it is")
    kind, declarations = BY_ENDING[end]
    said = declared.split(";")[0].strip().lower()
    if said not in ANY_DECLARATION and said not in declarations:
        return Verdict(kind, f"Its name says {kind}, but it was sent as {said}")
    body.seek(0)
    head = body.read(HEAD)
    found = _found(head)
    if not _agrees(kind, head, found, body):
        return Verdict(kind, f"Its name says {kind}, but its content {_in_words(found)}")
    return Verdict(kind, _packed(body) if kind in ZIPPED or kind == ZIP else "")


def _found(head: bytes) -> str:
    """What the bytes look like, as the end of a name; empty where they bear no mark."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html", b"<script", b"<head", b"<body", b"<iframe")):
        return "html"
    if text.startswith((b"<svg", b"<?xml", b"<!doctype svg")) and b"<svg" in text[:4096]:
        return "svg"
    if text.startswith(b"<?xml"):
        return "xml"
    if head[4:8] == b"ftyp":
        return "ftyp"
    try:
        marks = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    return marks[0].extension.lstrip(".").lower() if marks else ""


def _agrees(kind: str, head: bytes, found: str, body: IO[bytes]) -> bool:
    if kind in PLAIN:
        return found not in ("html", "svg", "ftyp", "exe", "pdf", "zip") and _is_text(head)
    if kind in ACTIVE:
        return {HTML: found == "html" or (found in ("", "xml") and b"<" in head), SVG: found == "svg", XML: found in ("xml", "svg")}[
            kind
        ] and _is_text(head)
    if kind in VIDEO_BOX:
        return found == "ftyp" and _box_agrees(kind, head)
    if kind == ZIP or kind in ZIPPED:
        return head.startswith(b"PK") and (kind == ZIP or _holds(body, ZIPPED[kind]))
    if kind in (OLD_OFFICE, OUTLOOK):
        return head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    if kind == PDF:
        return b"%PDF-" in head[:1024]
    if kind == JPEG:
        return head.startswith(b"\xff\xd8\xff")
    if kind == MP3:
        return head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0)
    return found in DETECTED[kind]


def _box_agrees(kind: str, head: bytes) -> bool:
    brand = head[8:12]
    if kind == HEIC:
        return brand[:3] in (b"hei", b"hev", b"mif", b"msf")
    return brand[:3] not in (b"hei", b"hev", b"mif")


def _is_text(head: bytes) -> bool:
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    odd = sum(each < 32 and each not in (9, 10, 11, 12, 13, 27) for each in head)
    return odd * 100 <= len(head) or head.startswith((b"\xff\xfe", b"\xfe\xff"))


def _holds(body: IO[bytes], part: str) -> bool:
    try:
        with zipfile.ZipFile(body) as archive:
            return any(name.startswith(part) for name in archive.namelist())
    except UNREADABLE:
        return False


def _packed(body: IO[bytes]) -> str:
    """Why an archive is set apart by what it says of itself; it is never unpacked here."""
    try:
        body.seek(0, 2)
        size = body.tell()
        with zipfile.ZipFile(body) as archive:
            inside = archive.infolist()
    except UNREADABLE:
        return "Its content cannot be read as the archive it says it is"
    whole = sum(each.file_size for each in inside)
    if len(inside) > MOST_ENTRIES:
        return f"It holds {len(inside):,} files"
    if whole > MOST_UNPACKED or whole > MOST_TIMES * max(size, 1):
        return f"It would unpack to {whole // 1024**2:,} MB, {whole // max(size, 1):,} times its own size"
    return ""


def _in_words(found: str) -> str:
    words = {
        "html": "is a web page",
        "svg": "is an SVG drawing",
        "xml": "is XML",
        "ftyp": "is a video, sound or HEIC picture",
        "": "bears no such mark",
    }
    return words.get(found, f"looks like a .{found} file")
