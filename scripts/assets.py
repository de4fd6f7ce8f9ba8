"""Fetches the GOV.UK and MOJ front ends and lays them, cleaned, into `sightline/web/assets/vendor`.

What is fetched is named and hashed in package-lock.json; npm refuses a file whose hash differs. A council may use
the components, but not the crown, the royal arms or the GDS Transport typeface, which belong to GOV.UK alone: they
are taken out here, so that no page can show them by accident. Source-map lines go too, since the maps are not
copied and the static-file store would look for them.

Run by `./run`; by hand: `.venv/bin/python scripts/assets.py`. Does nothing when everything is already there.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from console import Refused, quietly, say, step

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "sightline" / "web" / "assets" / "vendor"
MODULES = ROOT / "node_modules"
LOCK = ROOT / "package-lock.json"
STAMP = VENDOR / "made-from.json"
LOG = ROOT / "build" / "set-up.log"


@dataclass(frozen=True)
class FrontEnd:
    """One package of the lock: where its ready-made files are, and what of them is copied to `vendor/<folder>`."""

    package: str
    folder: str
    distribution: str
    files: tuple[str, ...]
    images: str


FRONT_ENDS = (
    FrontEnd(
        package="govuk-frontend",
        folder="govuk",
        distribution="dist/govuk",
        files=("govuk-frontend.min.css", "govuk-frontend.min.js"),
        # Every image of this package is a crown or the royal arms.
        images="",
    ),
    FrontEnd(
        package="@ministryofjustice/frontend",
        folder="moj",
        distribution="moj",
        files=("moj-frontend.min.css", "moj-frontend.min.js"),
        images="assets/images/icon-*",
    ),
)

FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
TYPEFACE = re.compile(r"""["']?GDS Transport["']?\s*,\s*""")
RESERVED_IMAGE_RULE = re.compile(r"[^{}]*\{[^{}]*url\([^){}]*(?:crest|crown)[^{}]*\}")
ASSET_ADDRESS = re.compile(r"url\((?P<quote>[\"']?)/assets/")
SOURCE_MAP = re.compile(r"(?://# sourceMappingURL=\S+|/\*# sourceMappingURL=[^*]*\*/)\s*")
NEVER_IN_CSS = re.compile(r"GDS Transport|@font-face|url\([^)]*(?:crest|crown)|/assets/|sourceMappingURL")


def clean_style(text: str) -> str:
    """Return a style sheet without reserved typeface, reserved images and source map, its addresses relative.

    Raises Refused if any of them is still there afterwards: a new release may spell them another way.
    """
    for pattern, replacement in (
        (FONT_FACE, ""),
        (TYPEFACE, ""),
        (RESERVED_IMAGE_RULE, ""),
        (ASSET_ADDRESS, r"url(\g<quote>"),
        (SOURCE_MAP, ""),
    ):
        text = pattern.sub(replacement, text)
    if left := NEVER_IN_CSS.search(text):
        raise Refused(f"A style sheet of the front end still holds “{left.group()}”: mend scripts/assets.py.")
    return text


def clean_script(text: str) -> str:
    """Return a script without its source-map line."""
    return SOURCE_MAP.sub("", text)


def _digest(*parts: bytes) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()


def _made_from() -> str:
    return _digest(LOCK.read_bytes(), Path(__file__).read_bytes())


def up_to_date() -> bool:
    """Say whether every file is there, unchanged, and made from this lock by this script."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        return stamp["made_from"] == _made_from() and all(
            _digest((VENDOR / name).read_bytes()) == digest for name, digest in stamp["files"].items()
        )
    except (OSError, ValueError, KeyError):
        return False


def _works(node: Path | str, npm: Path | str) -> bool:
    try:
        return all(
            subprocess.run([tool, "--version"], capture_output=True, check=False).returncode == 0
            for tool in (node, npm)
        )
    except OSError:
        return False


def find_npm() -> tuple[str, str]:
    """Return the npm to call and the folder to put first in PATH for it ("" when it is there already).

    Where the machine has none, Node.js is installed from its Python package, whose hash is in requirements/node.txt,
    into the environment that runs this script.
    """
    if _works("node", "npm"):
        return "npm", ""
    scripts = Path(sys.executable).parent
    node, npm = scripts / "node", scripts / "npm"
    if not _works(node, npm):
        with step("Node.js, which this machine does not have (a large package, needed once)"):
            install = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps"]
            quietly([*install, "-r", ROOT / "requirements" / "node.txt"], ROOT, LOG)
    return str(npm), str(scripts)


def _fetch() -> None:
    npm, folder = find_npm()
    path = {"PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"} if folder else {}
    with step("GOV.UK and MOJ front ends"):
        quietly([npm, "ci", "--ignore-scripts"], ROOT, LOG, path)


def _check_lock() -> dict[str, str]:
    """Return the locked version of each front end; Refused when one has no hash to be checked against."""
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    versions = {}
    for front_end in FRONT_ENDS:
        entry = packages.get(f"node_modules/{front_end.package}", {})
        if not str(entry.get("integrity", "")).startswith("sha512-"):
            raise Refused(f"package-lock.json gives no hash for {front_end.package}.")
        versions[front_end.package] = entry["version"]
    return versions


def _installed(versions: dict[str, str]) -> bool:
    for package, version in versions.items():
        try:
            found = json.loads((MODULES / package / "package.json").read_text(encoding="utf-8"))["version"]
        except (OSError, ValueError, KeyError):
            return False
        if found != version:
            return False
    return True


def _cleaned(source: Path) -> bytes:
    if source.suffix == ".css":
        return clean_style(source.read_text(encoding="utf-8")).encode()
    if source.suffix == ".js":
        return clean_script(source.read_text(encoding="utf-8")).encode()
    return source.read_bytes()


def _lay_out() -> None:
    """Write the cleaned files beside the old ones, then put the new folder in the old one's place."""
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    digests = {}
    for front_end in FRONT_ENDS:
        base = MODULES / front_end.package / front_end.distribution
        sources = {name: base / name for name in front_end.files}
        if front_end.images:
            sources |= {f"images/{image.name}": image for image in sorted(base.glob(front_end.images))}
        for name, source in sources.items():
            target = fresh / front_end.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            content = _cleaned(source)
            target.write_bytes(content)
            digests[f"{front_end.folder}/{name}"] = _digest(content)
    stamp = {"made_from": _made_from(), "files": digests}
    (fresh / STAMP.name).write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


def make() -> None:
    """Bring the front ends up to date; return at once when they are. Raises Refused when they can't be had."""
    if up_to_date():
        return
    versions = _check_lock()
    _fetch()
    if not _installed(versions):
        raise Refused(
            "npm put other versions in node_modules than package-lock.json names: remove that folder."
        )
    _lay_out()


if __name__ == "__main__":
    try:
        if up_to_date():
            say(f"The front ends are in {VENDOR.relative_to(ROOT)} already.")
        make()
    except Refused as reason:
        say(str(reason))
        sys.exit(2)
