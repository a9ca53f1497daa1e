"""Small pictures of pictures, drawn anew from their pixels, so that nothing else of the original (place, device, script) is in them."""

import io
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

WIDEST = 1000  # pixels
MOST_PIXELS = 80_000_000
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def drawn(body: IO[bytes]) -> bytes | None:
    """A JPEG no wider or higher than WIDEST without metadata; None where the file is no picture that can be drawn safely."""
    try:
        with Image.open(body, formats=("JPEG", "PNG", "GIF", "WEBP", "TIFF")) as given:
            if given.width * given.height > MOST_PIXELS:
                return None
            given.draft("RGB", (WIDEST * 2, WIDEST * 2))
            upright = ImageOps.exif_transpose(given)
            picture = upright.convert("RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB")
            picture.thumbnail((WIDEST, WIDEST))
            plain = Image.new("RGB", picture.size, "white")
            plain.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
    ):
        return None
    made = io.BytesIO()
    plain.save(made, "JPEG", quality=80, optimize=True)
    return made.getvalue()
