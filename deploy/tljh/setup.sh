#!/bin/sh
# Set up a course on The Littlest JupyterHub. From root, in a checkout that only root may read; again after an update.
# Usage: deploy/tljh/setup.sh COURSE
set -eu
course=${1:?name the course, as in: setup.sh nastava}
here=$(dirname "$(readlink -f "$0")")
prefix=${TLJH_INSTALL_PREFIX:-/opt/tljh}
case $course in
*[!a-z0-9-]* | -* | '')
    echo "setup.sh: '$course' can't be a course's name: small letters, digits and hyphens." >&2
    exit 1
    ;;
esac

# The course's own account, as the hub would make it when its server starts first.
account=$("$prefix/hub/bin/python3" - "course-$course" <<'PYTHON'
import sys

from tljh.normalize import generate_system_username
from tljh.user import ensure_user

account = generate_system_username("jupyter-" + sys.argv[1])
ensure_user(account)
print(account)
PYTHON
)
sh "$here/../jupyterhub/lay.sh" /etc/nastava /srv/nastava/exchange "$course" "$account"

install -d -m 755 "$prefix/config/jupyterhub_config.d"
install -m 644 "$here/../jupyterhub/nastava_hub.py" "$prefix/config/nastava_hub.py"
# Holds the names of instructors: never written over.
[ -e "$prefix/config/jupyterhub_config.d/nastava.py" ] ||
    sed "s/@COURSE@/$course/" "$here/nastava.py" > "$prefix/config/jupyterhub_config.d/nastava.py"
echo "Account of the course: $account. Name the instructors in $prefix/config/jupyterhub_config.d/nastava.py, then: tljh-config reload"
