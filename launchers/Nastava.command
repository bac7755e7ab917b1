#!/bin/sh
# Double-click on macOS: opens the course in your browser. The work is done by nastava.sh beside this file.
exec sh "$(dirname -- "$0")/nastava.sh" "$@"
