"""Facts, sources, terms, datasets and figures of the course.

Importing it costs little: pandas, matplotlib and ipywidgets are loaded by the calls that need them.
``figures`` is the registry: ``figures.ids()`` names what :func:`explore` can show.
"""

# These imports are eager because two modules bear the name of a function in them: bound once, here, the
# function keeps the name.
from nastava.course import figures
from nastava.course.citations import citation, source_line
from nastava.course.datasets import dataset
from nastava.course.facts import Fact, fact, facts
from nastava.course.figures import explore
from nastava.course.glossary import Term, glossary, term
from nastava.course.glossary_table import lookup
from nastava.course.sources import Source, source, sources

__all__ = [
    "Fact",
    "Source",
    "Term",
    "citation",
    "dataset",
    "explore",
    "fact",
    "facts",
    "figures",
    "glossary",
    "lookup",
    "source",
    "source_line",
    "sources",
    "term",
]
