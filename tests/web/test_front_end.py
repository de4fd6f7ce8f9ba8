"""The macros, the style sheets and our own templates are of one front end."""

import html
import json
import re
from importlib.metadata import version
from pathlib import Path

import govuk_frontend_jinja
import pytest
from django.template import engines

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "sightline" / "web"
VENDOR = WEB / "assets" / "vendor"
MACROS = Path(govuk_frontend_jinja.__file__).parent / "templates"
GOVUK = ROOT / "node_modules" / "govuk-frontend"
MOJ = ROOT / "node_modules" / "@ministryofjustice" / "frontend"
# Which front end each release line of the macros renders, as its own notes say.
FRONT_END_OF_MACROS = {"4.1": "6.3.0"}


def pinned(package: str) -> str:
    return json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"][package]


def test_style_sheets_and_macros_are_those_that_are_pinned() -> None:
    govuk = (VENDOR / "govuk" / "govuk-frontend.min.css").read_text(encoding="utf-8")
    moj = (VENDOR / "moj" / "moj-frontend.min.css").read_text(encoding="utf-8")
    macros = ".".join(version("govuk-frontend-jinja").split(".")[:2])
    assert f'--govuk-frontend-version:"{pinned("govuk-frontend")}"' in govuk
    assert f'--moj-frontend-version:"{pinned("@ministryofjustice/frontend")}"' in moj
    assert FRONT_END_OF_MACROS[macros] == pinned("govuk-frontend")


COMPONENTS = sorted(folder.name for folder in (MACROS / "components").iterdir())


@pytest.mark.parametrize("component", COMPONENTS)
def test_macro_renders_what_the_front_end_itself_renders(component: str) -> None:
    """Against the front end's own examples, in our environment: what `Missing` allows, it must allow here."""
    examples = json.loads(
        (GOVUK / f"dist/govuk/components/{component}/fixtures.json").read_text(encoding="utf-8")
    )
    macro = "govuk" + "".join(part.title() for part in component.split("-"))
    template = engines["jinja2"].env.get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    assert examples["fixtures"]
    for example in examples["fixtures"]:
        made = getattr(template.module, macro)(example["options"])
        assert squeeze(made) == squeeze(example["html"]), example["name"]


def test_every_front_end_class_that_our_templates_use_exists_in_the_front_end() -> None:
    known = set(re.findall(r"(?:govuk|moj)-[a-z][\w-]*", front_end_text()))
    used = {
        name: template.name
        for template in WEB.glob("templates/**/*.html")
        for name in re.findall(
            r"(?<![\w./-])(?:govuk|moj)-[a-z][\w-]*\w", template.read_text(encoding="utf-8")
        )
    }
    assert used
    assert not {name: where for name, where in used.items() if name not in known}


def test_every_class_of_ours_is_styled_and_every_style_is_used() -> None:
    sheet = (WEB / "assets" / "sightline.css").read_text(encoding="utf-8")
    styled = set(re.findall(r"\.(sightline-[\w-]+)", sheet))
    text = "\n".join(
        file.read_text(encoding="utf-8") for file in [*WEB.glob("templates/**/*.html"), *WEB.glob("**/*.py")]
    )
    unused = {name for name in styled if not is_used(name, text)}
    assert not unused


def is_used(name: str, text: str) -> bool:
    """Whether a class stands in the templates, whole or put together as `block--{{ state }}`."""
    block, _, modifier = name.partition("--")
    return name in text or bool(modifier and f"{block}--{{{{" in text)


def front_end_text() -> str:
    """Everything in which the front ends name their classes: style sheets, scripts, and their own templates."""
    files = [*VENDOR.glob("*/*.min.*"), *MACROS.glob("**/*.html"), *MOJ.glob("moj/components/*/template.njk")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def squeeze(text: str) -> str:
    """Markup without its spaces, and with one way of writing a quotation mark."""
    return "".join(html.unescape(text).split())
