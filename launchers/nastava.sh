#!/bin/sh
# Opens the course on Linux and macOS: looks for a Python 3.11 to 3.13 and has it run nastava_start.py beside this file.
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1

wait_for_enter() {
  printf '  Press Enter to close. / Pritisni Enter za kraj. '
  read -r _answer || true
  echo
}

suits() {
  # The one that macOS brings is too old, and asks to install a compiler where it is not there yet.
  if [ "$(uname)" = Darwin ] && [ "$(command -v "$1" 2>/dev/null)" = /usr/bin/python3 ]; then return 1; fi
  "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1
}

python=
for version in 3.13 3.12 3.11; do
  for candidate in \
    "python$version" \
    "/Library/Frameworks/Python.framework/Versions/$version/bin/python3" \
    "/opt/homebrew/bin/python$version" \
    "/usr/local/bin/python$version" \
    "$HOME/.local/bin/python$version"
  do
    if [ -z "$python" ] && suits "$candidate"; then python=$candidate; fi
  done
done
for candidate in python3 python; do
  if [ -z "$python" ] && suits "$candidate"; then python=$candidate; fi
done

if [ -z "$python" ]; then
  echo
  echo "  Nastava needs Python 3.11, 3.12 or 3.13, and there is none here yet."
  echo "  Nastavi treba Python 3.11, 3.12 ili 3.13, a ovdje ga još nema."
  echo
  if [ "$(uname)" = Darwin ]; then
    echo "  1. Go to / otvori  https://www.python.org/downloads/macos/"
    echo "  2. Python 3.13: macOS 64-bit universal2 installer"
    echo "  3. Open Nastava.command again. / Ponovo otvori Nastava.command."
  else
    echo "  Debian, Ubuntu:  sudo apt install python3 python3-venv"
    echo "  Fedora:          sudo dnf install python3.13"
    echo "  openSUSE:        sudo zypper install python313"
    echo "  Arch:            sudo pacman -S python"
    echo "  If you may not: ask whoever looks after this computer. / Ako ne smiješ, pitaj onoga ko održava ovaj računar."
    echo "  Then start this again. / Zatim pokreni ovo ponovo."
  fi
  echo
  wait_for_enter
  exit 3
fi

"$python" "$here/nastava_start.py" "$@"
code=$?
# 3: what was wrong was said, and was read.
if [ "$code" -ne 0 ] && [ "$code" -ne 3 ]; then wait_for_enter; fi
exit "$code"
