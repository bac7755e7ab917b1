"""Leaving out of a process what it imports and never uses."""

from __future__ import annotations

import sys

#: For ``python -c``, before what is to run.
WITHOUT_IRI_GRAMMAR = "from nastava.light import without_iri_grammar; without_iri_grammar(); "


def without_iri_grammar() -> None:
    """Keep jsonschema from building the grammar of international addresses when it is imported.

    nbformat, nbgrader and JupyterLab import jsonschema, which takes any checker of formats that it finds. This one takes two
    thirds of what importing nbgrader costs, and no schema of theirs has such an address. To be called before them,
    in a process of our own.

    Example:
        >>> without_iri_grammar()
        >>> "rfc3987_syntax" in sys.modules
        True
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # Python's way to say: not to be had
