"""How the options of govuk-frontend's fixtures are said to our components, and what we leave out.

An option that a component of ours has no word for must have its reason in `left_out`.
"""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from tests.web.fixture_reading import Component, LeftOut, Options, Unsupported

STYLED = "a page never styles this part apart; the stylesheet does"
PLAIN = "a page never needs further attributes here"
REVEAL = "conditional reveals fail axe (aria-expanded on a radio); ask on a following page"
OWN_WORDS = "the words come from our catalogue, in the reader's language"
OWN_PARTS = "a date always has our parts with our labels and ids"


def as_javascript(value: Any) -> Any:
    """What the fixture's own language writes for ``value``."""
    return str(value).lower() if isinstance(value, bool) else value


def looks(o: Options) -> dict[str, Any]:
    attributes = o.take("attributes")
    if isinstance(attributes, dict):
        attributes = {key: as_javascript(value) for key, value in attributes.items()}
    return {"classes": o.take("classes"), "attributes": attributes}


def about(o: Options) -> dict[str, Any]:
    """What every control may have around it."""
    group = o.inside("formGroup")
    arguments = {
        **looks(o),
        "hint": o.said("hint"),
        "error": o.said("errorMessage"),
        "described_by": o.take("describedBy"),
        "group_classes": group.take("classes"),
    }
    group.done()
    return arguments


def labelled(o: Options) -> dict[str, Any]:
    label = o.inside("label")
    arguments = {
        **about(o),
        "name": o.take("name"),
        "id": o.take("id"),
        "label": label.words(),
        "label_classes": label.take("classes", ""),
        "heading": label.take("isPageHeading"),
    }
    label.done()
    return arguments


def box(o: Options) -> dict[str, Any]:
    spellcheck = o.take("spellcheck")
    return {
        **labelled(o),
        "value": o.take("value"),
        "autocomplete": o.take("autocomplete"),
        "spellcheck": None if spellcheck is None else str(spellcheck).lower(),
    }


def line(o: Options) -> dict[str, Any]:
    return {
        **box(o),
        "type": o.take("type"),
        "inputmode": o.take("inputmode"),
        "pattern": o.take("pattern"),
        "autocapitalize": o.take("autocapitalize"),
        "disabled": o.take("disabled"),
        "prefix": o.said("prefix"),
        "suffix": o.said("suffix"),
    }


def counted(o: Options) -> dict[str, Any]:
    count = o.inside("countMessage")
    arguments = {
        **box(o),
        "rows": o.take("rows"),
        "max_length": o.take("maxlength"),
        "max_words": o.take("maxwords"),
        "threshold": o.take("threshold"),
        "count_type": o.take("countType"),
        "count_classes": count.take("classes"),
    }
    count.done()
    if not arguments["max_length"] and not arguments["max_words"]:
        raise LeftOut("a limit set by a script: ours is always in the page")
    return arguments


def group(o: Options) -> dict[str, Any]:
    fieldset = o.inside("fieldset")
    legend = fieldset.inside("legend")
    arguments = about(o)
    arguments |= {
        "described_by": fieldset.take("describedBy") or arguments["described_by"],
        "fieldset_classes": fieldset.take("classes"),
        "fieldset_attributes": fieldset.take("attributes"),
        "legend": legend.words(),
        "legend_classes": legend.take("classes", ""),
        "heading": legend.take("isPageHeading"),
    }
    legend.done()
    fieldset.done()
    return arguments


def choices(o: Options) -> dict[str, Any]:
    items = []
    for each in o.several("items"):
        item = {
            key: each.take(key) for key in ("value", "id", "name", "divider", "checked", "disabled")
        }
        item["text"] = each.words()
        item["hint"] = each.said("hint")
        item["attributes"] = each.take("attributes")
        item["exclusive"] = each.take("behaviour") == "exclusive"
        each.done()
        items.append({key: value for key, value in item.items() if value is not None})
    return {**group(o), "name": o.take("name"), "id": o.take("idPrefix"), "items": items}


def date_box(o: Options) -> dict[str, Any]:
    arguments = group(o)
    prefix = o.take("namePrefix", "")
    given = o.take("values", {})
    values = {key.removeprefix(f"{prefix}-"): value for key, value in given.items()}
    parts, marked, autocomplete = ["day", "month", "year"], {}, {}
    items = o.several("items")
    for part in list(parts):
        if o.left.get(part) is False:
            o.take(part)
            parts.remove(part)
            continue
        own = o.inside(part)
        marked[part] = own.take("error")
        own.done()
    if items:
        parts = [each.take("name") for each in items]
    if not set(parts) <= {"day", "month", "year"}:
        raise Unsupported("items.name")
    for part, each in zip(parts, items, strict=False):
        width = "govuk-input--width-4" if part == "year" else "govuk-input--width-2"
        classes = set((each.take("classes") or width).split())
        if "govuk-input--error" in classes:
            marked[part] = True
        marked[part] = each.take("error", marked[part])
        values[part] = each.take("value", values.get(part))
        autocomplete[part] = each.take("autocomplete")
        if classes - {"govuk-input--error", width}:
            raise Unsupported("items.classes")
        each.done()
    wrong = [part for part in parts if marked[part]]
    if wrong and not arguments["error"]:
        raise LeftOut("boxes marked wrong without a message: ours says what is wrong")
    if not wrong and False in marked.values():
        wrong = [part for part in parts if marked[part] is not False]
    arguments.pop("fieldset_classes")
    arguments.pop("fieldset_attributes")
    return {
        **arguments,
        "name": o.take("id"),
        "prefix": prefix,
        "parts": parts,
        "values": values,
        "error_parts": wrong,
        "autocomplete": {part: name for part, name in autocomplete.items() if name},
    }


