"""Pictures made at build time, for a Python in a browser that has no matplotlib: a package of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nastava
from lite.wheels import write_wheel
from nastava.content import quizzes_dir
from nastava.course.figures import describe, ids
from nastava.course.figures.beforehand import PACKAGE
from nastava.course.figures.explorer import Explorer
from nastava.course.figures.item_picture import item_picture, kept_as
from nastava.course.figures.page import figure_plain
from nastava.quizzes.bank import load_bank
from nastava.text.languages import WRITTEN


def pack_pictures(folder: Path) -> Path:
    """Write all figures of the course and all pictures of its practice questions as a wheel."""
    version = nastava.__version__
    contents = {
        f"{PACKAGE}/__init__.py": b'"""Pictures of the course, made beforehand."""\n',
        f"{PACKAGE}-{version}.dist-info/METADATA": (
            f"Metadata-Version: 2.1\nName: {PACKAGE}\nVersion: {version}\n".encode()
        ),
    }
    for name, kept in {**_figures(), **_items()}.items():
        contents[f"{PACKAGE}/{name}.json"] = json.dumps(kept, ensure_ascii=False).encode()
    return write_wheel(folder / f"{PACKAGE}-{version}-py3-none-any.whl", contents)


def _figures() -> dict[str, Any]:
    made = {}
    for figure_id in ids():
        for code in WRITTEN:
            figure = Explorer(describe(figure_id), code)
            plain = figure_plain(figure.view(), code)
            made[f"{figure_id}.{code}"] = {"html": figure.html(), "plain": plain, "page_id": figure.page_id}
    return made


def _items() -> dict[str, Any]:
    made = {}
    for path in sorted(quizzes_dir().glob("*.yaml")):
        for item in load_bank(path).items:
            picture = getattr(item, "picture", None)
            if picture is None or picture.is_template:
                continue
            described = picture.model_dump_json()
            for code in WRITTEN:
                for theme in ("light", "dark"):
                    for narrow in (False, True):
                        drawn = item_picture(picture, code, theme, narrow=narrow)
                        made[kept_as(described, code, theme, narrow=narrow)] = {
                            "svg": drawn.svg,
                            "width": drawn.width,
                            "height": drawn.height,
                            "regions": dict(drawn.regions),
                        }
    return made
