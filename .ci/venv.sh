#!/bin/sh
# Makes .venv with the locked dependencies, or changes nothing when it is there and current.
# Usage: .ci/venv.sh [PYTHON]    PYTHON: the interpreter to use; else the newest suitable one.
set -eu

cd "$(dirname "$0")/.."
venv=.venv
lock=requirements.lock
stamp=$venv/.lock-installed

suitable() {
    # A name may be there and not run (a version manager's shim): ask it.
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null
}

find_python() {
    if [ -n "${1:-}" ]; then
        suitable "$1" && { echo "$1"; return; }
        echo "$1 is not Python 3.11 to 3.14" >&2
        return 1
    fi
    for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
        suitable "$name" && { echo "$name"; return; }
    done
    echo "No Python 3.11 or newer was found. On Debian: apt-get install python3 python3-venv" >&2
    return 1
}

if [ -e "$stamp" ] && cmp -s "$lock" "$stamp" && "$venv/bin/python" -c '' 2>/dev/null; then
    exit 0
fi

python=$(find_python "${1:-}")

if [ ! -x "$venv/bin/pip" ] || ! "$venv/bin/python" -c '' 2>/dev/null; then
    # Debian keeps ensurepip apart: asked first, so that no half-made folder is left.
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        package=python$version-venv
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            echo "Installing $package …"
            apt-get update -qq
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null
        else
            echo "Python's venv module is missing. Type: sudo apt-get install $package" >&2
            exit 1
        fi
    fi
    rm -rf "$venv"
    "$python" -m venv "$venv" || { rm -rf "$venv"; exit 1; }
fi

echo "Installing the locked dependencies with $("$venv/bin/python" -V) …"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
cp "$lock" "$stamp"
