"""The design system's files: cleaned of what is not ours to use, complete or not there at all."""

import json
import re
from pathlib import Path

import pytest

from config import assets

pytestmark = pytest.mark.quick

CSS = (
    "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
    ".a{font-family:GDS Transport,arial,sans-serif;background-image:url(/assets/images/icon.svg)}"
    ".logo:before{width:1px;background-image:url(/assets/images/govuk-crest.svg);background-size:2px}"
    ".logo:after{-webkit-mask-image:url(/assets/images/govuk-crest.svg);mask-image:url(/assets/images/govuk-crest.svg)}"
    "\n/*# sourceMappingURL=x.css.map */\n"
)


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """A folder as `npm ci` leaves it, with the locked versions and little in them."""
    locked = json.loads(assets.LOCK.read_text())["packages"]
    folder = tmp_path / "copy" / "node_modules"
    for package, name in assets.FILES:
        file = folder / package / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(CSS if name.endswith(".css") else "export const a = 1;//# sourceMappingURL=x.js.map")
        (folder / package / "package.json").write_text(json.dumps({"version": locked[f"node_modules/{package}"]["version"]}))
        picture = file.parent / "assets/images/icon.svg"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_text("<svg/>")
    return folder.parent


def test_the_licensed_typeface_and_the_crest_are_left_out(packages, tmp_path):
    target = tmp_path / "assets"
    assets.build(target, packages)
    for sheet in target.glob("*.css"):
        text = sheet.read_text()
        assert "GDS" not in text
        assert "crest" not in text
        assert "font-face" not in text
        assert "background-size:2px" in text
    assert not list(target.rglob("*crest*")) + list(target.rglob("*.woff*"))


def test_pictures_are_addressed_relative_to_the_sheet_and_come_along(packages, tmp_path):
    target = tmp_path / "assets"
    assets.build(target, packages)
    for sheet in target.glob("*.css"):
        for address in re.findall(r"url\(([^)]*)\)", sheet.read_text()):
            assert (target / address).is_file()


def test_no_file_points_to_a_source_map(packages, tmp_path):
    target = tmp_path / "assets"
    assets.build(target, packages)
    assert {file.name for file in target.iterdir() if file.is_file()} == {Path(name).name for _, name in assets.FILES} | {".stamp"}
    assert not [file for file in target.glob("*.*") if "sourceMappingURL" in file.read_text()]


def test_the_stamp_says_when_nothing_is_to_be_done(packages, tmp_path):
    target = tmp_path / "assets"
    assert not assets.current(target)
    assets.build(target, packages)
    assert assets.current(target)
    (target / ".stamp").write_text("older")
    assert not assets.current(target)


def test_a_failed_build_leaves_what_was_there(packages, tmp_path):
    target = tmp_path / "assets"
    assets.build(target, packages)
    (packages / "node_modules" / assets.MOJ / "moj/moj-frontend.min.js").unlink()
    with pytest.raises(assets.AssetsError, match="does not hold the packages"):
        assets.build(target, packages)
    assert assets.current(target)
    assert not list(tmp_path.glob("assets.*"))


def test_a_copy_of_another_version_is_refused(packages, tmp_path):
    (packages / "node_modules" / assets.GOVUK / "package.json").write_text('{"version": "1.0.0"}')
    with pytest.raises(assets.AssetsError, match=r"holds govuk-frontend 1\.0\.0"):
        assets.build(tmp_path / "assets", packages)


def test_the_lock_names_no_host():
    assert "resolved" not in assets.LOCK.read_text()
    assert "://" not in assets.LOCK.read_text()
