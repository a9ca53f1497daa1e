"""How Django takes in uploads: into a temporary file, hashed as it comes, never longer than allowed, refused when it was cut off."""

import hashlib
import os
from contextlib import suppress
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParserError

from casework.files.rules import WHOLE


class ReceivedFile(TemporaryUploadedFile):
    """An upload with the SHA-256 of what came. `too_large`: it was longer than allowed, and its rest was not kept."""

    sha256 = ""
    too_large = False


class HashingHandler(FileUploadHandler):
    """Writes each file to disk in pieces and hashes it; memory stays the same however large the file."""

    file: ReceivedFile

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: bytes, encoding: str | None = None
    ) -> None:
        """Remember where the request's end must be."""
        self._request, self._length = input_data, content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.file = ReceivedFile(self.file_name, self.content_type, 0, self.charset, self.content_type_extra)  # type: ignore[arg-type]
        self._digest = hashlib.sha256()
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece, unless the file is too long already."""
        self._size += len(raw_data)
        if self._size > WHOLE:
            if not self.file.too_large:
                self.file.too_large = True
                self.file.seek(0)
                self.file.truncate()
            return
        self._digest.update(raw_data)
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> ReceivedFile:
        """End a file."""
        self.file.seek(0)
        self.file.size = self._size
        self.file.sha256 = self._digest.hexdigest()
        return self.file

    def upload_complete(self) -> None:
        """A connection that ended early looks like the end of the last file: refuse it, so that half a file is never taken for one."""
        stream = getattr(getattr(self, "_request", None), "_stream", None)
        came = getattr(stream, "_pos", None)
        if came is not None and came < self._length:
            raise MultiPartParserError("the upload was cut off")

    def upload_interrupted(self) -> None:
        """Throw away what had come."""
        if hasattr(self, "file"):
            with suppress(FileNotFoundError):
                self.file.close()
                os.remove(self.file.temporary_file_path())
