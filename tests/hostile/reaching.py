"""Hostile submissions that reach out of their kernel, or use up what they can get.

A program that got through leaves a trace that :func:`tests.hostile.assignment.harm_of` finds: ``HARM-`` and its name
in a file that is not its own, ``READ-`` and its name in its outputs. The words are put together when it runs, so that
its source is no trace.
"""

from __future__ import annotations

from tests.hostile.assignment import NOTHING, ONLY_THE_NEXT, WRONG, Hostile

_UP = "import glob, json, os\nUPS = ['../' * up for up in range(8)]\n"
_EDIT = (
    "def edit():\n    import sqlite3\n    for place in [up + 'gradebook.db' for up in UPS]:\n"
    "        if os.path.exists(place):\n            book = sqlite3.connect(place, timeout=9)\n"
    "            book.execute('update grade set manual_score = 3 where notebook_id in (select n.id from submitted_notebook n '\n"
    "                         'join submitted_assignment a on a.id = n.assignment_id where a.student_id = ?)', (WHO,))\n"
    "            book.execute('update student set last_name = ? where id = ?', ('HARM' + '-' + WHO, WHO))\n"
    "            book.commit()\n"
)
_LEARN = (
    "def learn(paths):\n    for path in paths:\n        for one in json.load(open(path))['cells']:\n"
    "            source = ''.join(one['source'])\n            if 'BEGIN ' + 'SOLUTION' in source:\n"
    "                print('READ' + '-' + WHO)\n                exec(source, globals())\n"
)


def _as(name: str, *code: str) -> str:
    return WRONG + f"WHO = {name!r}\n" + _UP + "".join(code)


#: Beyond their own folder and their own process.
OUTSIDE = {
    "edits-gradebook": Hostile(
        _as("edits-gradebook", _EDIT, "edit()\n"), deceives_stock=True, harms_stock="changes the gradebook"
    ),
    "writes-to-source": Hostile(
        _as(
            "writes-to-source",
            "for place in [up + 'solutions/trial' for up in UPS]:\n    if os.path.isdir(place):\n"
            "        open(place + '/mine.csv', 'w').write('HARM' + '-' + WHO)\n",
        ),
        harms_stock="writes into the source folder",
    ),
    "reads-solution": Hostile(
        _as("reads-solution", _LEARN, "learn(path for up in UPS for path in glob.glob(up + 'solutions/trial/*.ipynb'))\n"),
        deceives_stock=True,
        harms_stock="reads the solution",
    ),
    "links-to-solution": Hostile(
        _as("links-to-solution", _LEARN, "try:\n    learn(['mine.ipynb.txt'])\nexcept (OSError, ValueError):\n    pass\n"),
        links={"mine.ipynb.txt": "../../../solutions/trial/trial.ipynb"},
        notes={"odd-file"},
        deceives_stock=True,
        harms_stock="reads the solution",
    ),
    "reads-proc": Hostile(
        _as(
            "reads-proc",
            "for place in glob.glob('/proc/[0-9]*/cmdline'):\n    try:\n        line = open(place).read()\n"
            "    except OSError:\n        continue\n    if 'auto' + 'grade' in line:\n        print('READ' + '-' + WHO)\n",
        ),
        harms_stock="reads the grader's processes",
    ),
    "daemon": Hostile(
        _as(
            "daemon", _EDIT,
            "import time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        for _ in range(60):\n"
            "            time.sleep(1)\n            edit()\n    os._exit(0)\n",
        ),
        safe_for_stock=False,
    ),
    "outlives-its-cell": Hostile(
        _as(
            "outlives-its-cell", _EDIT,
            "import atexit, sys, threading, time\natexit.register(edit)\ndef always():\n    while True:\n"
            "        print('4.0')\n        sys.displayhook(4.0)\n        edit()\n        time.sleep(0.05)\n"
            "threading.Thread(target=always).start()\n",
        ),
        safe_for_stock=False,
    ),
    "signals": Hostile(
        _as(
            "signals",
            "import signal\nfor one in (os.getppid(), 1, -1):\n    try:\n        os.kill(one, signal.SIGKILL)\n"
            "    except OSError:\n        pass\n",
        ),
        safe_for_stock=False,
    ),
}  # fmt: skip

#: More than their share.
GREEDY = {
    "prints-200-mb": Hostile(
        WRONG + "for _ in range(2_000):\n    print('x' * 100_000)\n",
        points=NOTHING,
        said=("had ended or stopped answering",),
        notes={"limit-"},
        safe_for_stock=False,
    ),
    "swallows-interrupts": Hostile(
        WRONG + "import time\nwhile True:\n    try:\n        time.sleep(0.01)\n    except BaseException:\n        pass\n",
        points=NOTHING,
        said=("had ended or stopped answering",),
        notes={"limit-cell"},
        safe_for_stock=False,
    ),
    "memory-hog": Hostile(
        WRONG + "held = []\nwhile True:\n    held.append(bytearray(b'x') * 50_000_000)\n",
        points=NOTHING,
        said=("had ended or stopped answering",),
        notes={"limit-memory"},
        safe_for_stock=False,
    ),
    "fork-bomb": Hostile(
        WRONG + "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass\n",
        points=NOTHING,
        said=("had ended or stopped answering",),
        notes={"limit-"},
        safe_for_stock=False,
    ),
    "disk-filler": Hostile(
        WRONG + "for name in range(10_000):\n    with open(str(name), 'wb') as file:\n        file.write(bytes(2_000_000))\n",
        points=ONLY_THE_NEXT,
        safe_for_stock=False,
    ),
}  # fmt: skip
