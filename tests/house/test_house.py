"""The house rules that no tool checks: what may stand in a file of this repository, and how long it may be."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 450

# Put together from halves, so that this file does not hold what it looks for.
REGISTRY_HOSTS = re.compile(
    "|".join(
        re.escape(".".join(parts))
        for parts in (
            ("pypi", "org"),
            ("pypi", "python", "org"),
            ("files", "pythonhosted", "org"),
            ("registry", "npmjs", "org"),
            ("registry", "yarnpkg", "com"),
            ("deb", "debian", "org"),
            ("archive", "ubuntu", "com"),
            ("proxy", "golang", "org"),
            ("static", "crates", "io"),
        )
    )
)
MACHINE_PATHS = re.compile("|".join(f"(?<![\\w.:/-])/{name}/[a-z.]" for name in ("work", "root", "home")))
TEMPORARY_PATHS = re.compile(r"(?<![\w.:/-])/(?:var/)?" + "tmp/")
# Three of that letter, unless words follow, are a code of the Department's transfer file.
LEFT_TO_DO = re.compile(
    r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "HA" + "CK", "XX" + "X(?=:| [a-z])")) + r")\b"
)
EXCUSES = re.compile(
    "pragma: " + "no cover" + r"|# type: " + r"ignore(?!\[)" + r"|# no" + r"qa(?!: [A-Z]+[0-9]+)"
)
THE_CLOCK = re.compile(r"\b(?:date\.today|datetime\.now|datetime\.utcnow|time\.time|timezone\.now)\(")

# The form of a unique pupil number whose authority is not 999, which no authority has. Check letters aside.
SOMEBODYS_NUMBER = re.compile(r"\b[A-HJ-NP-RT-Z](?!999)[0-9]{3}[0-9]{8}[0-9A-HJ-NP-RT-Z]\b")


def _committed() -> list[Path]:
    """Every file that is in the repository or would be, if all were added now."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("This is no git checkout: which files belong to it can't be told.")
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def _texts(*folders: str, suffix: str = "") -> Iterator[tuple[str, str]]:
    """Name and text of each committed text file, of all or of those under `folders`, with that suffix."""
    for file in _committed():
        name = file.relative_to(ROOT).as_posix()
        if (not folders or name.split("/")[0] in folders) and name.endswith(suffix):
            content = file.read_bytes()
            if b"\0" not in content:
                yield name, content.decode("utf-8", errors="replace")


def _lines_with(pattern: re.Pattern[str], files: Iterator[tuple[str, str]]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in files
        if pattern.search(text)
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def _project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _requirements() -> dict[str, list[str]]:
    """Every dependency that pyproject.toml names, by the group it is in."""
    project = _project()
    return {"dependencies": project["project"]["dependencies"], **project["dependency-groups"]}


def _name(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def test_no_python_file_is_too_long_to_read() -> None:
    long = {
        name: length
        for name, text in _texts(suffix=".py")
        if "/migrations/" not in name and (length := len(text.splitlines())) > LONGEST
    }
    assert not long, f"Split by meaning: {long}"


def test_no_file_names_a_package_registry() -> None:
    assert not _lines_with(REGISTRY_HOSTS, _texts())


def test_no_file_names_a_path_of_one_machine() -> None:
    assert not _lines_with(MACHINE_PATHS, _texts())


def test_the_product_has_no_temporary_path_written_into_it() -> None:
    assert not _lines_with(TEMPORARY_PATHS, _texts("sightline", "scripts"))


def test_nothing_is_left_to_do_in_a_comment() -> None:
    assert not _lines_with(LEFT_TO_DO, _texts("sightline", "tests", "scripts", ".ci"))


def test_no_line_is_excused_without_a_reason() -> None:
    assert not _lines_with(EXCUSES, _texts("sightline", "tests", "scripts", suffix=".py"))


@pytest.mark.parametrize("room", ["domain", "population", "record", "reports", "intake"])
def test_no_room_looks_at_the_clock(room: str) -> None:
    """Dates come in as arguments; the one clock is `sightline.access.clock`."""
    files = ((name, text) for name, text in _texts("sightline") if name.startswith(f"sightline/{room}/"))
    assert not _lines_with(THE_CLOCK, files)


def test_every_pupil_number_is_a_made_up_one() -> None:
    """Only the arithmetic of the numbers themselves is tried with the codes of real authorities."""
    arithmetic = ("tests/domain/", "tests/data/upn_vectors.csv")
    assert not _lines_with(
        SOMEBODYS_NUMBER, ((n, text) for n, text in _texts() if not n.startswith(arithmetic))
    )


def test_every_dependency_stands_with_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    for requirement in (item for group in _requirements().values() for item in group):
        line = next(line for line in lines if line.startswith(f'  "{requirement}"'))
        assert re.search(r'",\s+# \S', line), f"{requirement}: what is it for?"


@pytest.mark.parametrize(
    ("lock", "groups"),
    [
        ("runtime.txt", ["dependencies", "build"]),
        ("dev.txt", ["dependencies", "build", "test", "dev"]),
        ("node.txt", ["node"]),
    ],
)
def test_a_lock_pins_and_hashes_all_that_the_project_names(lock: str, groups: list[str]) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text)
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
    pinned = {_name(entry) for entry in entries}
    named = {_name(requirement) for group in groups for requirement in _requirements()[group]}
    assert named <= pinned, f"Run scripts/lock: {named - pinned}"


def test_both_locks_pin_the_same_versions() -> None:
    """What the tests pass with is what is installed."""

    def versions(lock: str) -> set[str]:
        return set(
            re.findall(r"^[a-z0-9][^\s;]*==[^\s;]+", (ROOT / "requirements" / lock).read_text(), re.MULTILINE)
        )

    assert versions("runtime.txt") <= versions("dev.txt")


def test_the_lock_of_uv_is_not_committed() -> None:
    """It can't be made without the addresses of a registry."""
    assert not [file for file in _committed() if file.name == "uv.lock"]


def test_nothing_of_others_is_committed() -> None:
    """The front ends are fetched at set-up."""
    names = [name for name, _ in _texts()]
    assert not [name for name in names if "/vendor/" in name or name.startswith("node_modules/")]


def test_every_room_stands_in_the_order_of_the_house() -> None:
    contract = _project()["tool"]["importlinter"]["contracts"][0]
    assert contract["exhaustive"]
    assert not contract.get("ignore_imports"), "The order has no exceptions."
    assert contract["layers"][-1] == "domain"
