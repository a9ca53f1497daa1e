"""A file is what its name, its sender and its bytes say together; one that is not is set apart with the reason."""

import io

import pytest

from casework.files.kinds import judge, plain_name
from tests.files.made import archive, jpeg, png

pytestmark = pytest.mark.quick
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
TRUE = [
    ("photo.jpg", "image/jpeg", jpeg()),
    ("PHOTO.JPEG", "", jpeg()),
    ("screen.png", "image/png", png()),
    ("statement.pdf", "application/pdf", PDF),
    ("diary.txt", "text/plain", "9 Nov, flowers at work. £5\n".encode()),
    ("calls.csv", "text/csv", b"when,number\n2026-11-01,07700 900123\n"),
    ("message.eml", "message/rfc822", b"From: a@example.invalid\nSubject: hello\n\nhello"),
    ("page.html", "text/html", b"<!DOCTYPE html><html><script>alert(1)</script></html>"),
    ("drawing.svg", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    ("clip.mp4", "video/mp4", b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2"),
    ("letter.docx", "", archive({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<x/>"})),
    ("download.zip", "application/zip", archive({"a.txt": b"abc"})),
    ("old.doc", "application/msword", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
]
LIES = [
    ("photo.jpg", "image/jpeg", b"<!DOCTYPE html><html></html>", "web page"),
    ("photo.jpg", "image/jpeg", b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', "SVG"),
    ("photo.jpg", "image/jpeg", png(), "png"),
    ("photo.jpg", "text/html", jpeg(), "sent as text/html"),
    ("notes.txt", "text/plain", b"<html><script>1</script>", "web page"),
    ("notes.txt", "text/plain", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00", "content"),
    ("report.pdf", "application/pdf", archive({"a": b"b"}), "content"),
    ("letter.docx", "", archive({"a.txt": b"b"}), "Word document"),
    ("tool.exe", "", b"MZ\x90\x00", "not usual"),
    ("noending", "", jpeg(), "no ending"),
    ("broken.zip", "", b"PK\x03\x04broken", "archive"),
    ("bomb.zip", "", archive({"zeros": b"\x00" * 30_000_000}), "unpack"),
]


@pytest.mark.parametrize(("name", "declared", "body"), TRUE, ids=[each[0] for each in TRUE])
def test_a_file_that_is_what_it_says_is_held(name: str, declared: str, body: bytes) -> None:
    verdict = judge(name, declared, io.BytesIO(body))
    assert verdict.kind and not verdict.apart, verdict


@pytest.mark.parametrize(("name", "declared", "body", "because"), LIES, ids=[f"{each[0]}-{each[3]}" for each in LIES])
def test_a_file_that_lies_is_set_apart_with_the_reason(name: str, declared: str, body: bytes, because: str) -> None:
    assert because in judge(name, declared, io.BytesIO(body)).apart


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\photo.jpg", "photo.jpg"),
        ("a\r\nSet-Cookie: x.jpg", "aSet-Cookie: x.jpg"),
        ("evil\u202egpj.exe", "evilgpj.exe"),
        ("...", "file without a name"),
        ("x" * 300 + ".jpg", "x" * 196 + ".jpg"),
    ],
)
def test_only_the_last_part_of_a_name_is_kept(given: str, kept: str) -> None:
    assert plain_name(given) == kept
