#!/usr/bin/env bash
# apt-install.sh PACKAGE... -- installs Debian packages, as root and without a question; to be called when they are missing.
set -euo pipefail
[ "$(id -u)" = 0 ] || { echo "apt-install: $* missing, and only root can install: run as root, apt-get install $*" >&2; exit 1; }
export DEBIAN_FRONTEND=noninteractive
APT=(-qq -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold)
# A source that has nothing to do with this may be away; what counts is whether the packages can be installed.
apt-get "${APT[@]}" update >&2 </dev/null || true
apt-get "${APT[@]}" install -y --no-install-recommends "$@" >&2 </dev/null
