#!/bin/sh
# Run a command as one of the accounts of a school, from root: the accounts are known in a mount namespace of this
# command alone. A Python below root's home stays in reach, as in tests/hostile/as_user.sh.
# Usage: as_account.sh PASSWD UID PYTHON_PREFIX COMMAND...
exec unshare --mount sh -c '
set -e
passwd=$1; uid=$2; python=$3; shift 3
mount --bind "$passwd" /etc/passwd
case $python in
/root/*)
    hold=$(mktemp -d)
    mount --bind "$python" "$hold"
    mount -t tmpfs -o mode=755 tmpfs /root
    mkdir -p "$python"
    mount --bind "$hold" "$python"
    ;;
esac
exec setpriv --reuid="$uid" --regid="$uid" --clear-groups "$@"
' - "$@"
