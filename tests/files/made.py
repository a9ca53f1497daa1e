"""Files for tests: small true ones of each kind, and some that lie."""

import hashlib
import io
import zipfile

from PIL import Image

from casework.files.receiving import ReceivedFile


def jpeg(colour: str = "red", *, where: bool = True) -> bytes:
    """A picture; with `where`, metadata that say where it was taken."""
    made = io.BytesIO()
    picture = Image.new("RGB", (64, 48), colour)
    exif = Image.Exif()
    if where:
        exif[0x010E] = "12 Orchard Lane NM1 2AB"
    picture.save(made, "JPEG", exif=exif)
    return made.getvalue()


def png() -> bytes:
    """Another kind of picture."""
    made = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 128, 0, 128)).save(made, "PNG")
    return made.getvalue()


def archive(inside: dict[str, bytes]) -> bytes:
    """A ZIP."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, body in inside.items():
            out.writestr(name, body)
    return made.getvalue()


def upload(name: str, body: bytes, declared: str = "") -> ReceivedFile:
    """A file as the upload handler hands it over."""
    got = ReceivedFile(name, declared, len(body), None, None)
    got.write(body)
    got.seek(0)
    got.sha256 = hashlib.sha256(body).hexdigest()
    return got
