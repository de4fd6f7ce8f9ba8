"""What a council may not show is out of the front ends, and what its pages need is in them."""

import json
import re

import pytest
from assets import FRONT_ENDS, LOCK, STAMP, VENDOR, clean_script, clean_style, up_to_date
from console import Refused


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}b{top:0}", "b{top:0}"),
        ("p{font-family:GDS Transport,arial,sans-serif}", "p{font-family:arial,sans-serif}"),
        ('p{font-family:"GDS Transport", arial}', "p{font-family:arial}"),
        ("a{b:c}.logo:before{background:url(/assets/images/govuk-crest.svg) 0 0}d{e:f}", "a{b:c}d{e:f}"),
        ("i{background:url(/assets/images/icon.svg)}", "i{background:url(images/icon.svg)}"),
        ('i{background:url("/assets/images/icon.svg")}', 'i{background:url("images/icon.svg")}'),
        (".logotype-crown{fill:red}", ".logotype-crown{fill:red}"),
        ("a{b:c}\n/*# sourceMappingURL=a.css.map */\n", "a{b:c}\n"),
    ],
)
def test_a_style_sheet_is_cleaned(sent: str, kept: str) -> None:
    assert clean_style(sent) == kept


def test_a_style_sheet_that_can_not_be_cleaned_is_refused() -> None:
    with pytest.raises(Refused, match="GDS Transport"):
        clean_style("p{font:12px GDS Transport}")


def test_a_script_loses_its_source_map_alone() -> None:
    assert clean_script("export{a};//# sourceMappingURL=a.js.map\n") == "export{a};"


def test_the_lock_holds_hashes_and_no_address() -> None:
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    assert {f"node_modules/{front_end.package}" for front_end in FRONT_ENDS} == set(packages) - {""}
    for name, entry in packages.items():
        assert "resolved" not in entry
        assert not name or entry["integrity"].startswith("sha512-")


def test_what_was_laid_out_is_whole() -> None:
    assert up_to_date()
    laid_out = json.loads(STAMP.read_text(encoding="utf-8"))["files"]
    assert {"govuk/govuk-frontend.min.css", "moj/moj-frontend.min.css"} <= set(laid_out)
    assert {file.relative_to(VENDOR).as_posix() for file in VENDOR.rglob("*") if file.is_file()} == {
        *laid_out,
        STAMP.name,
    }


def test_every_picture_that_a_style_sheet_asks_for_is_there() -> None:
    for sheet in VENDOR.glob("*/*.css"):
        for address in re.findall(r"url\(([^)]+)\)", sheet.read_text(encoding="utf-8")):
            if not address.strip("\"'").startswith("data:"):
                assert (sheet.parent / address.strip("\"'")).exists(), f"{sheet.name} asks for {address}"
