"""The course as a JupyterLite site, which runs in the browser alone: ``python -m lite.build``."""

import sys
from pathlib import Path

#: JupyterLite stands apart, since JupyterLab would load its extension too.
TOOLS = Path(sys.prefix, "lite")
if str(TOOLS) not in sys.path:
    sys.path.append(str(TOOLS))
