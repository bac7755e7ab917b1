#!/bin/sh
# Run a command as one of the accounts of a school, from root: the accounts are known in a mount namespace of this
# command alone. A Python below root's home stays in reach, as in tests/hostile/as_user.sh.
# Usage: as_account.sh ETC UID PYTHON_PREFIX COMMAND...
# ETC holds passwd, and shadow where passwords are asked for. As UID 0, the command may start others as the accounts.
exec unshare --mount sh -c '
set -e
etc=$1; uid=$2; python=$3; shift 3
for file in "$etc"/*; do
    mount --bind "$file" "/etc/${file##*/}"
done
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