def pick(o: Options) -> dict[str, Any]:
    items = []
    for each in o.several("items"):
        item = {key: each.take(key) for key in ("text", "selected", "disabled")}
        items.append({**item, "value": as_javascript(each.take("value"))})
        each.done()
    return {**labelled(o), "value": o.take("value"), "items": items}


def press(o: Options) -> dict[str, Any]:
    names = {"isStartButton": "start", "preventDoubleClick": "prevent_double_click"}
    same = ("name", "value", "type", "disabled", "href", "id")
    words = o.words()
    if isinstance(words, Markup) and o.left.get("isStartButton"):
        raise LeftOut("a start button with HTML in it: ours hold only text")
    return {
        **looks(o),
        "text": words,
        **{key: o.take(key) for key in same},
        **{ours: o.take(theirs) for theirs, ours in names.items()},
    }


def alarm(o: Options) -> dict[str, Any]:
    errors = []
    for each in o.several("errorList"):
        errors.append(
            {"text": each.words(), "href": each.take("href"), "attributes": each.take("attributes")}
        )
        each.done()
    return {
        **looks(o),
        "errors": errors,
        "title": o.words("titleText", "titleHtml"),
        "description": o.words("descriptionText", "descriptionHtml"),
        "disable_auto_focus": o.take("disableAutoFocus"),
    }


def framed(o: Options) -> dict[str, Any]:
    legend = o.inside("legend")
    arguments = {
        **looks(o),
        "legend": legend.words(),
        "legend_classes": legend.take("classes", ""),
        "heading": legend.take("isPageHeading"),
        "described_by": o.take("describedBy"),
        "role": o.take("role"),
        "body": o.take("html"),
    }
    legend.done()
    return arguments


def noticed(o: Options) -> dict[str, Any]:
    html = o.take("html")
    return {
        **looks(o),
        "text": o.take("text"),
        "body": html,
        "title": o.words("titleText", "titleHtml"),
        "success": o.take("type") == "success",
        "role": o.take("role"),
        "id": o.take("titleId"),
        "level": o.take("titleHeadingLevel"),
        "disable_auto_focus": o.take("disableAutoFocus"),
    }


def result(o: Options) -> dict[str, Any]:
    classes = o.take("classes", "")
    if "govuk-panel--interruption" in classes:
        raise LeftOut("an interruption: ours is a page of plain words and buttons")
    return {
        "title": o.words("titleText", "titleHtml"),
        "text": o.words(),
        "level": o.take("headingLevel"),
        "classes": f"govuk-panel--confirmation {classes}".strip(),
        "attributes": o.take("attributes"),
    }


def labelled_tag(o: Options) -> dict[str, Any]:
    classes = o.take("classes", "")
    if classes and not classes.startswith("govuk-tag--"):
        raise Unsupported("classes")
    return {
        "text": o.words(),
        "colour": classes.removeprefix("govuk-tag--"),
        "attributes": o.take("attributes"),
    }


def actions(o: Options) -> list[dict[str, Any]]:
    inside = o.inside("actions")
    found = []
    for each in inside.several("items"):
        found.append(
            {
                "text": each.words(),
                "href": each.take("href"),
                "hidden": each.take("visuallyHiddenText"),
                "attributes": each.take("attributes"),
            }
        )
        each.done()
    inside.done()
    return found


def facts(o: Options) -> dict[str, Any]:
    given = set(o.left)
    card = o.inside("card")
    title = card.inside("title")
    rows = []
    for each in o.several("rows"):
        key, value = each.inside("key"), each.inside("value")
        rows.append(
            {
                "key": key.words(),
                "key_classes": key.take("classes"),
                "value": value.words() or "",
                "value_classes": value.take("classes"),
                "classes": each.take("classes"),
                "actions": actions(each),
            }
        )
        for part in (key, value, each):
            part.done()
    arguments = {
        **looks(o),
        "rows": rows,
        "card": title.words(),
        "card_level": title.take("headingLevel"),
        "card_actions": actions(card),
        "card_classes": card.take("classes"),
        "card_attributes": card.take("attributes"),
    }
    title.done()
    card.done()
    if "card" in given and not arguments["card"]:
        raise LeftOut("a card without a title: ours always says what it holds")
    return arguments


