#!/bin/sh
# Make the virtual environment, or say plainly why this Python can't: sh scripts/python.sh PYTHON VENV
set -eu
python=$1
venv=$2

stop() { printf '%s\n' "$@" >&2; exit 1; }

command -v "$python" >/dev/null 2>&1 || stop \
  "Nastava needs Python 3.11, 3.12 or 3.13, and there is no '$python' here." \
  "Install it, or name yours: make lab PYTHON=/path/to/python3.12"

"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || stop \
  "Nastava needs Python 3.11, 3.12 or 3.13; '$python' is $("$python" -c 'import platform; print(platform.python_version())')." \
  "Name another: make lab PYTHON=python3.12"

# Debian and its kin ship Python without the part that fills a virtual environment.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  package=$("$python" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])')
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "This Python can't make virtual environments yet: installing Debian's $package …"
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    apt-get -qq update && apt-get -qq install --yes --no-install-recommends "$package" >/dev/null || true
  fi
  "$python" -c 'import ensurepip, venv' 2>/dev/null || stop \
    "This Python can't make virtual environments: its module ensurepip is missing." \
    "Debian, Ubuntu: as root, apt-get update && apt-get install $package"
fi

if [ -x "$venv/bin/python" ] && "$venv/bin/python" -c 'import pip' 2>/dev/null; then
  exit 0
fi
echo "Making $venv with $("$python" --version) …"
"$python" -m venv --clear "$venv"
