# Sourced by scripts/mtcheck and scripts/test: makes .venv and installs the package into it, once.
#
# It installs again only when pyproject.toml, constraints.txt or the Python changed. Everything it says goes to
# standard error. PYTHON names another interpreter, MTCHECK_VENV another place for the environment.

say() { printf 'mtcheck: %s\n' "$*" >&2; }

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
venv=${MTCHECK_VENV:-$root/.venv}

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

# fingerprint EXTRAS: what the installation depends on
fingerprint() {
    cat "$root/pyproject.toml" "$root/constraints.txt" | cksum
    printf '%s %s\n' "$root" "$1"
}

lock() {
    waited=0
    until mkdir "$venv.lock" 2>/dev/null; do
        [ "$waited" -gt 0 ] || say "waiting for another installation into $venv (if there is none, delete $venv.lock)"
        waited=$((waited + 1))
        [ "$waited" -le 900 ] || { say "gave up waiting for $venv.lock"; exit 3; }
        sleep 1
    done
    trap 'rmdir "$venv.lock" 2>/dev/null' EXIT
    trap 'exit 130' INT TERM
}

unlock() {
    rmdir "$venv.lock" 2>/dev/null || :
    trap - EXIT INT TERM
}

explain_failure() {
    grep -iE 'error' "$log" | tail -n 3 >&2
    if grep -qE 'ConnectionError|NewConnection|Temporary failure|Max retries|timed out|Network is unreachable|getaddrinfo|ProxyError|from versions: none' "$log"; then
        say "the installation needs the network once, and the package index cannot be reached; try again when it is there"
    else
        say "the installation failed; the whole log is $log"
    fi
}

# pip_install ARGUMENTS...: quiet in a pipe, with pip's own progress on a terminal
pip_install() {
    if [ -t 2 ]; then
        { "$venv/bin/python" -m pip install --disable-pip-version-check "$@" 2>&1; echo $? >"$venv/status"; } | tee "$log" >&2
    else
        "$venv/bin/python" -m pip install --disable-pip-version-check --quiet "$@" >"$log" 2>&1
        echo $? >"$venv/status"
    fi
    [ "$(cat "$venv/status")" -eq 0 ]
}

# ensure_installed NAME EXTRAS: EXTRAS is "[fast]" or "[test]"
ensure_installed() {
    stamp="$venv/installed-$1"
    [ -x "$venv/bin/python" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(fingerprint "$2")" ] && return 0
    python=$(find_python) || {
        say "Python 3.11 or newer is needed, and none was found ($(python3 --version 2>&1 || echo 'no python3'));" \
            "install one, or name it: PYTHON=/path/to/python3.12 $0"
        exit 3
    }
    lock
    log="$venv/install.log"
    if ! "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        say "making $venv with $("$python" --version)"
        rm -rf "$venv"
        "$python" -m venv "$venv" >&2 || {
            say "$python cannot make a virtual environment (on Debian and Ubuntu: apt install python3-venv)"
            exit 3
        }
    fi
    say "installing mtcheck$2 into $venv (the first time this takes some minutes)"
    pip_install --constraint "$root/constraints.txt" --editable "$root$2" || {
        explain_failure
        exit 3
    }
    fingerprint "$2" >"$stamp"
    unlock
    say "installed"
}
