"""A course with Nastava on The Littlest JupyterHub: what stands in /opt/tljh/config/jupyterhub_config.d/nastava.py."""

import sys
from pathlib import Path

sys.path.insert(0, "/opt/tljh/config")
from nastava_hub import configure

c = get_config()  # noqa: F821  # JupyterHub runs this file with that name defined

configure(
    c,
    course="@COURSE@",
    # Names at login. They need not be administrators of the hub, who are root on this machine.
    instructors=[],
    # Written by `nastava course roster class.csv --hub tljh --names …`, and copied here.
    students=Path("/srv/nastava/students.txt"),
)

# Without this, the hub's default way to log in lets everybody in who thinks of a name.
c.FirstUseAuthenticator.allow_all = False

# Nobody sees another's temporary files.
c.SystemdSpawner.isolate_tmp = True
# No network for what students run, and none for the course's server: take out the hash signs.
# c.SystemdSpawner.unit_extra_properties = {"IPAddressDeny": "any", "IPAddressAllow": "localhost"}
