"""The table of a report in a page: scopes on its headings, shapes for its words, and nothing unescaped."""

from lxml import html

from sightline.reports.renderers.as_html import table_html
from sightline.reports.table import Column, Report, Table, text_cell


def test_a_page_shows_the_table_with_scopes_and_a_caption(every_kind: Report) -> None:
    table = html.fragment_fromstring(str(table_html(every_kind.table)))
    assert table.findtext("caption") == "Inspection list"
    assert {cell.get("scope") for cell in table.findall("thead/tr/th")} == {"col"}
    assert [cell.text_content() for cell in table.findall("tbody/tr/th")] == [
        "SL-000001",
        "SL-000001",
        "SL-000002",
        "SL-000003",
    ]


def test_the_three_words_look_different(every_kind: Report) -> None:
    table = html.fragment_fromstring(str(table_html(every_kind.table)))
    shapes = {(span.text, span.get("class")) for span in table.iter("span")}
    assert shapes == {
        ("not known", "sightline-not-known"),
        ("none", "sightline-none"),
        ("withheld", "sightline-withheld"),
    }


def test_a_date_is_in_words_and_machine_readable_and_short_on_paper(every_kind: Report) -> None:
    assert '<time datetime="2012-03-04">4 March 2012</time>' in table_html(every_kind.table)
    assert '<time datetime="2012-03-04">4 Mar 2012</time>' in table_html(every_kind.table, printed=True)


def test_what_was_sent_is_shown_and_never_run() -> None:
    sent = "<script>alert(1)</script> & “more”"
    made = table_html(
        Table("One", (Column("Words", "A text."),), ((text_cell(sent),),), children=1), caption="<b>"
    )
    assert "<script>" not in made
    assert "<b>" not in made
    assert html.fragment_fromstring(str(made)).find("tbody/tr/th").text_content() == sent
