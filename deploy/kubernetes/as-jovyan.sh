#!/bin/sh
# Give the number that this pod runs as a name, then run a command. With the name jovyan, nbgrader takes the name at
# login from the hub.
set -eu
names=${EXTRAUSERS:-/var/lib/extrausers/passwd}
id -un >/dev/null 2>&1 || echo "jovyan:x:$(id -u):$(id -g)::$HOME:/bin/bash" > "$names"
exec "$@"
