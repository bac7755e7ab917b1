"""The documentation site, as Sphinx builds it: make docs.

The source folder is the top of the repository, so that links between guides, lessons and README lead where they lead
on GitHub. What a page gets besides its own text comes from the extensions in ``_site/``.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "_site"))
sys.path.insert(0, str(HERE.parent / "src"))

import nastava  # noqa: E402

project = "Nastava"
author = "The authors of Nastava"
release = nastava.__version__
language = "en"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "repository_links",
    "lesson_pages",
    "reference_pages",
    "page_languages",
    "navigation",
]

root_doc = "docs/index"
include_patterns = [
    "docs/**",
    "notebooks/en/*.ipynb",
    "notebooks/sr/*.ipynb",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
]
# Folders that are not to be searched for pages: all but those above.
exclude_patterns = [
    *(
        path.name
        for path in HERE.parent.iterdir()
        if path.is_dir() and path.name not in {"docs", "notebooks"}
    ),
    "docs/_site",
    "notebooks/exercises",
    "**/.ipynb_checkpoints",
]

# Lessons are shown as they sleep; lesson_pages draws that without a kernel.
nb_execution_mode = "off"
nb_merge_streams = True
myst_heading_anchors = 3
myst_enable_extensions = ["attrs_inline"]

autodoc_typehints = "none"  # signatures would fill half a page; arguments are described in words
autodoc_member_order = "bysource"
napoleon_numpy_docstring = False

nitpicky = True
# Types of other packages and of our own inner parts: there is no page to lead to.
nitpick_ignore_regex = [("py:.*", r"(?!nastava\.).*")]

html_theme = "furo"
html_title = "Nastava"
html_static_path = ["_site/static"]
templates_path = ["_site/templates"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_copyright = False
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#1a5fb4",
        "color-brand-content": "#1a5fb4",
        "color-brand-visited": "#5f3a8c",
    },
    "dark_css_variables": {
        "color-brand-primary": "#8ab4f8",
        "color-brand-content": "#8ab4f8",
        "color-brand-visited": "#c7a7ee",
    },
}

nb_mime_priority_overrides = [("linkcheck", "text/html", 0)]
linkcheck_timeout = 20
linkcheck_workers = 4
# Sources of the lessons are checked by people when they are cited; the guides' own links are checked here.
linkcheck_exclude_documents = [r"notebooks/.*"]
