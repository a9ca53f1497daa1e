"""What files add to the case page."""

from casework.files import flow
from casework.files.models import CaseFile
from casework.reports.casepage import CASE, Panel, Parts, Seen, Tab, Task, number


def _facts() -> dict[str, object]:
    return {
        "files": number(CaseFile.objects.filter(case=CASE)),
        "files_apart": number(CaseFile.objects.filter(case=CASE, state=flow.QUARANTINED)),
    }


def _draw(seen: Seen) -> Parts:
    apart = seen.facts["files_apart"] or 0
    tab = Tab("files", "Files", seen.url("case-files"), "file.view", seen.facts["files"] or 0)
    tasks = []
    if apart:
        tasks.append(
            Task("Files set apart", f"{apart} to look at", "next", seen.link("file.view", "case-files"), "A file that is not what it says")
        )
    return Parts(tab=tab, tasks=tasks, steps=[seen.step("file.add", "Add files", "file-add")])


PANEL = Panel("files", ("file.view", "file.add"), _facts, _draw)
