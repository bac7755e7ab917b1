"""Pictures of items for the browser, for saved notebooks and for paper. Nothing is drawn where there is none."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import Any

from nastava.items.picture import Picture
from nastava.text.languages import pick
from nastava.text.markdown import to_html, to_plain


def picture_for_browser(picture: Picture, language: str) -> dict[str, Any]:
    """Return a picture as the browser draws it: words, and addresses of the drawing for each theme and form.

    ``light``, ``dark``, ``width``, ``height`` and ``regions`` are those of the wide form; under ``narrow``
    stand those of the narrow one.

    Args:
        picture: of an item whose parameters are drawn.
        language: code of the reader's language.

    Example:
        >>> texts = {"en": "Trees"}
        >>> marks = [{"id": "oak", "label": {"en": "Oak"}, "value": 3.0}]
        >>> picture = Picture.model_validate({"kind": "bars", "title": texts, "alt": texts, "marks": marks})
        >>> sorted(picture_for_browser(picture, "en"))
        ['alt', 'dark', 'height', 'kind', 'light', 'narrow', 'regions', 'title', 'width']
    """
    data: dict[str, Any] = {
        "kind": picture.kind,
        "title": to_html(pick(picture.title, language), inline=True),
        "alt": to_plain(pick(picture.alt, language), inline=True),
    }
    if picture.note:
        data["note"] = to_html(pick(picture.note, language), inline=True)
    return data | _form(picture, language, narrow=False) | {"narrow": _form(picture, language, narrow=True)}


def _form(picture: Picture, language: str, *, narrow: bool) -> dict[str, Any]:
    from nastava.course.figures.item_picture import item_picture

    light = item_picture(picture, language, "light", narrow=narrow)
    dark = item_picture(picture, language, "dark", narrow=narrow)
    return {
        "light": _address(light.svg),
        "dark": _address(dark.svg),
        "width": light.width,
        "height": light.height,
        "regions": {id_: list(box) for id_, box in light.regions.items()},
    }


def _address(svg: str) -> str:
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def picture_html(picture: Picture, language: str) -> str:
    """Return a picture with its title, for a saved notebook or paper: on white, whatever the theme.

    A picture whose parameters are not drawn yet is told in words.

    Example:
        >>> texts = {"en": "Trees"}
        >>> marks = [{"id": "oak", "label": {"en": "Oak"}, "value": 3.0}]
        >>> picture = Picture.model_validate({"kind": "bars", "title": texts, "alt": texts, "marks": marks})
        >>> picture_html(picture, "en")[:50]
        '<figure><figcaption><strong>Trees</strong></figcap'
    """
    title = to_html(pick(picture.title, language), inline=True)
    alt = to_plain(pick(picture.alt, language), inline=True)
    note = (
        f"<p><small>{to_html(pick(picture.note, language), inline=True)}</small></p>" if picture.note else ""
    )
    return f"<figure><figcaption><strong>{title}</strong></figcaption>{_image(picture, alt, language)}{note}</figure>"


def _image(picture: Picture, alt: str, language: str) -> str:
    if picture.is_template:
        return f"<p>{escape(alt)}</p>"
    from nastava.course.figures.item_picture import item_picture

    drawn = item_picture(picture, language, "light")
    return (
        f'<img src="{_address(drawn.svg)}" alt="{escape(alt, quote=True)}" width="{drawn.width}" '
        f'height="{drawn.height}" style="max-width:100%;height:auto;background:#fff">'
    )