def grid(o: Options) -> dict[str, Any]:
    keys = ("format", "classes", "colspan", "rowspan", "attributes")

    def cell(each: dict[str, Any]) -> dict[str, Any]:
        inside = Options(each, "rows.")
        made = {"text": inside.words(), **{key: inside.take(key) for key in keys}}
        inside.done()
        return made

    return {
        **looks(o),
        "rows": [[cell(each) for each in row] for row in o.take("rows", []) if row],
        "head": [cell(each) for each in o.take("head", [])],
        "caption": o.take("caption"),
        "caption_classes": o.take("captionClasses"),
        "first_header": o.take("firstCellIsHeader"),
    }


def leafed(o: Options) -> dict[str, Any]:
    arguments = {**looks(o), "landmark": o.take("landmarkLabel", "Pagination")}
    for side in ("previous", "next"):
        link = o.inside(side)
        arguments[side] = link.take("href")
        arguments[f"{side}_text"] = link.words()
        arguments[f"{side}_label"] = link.take("labelText")
        link.done()
    return arguments


def linked(o: Options) -> dict[str, Any]:
    return {**looks(o), "href": o.take("href", "#"), "text": o.words()}


def plain(*also: str) -> Callable[[Options], dict[str, Any]]:
    def say(o: Options) -> dict[str, Any]:
        return {**looks(o), "text": o.words(), **{name: o.take(name) for name in also}}

    return say


_ITEMS = {
    "items.conditional.html": REVEAL,
    "items.label.classes": STYLED,
    "items.label.attributes": PLAIN,
}

COMPONENTS = {
    "back-link": Component("text.html", "back_link", linked),
    "button": Component("forms.html", "button", press),
    "character-count": Component(
        "forms.html",
        "character_count",
        counted,
        {
            "textareaDescriptionText": OWN_WORDS,
            "charactersUnderLimitText.other": OWN_WORDS,
        },
    ),
    "checkboxes": Component(
        "forms.html",
        "checkboxes",
        lambda o: {**choices(o), "values": o.take("values")},
        dict(_ITEMS),
    ),
    "date-input": Component(
        "forms.html",
        "date_input",
        date_box,
        {
            "day.label": OWN_PARTS,
            "day.classes": OWN_PARTS,
            "year.value": OWN_PARTS,
            "items.pattern": OWN_PARTS,
            "items.id": OWN_PARTS,
            "items.name": OWN_PARTS,
            "items.classes": OWN_PARTS,
            "items.attributes": PLAIN,
        },
    ),
    "details": Component(
        "text.html",
        "details",
        lambda o: {
            **plain("id", "open")(o),
            "summary": o.words("summaryText", "summaryHtml"),
        },
    ),
    "error-message": Component(
        "forms.html",
        "error_message",
        lambda o: {
            **plain("id")(o),
            "hidden": ""
            if o.left.get("visuallyHiddenText") is False
            and o.left.pop("visuallyHiddenText") is False
            else o.take("visuallyHiddenText"),
        },
    ),
    "error-summary": Component("forms.html", "error_summary", alarm),
    "exit-this-page": Component(
        "text.html",
        "exit_this_page",
        lambda o: {
            **plain("id")(o),
            "href": o.take("redirectUrl", "https://www.bbc.co.uk/weather"),
        },
        {"activatedText": OWN_WORDS},
    ),
    "fieldset": Component("forms.html", "fieldset", framed),
    "hint": Component("forms.html", "hint", plain("id")),
    "input": Component(
        "forms.html",
        "input",
        line,
        {
            "prefix.classes": STYLED,
            "prefix.attributes": PLAIN,
            "suffix.classes": STYLED,
            "suffix.attributes": PLAIN,
            "inputWrapper.classes": STYLED,
        },
    ),
    "inset-text": Component("text.html", "inset_text", plain("id")),
    "label": Component(
        "forms.html",
        "label",
        lambda o: {**plain()(o), "for_": o.take("for"), "heading": o.take("isPageHeading")},
    ),
    "notification-banner": Component("text.html", "notification_banner", noticed),
    "pagination": Component(
        "lists.html",
        "pagination",
        leafed,
        {"items": "a long list has no count of pages here, only the next and the one before"},
    ),
    "panel": Component(
        "text.html",
        "panel",
        result,
        {"actions.items": "a panel says what was done; what to do next stands below it"},
    ),
    "password-input": Component(
        "forms.html", "password_input", box, {"showPasswordText": OWN_WORDS}
    ),
    "radios": Component(
        "forms.html", "radios", lambda o: {**choices(o), "value": o.take("value")}, dict(_ITEMS)
    ),
    "select": Component("forms.html", "select", pick, {"items.attributes": PLAIN}),
    "skip-link": Component(
        "text.html", "skip_link", lambda o: {**looks(o), "href": o.take("href"), "text": o.words()}
    ),
    "summary-list": Component(
        "lists.html",
        "summary_list",
        facts,
        {"rows.actions.classes": STYLED, "rows.actions.items.classes": STYLED},
    ),
    "table": Component("lists.html", "table", grid),
    "tag": Component("text.html", "tag", labelled_tag),
    "textarea": Component("forms.html", "textarea", lambda o: {**box(o), "rows": o.take("rows")}),
    "warning-text": Component(
        "text.html",
        "warning_text",
        lambda o: {**plain()(o), "icon_text": o.take("iconFallbackText")},
    ),
}
