# Sourced by the other scripts: everything a fresh machine needs, done once and skipped when it is there.
#
#   prepare LOCK     makes .venv with a Python found on this machine and installs exactly what LOCK names
#   in_environment NAME   lets prepare make and use NAME instead of .venv
#   can_apt          whether packages can be installed here; apt_install NAME... does it
#
# Needs git and Python 3.11 or newer. Never downloads a Python; leaves the machine's own Python alone.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
venv=$root/.venv
python=$venv/bin/python
export UV_PYTHON_DOWNLOADS=never
export PATH="$venv/bin:$PATH"
unset VIRTUAL_ENV PYTHONHOME PYTHONPATH

say() { printf '%s\n' "$*" >&2; }
refuse() { say "$*"; exit 2; }

is_new_enough() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2])' </dev/null >/dev/null 2>&1
}

# The first Python that is new enough, what the person calls python3 before any other; PYTHON=... to choose one.
find_python() {
    local name path
    for name in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
        while read -r path; do
            [[ $path == "$venv"/* ]] && continue
            if is_new_enough "$path"; then printf '%s\n' "$path"; return; fi
        done < <(type -aP "$name")
    done
    [[ -n ${PYTHON:-} ]] && refuse "PYTHON=$PYTHON is no Python 3.11 or newer that starts; name another, or leave it out."
    refuse "Pari Passu needs Python 3.11 or newer and found none; install it (Debian 12: apt-get install python3) and run this again."
}

# From here on in the environment of that name beside .venv, for what must not be mixed with it.
in_environment() {
    venv=$root/$1
    python=$venv/bin/python
    PATH="$venv/bin:$PATH"
}

can_apt() { [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; }

apt_install() {
    say "Installing $* with apt-get ..."
    DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null >&2 &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >&2
}

# uv from the machine, else our own copy in .uv, put there by whichever of venv and pip this Python has.
find_uv() {
    local uv
    for uv in "$(type -P uv || true)" "$root/.uv/bin/uv"; do
        if [[ -n $uv ]] && "$uv" --version </dev/null >/dev/null 2>&1; then printf '%s\n' "$uv"; return; fi
    done
    say "Getting uv, the installer, into .uv ..."
    get_uv "$1"
    printf '%s\n' "$root/.uv/bin/uv"
}

get_uv() {
    local source=$1
    local asked=(--quiet --disable-pip-version-check --require-hashes -r "$root/requirements-uv.lock")
    rm -rf "$root/.uv"
    if ! has_pip "$source" && can_apt; then
        apt_install python3-venv || true
        # apt equips the distribution's own Python, which need not be the first one on PATH
        has_pip "$source" || source=/usr/bin/python3
    fi
    if "$source" -c 'import ensurepip' 2>/dev/null; then
        "$source" -m venv "$root/.uv" && "$root/.uv/bin/python" -m pip install "${asked[@]}" >&2
    elif "$source" -m pip --version >/dev/null 2>&1; then
        # --target leaves the distribution's Python alone, so Debian's guard against pip does not object
        "$source" -m pip install --target "$root/.uv" "${asked[@]}" >&2
    else
        refuse "$source has neither venv nor pip; ask for python3-venv (Debian, Ubuntu: sudo apt-get install python3-venv) or for uv, and run this again."
    fi
}

has_pip() { "$1" -c 'import ensurepip' 2>/dev/null || "$1" -m pip --version >/dev/null 2>&1; }

# What must be the same for an earlier set-up to be good enough: the lock, the project file, the place, the Python.
fingerprint() {
    { cat "$1" pyproject.toml && printf '%s\n' "$root" && "$python" -V; } | git hash-object --stdin
}

prepare() {
    local lock=$1 stamp=$venv/stamp-$1 found uv
    if [[ -x $python && -f $stamp ]] && is_new_enough "$python" && [[ $(<"$stamp") == "$(fingerprint "$lock")" ]]; then
        return
    fi
    found=$(find_python)
    uv=$(find_uv "$found")
    if ! is_new_enough "$python" || ! grep -qsF "$venv" "$venv/bin/activate"; then
        say "Making ${venv##*/} with $("$found" -V) ($found) ..."
        "$uv" venv --quiet --clear --python "$found" "$venv" </dev/null
    fi
    say "Installing what $lock names ..."
    "$uv" pip install --quiet --python "$python" --require-hashes -r "$lock" </dev/null
    # hatchling is in the lock, so the project itself is installed without asking the network for anything
    "$uv" pip install --quiet --python "$python" --no-deps --no-build-isolation --offline -e . </dev/null
    fingerprint "$lock" >"$stamp"
}
