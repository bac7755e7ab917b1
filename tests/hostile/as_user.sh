#!/bin/sh
# Run a command as an ordinary user, from root. A Python below root's home stays in reach: its folder is shown in a
# home that others may enter, in a mount namespace of this command alone.
# Usage: as_user.sh PYTHON_PREFIX COMMAND...
exec unshare --mount sh -c '
set -e
python=$1; shift
case $python in
/root/*)
    hold=$(mktemp -d)
    mount --bind "$python" "$hold"
    mount -t tmpfs -o mode=755 tmpfs /root
    mkdir -p "$python"
    mount --bind "$hold" "$python"
    ;;
esac
HOME=$(mktemp -d); export HOME
chown 2000:2000 "$HOME"
exec setpriv --reuid=2000 --regid=2000 --clear-groups "$@"
' - "$@"
