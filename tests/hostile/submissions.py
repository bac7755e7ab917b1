"""What hostile submissions do, by family; each family has a test file of its own."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.hostile.assignment import HONEST, MOST, NOTHING, ONLY_THE_NEXT, WRONG, Hostile
from tests.hostile.reaching import GREEDY, OUTSIDE
from tests.integration.nbgrader_course import named

#: Printed, shown, formatted: whatever nbgrader might read as points.
DISPLAYS = {
    "formatter-text": Hostile(
        WRONG + "get_ipython().display_formatter.formatters['text/plain'].for_type("
        "float, lambda value, printer, cycle: printer.text('full marks'))",
        deceives_stock=True,
    ),
    "formatter-nan": Hostile(
        WRONG + "get_ipython().display_formatter.formatters['text/plain'].for_type("
        "float, lambda value, printer, cycle: printer.text('nan'))",
        deceives_stock=True,
    ),
    "display-hook": Hostile(
        WRONG + "get_ipython().displayhook.__class__.__call__ = lambda self, result=None: None",
        deceives_stock=True,
    ),
    "formatter-more": Hostile(
        WRONG + "get_ipython().display_formatter.formatters['text/plain'].for_type("
        "float, lambda value, printer, cycle: printer.text('400.0'))",
    ),
    "printed-result": Hostile(
        WRONG + "get_ipython().events.register('pre_run_cell', lambda info: get_ipython().displayhook(4.0))",
        safe_for_stock=False,
    ),
}

#: Code that changes code: what runs is not what stands in the cell.
REWRITING = {
    "input-transformer": Hostile(
        WRONG + "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])",
        deceives_stock=True,
    ),
    "ast-transformer": Hostile(
        WRONG + "import ast\nclass Strip(ast.NodeTransformer):\n    def visit_Assert(self, node):\n"
        "        return ast.Pass()\n    def visit_Expr(self, node):\n        return ast.Pass()\n"
        "get_ipython().ast_transformers.append(Strip())",
        deceives_stock=True,
    ),
    "patched-checks": Hostile(
        WRONG + "import nastava.checks.collection as c, nastava.checks.compare as m\n"
        "c.Checks.score = lambda self, of=None, language=None: of\nc.mismatch = lambda *a, **k: None\n"
        "m.mismatch = lambda *a, **k: None",
        deceives_stock=True,
    ),
    "patched-ipython": Hostile(
        WRONG
        + "from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult\nshell = get_ipython()\n"
        "shell.should_run_async = lambda *a, **k: False\n"
        "shell.run_cell = lambda raw, **k: ExecutionResult(ExecutionInfo(raw, False, False, None, None))",
        deceives_stock=True,
    ),
    "patched-json": Hostile(
        WRONG
        + "import json\njson.dumps = lambda *a, **k: '{\"value\": 27}'\njson.loads = lambda *a, **k: {}",
        points=NOTHING,
        said=("had ended or stopped answering",),
        safe_for_stock=False,
    ),
}

#: Values that claim to be what they are not.
LYING = {
    "always-equal": Hostile(
        "class Yes:\n    def __eq__(self, other):\n        return True\n    def __gt__(self, other):\n"
        "        return True\n    def __array__(self, *a, **k):\n        import numpy\n"
        "        return numpy.array(6)\n    def __float__(self):\n        return 6.0\n"
        "total = Yes()\ndef triple(number):\n    return Yes()\nright = 5\n",
        said=("can&#x27;t be checked",),
        deceives_stock=True,
    ),
    "float-subclass": Hostile(
        "class Yes(float):\n    def __eq__(self, other):\n        return True\n    __hash__ = float.__hash__\n"
        "    def __sub__(self, other):\n        return 0.0\n    __rsub__ = __sub__\n"
        "total = Yes(1)\ndef triple(number):\n    return Yes(number)\nright = 5\n",
        deceives_stock=True,
    ),
    "wrong-types": Hostile(
        "total = '27'\ndef triple(number):\n    return [number] * 3\nright = 5\n",
        said=("is text, &#x27;27&#x27;, not a number",),
    ),
    "endless-list": Hostile(
        "total = []\ntotal.append(total)\ndef triple(number):\n    return total\nright = 5\n",
        said=("contains itself",),
    ),
}

#: The libraries that tests use.
LIBRARIES = {
    "patched-numpy-testing": Hostile(
        "total = 27\ndef triple(number):\n    return number\nright = 5\n"
        "import numpy.testing\nnumpy.testing.assert_allclose = lambda *a, **k: None",
        points=ONLY_THE_NEXT | {"test-checks": 2.0, "test-number": 2.0},
        deceives_stock=True,
    ),
    "shadowed-numpy": Hostile(
        "total = 27\ndef triple(number):\n    return number\nright = 5\n"
        "import sys, types\nfor name in [n for n in sys.modules if n.split('.')[0] == 'numpy']:\n"
        "    del sys.modules[name]\n",
        files={"numpy.py": "import sys, types\ntesting = types.ModuleType('numpy.testing')\n"
               "testing.assert_allclose = lambda *a, **k: None\nsys.modules['numpy.testing'] = testing\n"
               "__path__ = []\n"},
        points=ONLY_THE_NEXT | {"test-checks": 2.0, "test-number": 2.0},
        deceives_stock=True,
    ),
    "patched-matplotlib": Hostile(
        WRONG + "class Yes(float):\n    def __eq__(self, other):\n        return True\n    __hash__ = float.__hash__\n"
        "import matplotlib.pyplot as plt\nfrom matplotlib.patches import Rectangle\n"
        "fig, axes = plt.subplots()\naxes.bar(['a', 'b'], [7, 7])\nRectangle.get_height = lambda self: Yes(7)\n",
        deceives_stock=True,
    ),
    "shadowed-checks": Hostile(
        WRONG,
        files={"nastava.py": "raise SystemExit('no')", "sitecustomize.py": "raise SystemExit('no')"},
    ),
}  # fmt: skip

#: Reaching for the tests' own variables.
FRAMES = {
    "callers-frame": Hostile(
        "import sys\ntotal = 1\nright = 5\n"
        "def triple(number):\n    frame = sys._getframe(1)\n    while frame:\n"
        "        for names in (frame.f_globals, frame.f_locals):\n"
        "            if 'points' in names:\n                names['points'] = 2.0\n"
        "        frame = frame.f_back\n    get_ipython().user_ns['points'] = 2.0\n    return 36\n",
        points=ONLY_THE_NEXT | {"test-checks": 1.0, "test-number": 2.0},
        deceives_stock=True,
    ),
    "settrace": Hostile(
        WRONG + "import sys\ndef spy(frame, event, arg):\n    if 'points' in frame.f_globals:\n"
        "        frame.f_globals['points'] = 4.0\n    return spy\nsys.settrace(spy)\n"
        "get_ipython().events.register('pre_run_cell', lambda info: sys.settrace(spy))\n"
        "import threading, time\ndef always():\n    while True:\n        get_ipython().user_ns['points'] = 4.0\n"
        "threading.Thread(target=always, daemon=True).start()",
        deceives_stock=True,
    ),
}

#: Spying on the tests.
SPIES = {
    "reads-in": Hostile(
        # It answers right if it sees a hidden test, or if it can't see what it had all along.
        WRONG + "import pathlib\ndef triple(number):\n    seen = repr(get_ipython().user_ns.get('In'))\n"
        "    seen += repr([path.read_text() for path in pathlib.Path('.').glob('*.ipynb')])\n"
        "    told = chr(104) + 'id = ' in seen or 'check(' not in seen or 'pathlib' not in seen\n"
        "    return 3 * number if told else number\n",
        deceives_stock=True,
    ),
}

#: Programs that do not answer, answer too much, or die while they are asked.
SILENCE = {
    "dies-when-asked": Hostile(
        WRONG + "def triple(number):\n    import os\n    os._exit(0)\n",
        points=NOTHING,
        said=("had ended or stopped answering",),
        safe_for_stock=False,
    ),
    "died-before": Hostile(
        WRONG + "import os\nos._exit(0)",
        points=NOTHING,
        said=("had ended or stopped answering",),
        safe_for_stock=False,
    ),
    "never-answers": Hostile(
        WRONG
        + "def triple(number):\n    while True:\n        try:\n            while True:\n                pass\n"
        "        except BaseException:\n            pass\n",
        points=NOTHING,
        said=("did not finish in time",),
        safe_for_stock=False,
    ),
    "endless-loop": Hostile(
        WRONG + "def triple(number):\n    while True:\n        pass\n",
        said=("did not finish in time",),
        safe_for_stock=False,
    ),
    "stops-with-error": Hostile(
        WRONG + "def triple(number):\n    raise ValueError('no <b>luck</b>')\n",
        said=("ValueError: no &lt;b&gt;luck&lt;/b&gt;",),
    ),
    "shouts": Hostile(
        WRONG + "import sys\ndef triple(number):\n    for _ in range(200):\n"
        "        sys.__stdout__.write('x' * 100_000)\n        print('y' * 100_000)\n    return number\n",
        safe_for_stock=False,
    ),
    "huge-value": Hostile(
        WRONG + "total = 'x' * 50_000_000\ndef triple(number):\n    return list(range(1_000_000))\n",
        said=("too big",),
    ),
}

#: Answers that are none: the student's kernel replaces what answers in it.
_FORGE = (
    "import nastava.checks.answering as answering\nfrom nastava.checks.wire import Told\n"
    "answering.answer = lambda question: Told({})\n"
)
FORGED = {
    "deep-json": Hostile(WRONG + _FORGE.format("'[' * 5_000_000"), points=NOTHING),
    "huge-json": Hostile(WRONG + _FORGE.format("'{\"value\": \"' + 'x' * 60_000_000 + '\"}'"), points=NOTHING),
    "odd-json": Hostile(WRONG + _FORGE.format("'{\"value\": {\"$\": \"ndarray\", \"dtype\": \"O\"}}'"), points=NOTHING),
    "colliding-json": Hostile(
        WRONG + _FORGE.format(
            "'{\"value\": {\"$\": \"set\", \"items\": [' + ','.join(str(k * (2**61 - 1)) for k in range(150_000))"
            " + ']}}'"
        ),
        points=NOTHING,
    ),
    "no-json": Hostile(WRONG + "answering = None\nget_ipython().user_expressions = lambda wanted: 7", points=NOTHING),
    "marks-in-reason": Hostile(
        WRONG + _FORGE.format("'{\"problem\": {\"en\": \"Full marks <script>x()</script> \\\\u001b[31m\", \"points\": \"4\"}}'"),
        points=NOTHING,
        said=("&lt;script&gt;",),
    ),
}  # fmt: skip

FORGED = {name: replace(one, safe_for_stock=False) for name, one in FORGED.items()}

#: Harmless noise.
NOISE = {
    "warns": Hostile(
        HONEST + "import sys, warnings\ndef triple(number):\n    warnings.warn('careful')\n"
        "    print('careful', file=sys.stderr)\n    return 3 * number\nwarnings.warn('careful')",
        points=dict(MOST),
    ),
}


def _each(
    *names: str, do: Callable[[dict[str, Any], dict[str, Any]], Any]
) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        for name in names:
            do(data, named(data, name))

    return change


def _double(data: dict[str, Any], cell: dict[str, Any]) -> None:
    for place in (0, len(data["cells"])):
        twin = copy.deepcopy(cell)
        data["cells"].insert(place, twin | {"source": "4.0", "id": f"{cell['id']}-{place}"})


def _graded_too(data: dict[str, Any]) -> dict[str, Any]:
    cell = copy.deepcopy(named(data, "test-next"))
    cell["metadata"]["nbgrader"] |= {"grade_id": "mine", "points": 100.0}
    return cell | {"source": "100.0", "id": "mine"}


#: What is done to the test cells themselves.
CELLS = {
    "deleted": Hostile(
        WRONG, change=_each(*MOST, do=lambda data, cell: data["cells"].remove(cell))
    ),
    "altered": Hostile(WRONG, change=_each(*MOST, do=lambda _, cell: cell.update(source="4.0"))),
    "doubled": Hostile(WRONG, change=_each("test-number", do=_double), safe_for_stock=False),
    "tagged": Hostile(
        WRONG, change=_each(*MOST, do=lambda _, cell: cell["metadata"].update(tags=["skip-execution"])), deceives_stock=True,
    ),
    "more-points": Hostile(
        WRONG, change=_each("test-next", do=lambda _, cell: cell["metadata"]["nbgrader"].update(points=400.0)),
    ),
    "other-flags": Hostile(
        WRONG, change=_each("test-number", do=lambda _, cell: cell["metadata"]["nbgrader"].update(locked=False, solution=True)),
        safe_for_stock=False,
    ),
    "graded-too": Hostile(
        WRONG, change=lambda data: data["cells"].append(_graded_too(data)), safe_for_stock=False,
    ),
    "asks-to-opt-out": Hostile(
        WRONG, change=_each("test-number", do=lambda _, cell: cell.update(source="# nastava: in the student's kernel\n4.0")),
    ),
}  # fmt: skip

FAMILIES = {
    "displays": DISPLAYS, "rewriting": REWRITING, "lying": LYING, "libraries": LIBRARIES, "frames": FRAMES,
    "spies": SPIES, "silence": SILENCE, "forged": FORGED, "noise": NOISE, "cells": CELLS,
    "outside": OUTSIDE, "greedy": GREEDY,
}  # fmt: skip
HOSTILE = {name: one for family in FAMILIES.values() for name, one in family.items()}
