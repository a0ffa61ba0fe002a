# Sourced by the scripts beside it. `use_env NAME REQUIREMENTS [PIP OPTION…]` makes the virtual environment
# .venv/NAME from a hash-pinned requirement file, once for each state of that file, and sets $python.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export PYTHONPATH="$root" PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf '%s\n' "$*" >&2; }

base_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python; do
        [ -n "$candidate" ] || continue
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        printf '%s' "$candidate"
        return
    done
    say "Python 3.11 or later is needed and was not found. Install it, or set PYTHON to its path."
    exit 2
}

use_env() {
    local name=$1 requirements=$root/$2 folder=$root/.venv/$1 state
    shift 2
    python=$folder/bin/python
    state="$(cksum <"$requirements") $root"
    [ "$(cat "$folder/state" 2>/dev/null)" = "$state" ] && return
    say "Setting up .venv/$name (once; a few minutes on a slow line) …"
    rm -rf "$folder"
    "$(base_python)" -m venv "$folder"
    "$python" -m pip install -qq --no-input --require-hashes "$@" -r "$requirements" >&2
    printf '%s' "$state" >"$folder/state"
    say "Ready."
}
