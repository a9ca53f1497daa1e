"""Static files of an installation: named by their content, compressed, with the one style sheet made on the way."""

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from casework.pages import sheet


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Joins the style sheets of the design system and ours into one when files are collected."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Write the joint sheet beside what was collected, then name and compress everything."""
        if not dry_run and sheet.PARTS[0] in paths:
            parts = [self._text(name) for name in sheet.PARTS if name in paths]
            self.delete(sheet.NAME)
            self._save(sheet.NAME, ContentFile(sheet.join(parts, self._text(sheet.OWN)).encode()))
            paths = {**paths, sheet.NAME: (self, sheet.NAME)}
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _text(self, name: str) -> str:
        with self.open(name) as file:
            return file.read().decode()
