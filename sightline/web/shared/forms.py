"""A Django form's errors in the shape that the GOV.UK components take."""

from django.forms import BaseForm


def error_links(form: BaseForm) -> list[dict[str, str]]:
    """Every error of a form for the error summary, in the order of its fields, each with a link to its field.

    Errors of the form as a whole come first and link to the first field, where the person starts again.
    """
    names = list(form.fields)
    links = [
        {"text": str(message), "href": f"#{form[names[0]].id_for_label}"}
        for message in form.non_field_errors()
    ]
    for name in names:
        links.extend(
            {"text": str(message), "href": f"#{form[name].id_for_label}"}
            for message in form.errors.get(name, [])
        )
    return links


def field_error(form: BaseForm, name: str) -> dict[str, str] | None:
    """The errors of one field as one message beside it, or None where there are none."""
    messages = [str(message) for message in form.errors.get(name, [])]
    return {"text": " ".join(messages)} if messages else None
