#!/bin/sh
# Lay out what the servers of a course share: settings, and the exchange folder with its rights. From root, and again
# after an update of Nastava.
# Usage: lay.sh SETTINGS [EXCHANGE COURSE ACCOUNT]
# ACCOUNT is the name or the number of the course's own account.
set -eu
here=$(dirname "$(readlink -f "$0")")
settings=$1
for role in students graders; do
    install -d -m 755 "$settings/$role/labconfig"
    install -m 644 "$here/$role"/*.py "$here/$role"/*.json "$settings/$role"
    install -m 644 "$here/$role"/labconfig/*.json "$settings/$role/labconfig"
done
[ $# -gt 1 ] || exit 0
exchange=$2
course=$3
account=$4
install -d -m 755 "$(dirname "$exchange")"
# nbgrader wants everybody to be able to write here; the sticky bit keeps them from each other's folders.
install -d -m 1777 "$exchange"
# There before anybody else can take its name.
install -d -m 755 -o "$account" "$exchange/$course"
