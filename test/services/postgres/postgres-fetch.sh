#!/usr/bin/env bash
# postgres-fetch.sh -- prints the folder of PostgreSQL's server programs; installs Debian's package when there is none.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
found() { ls -d /usr/lib/postgresql/*/bin/pg_ctl 2>/dev/null | sort -V | tail -1; }
if [ -n "${PG_BIN:-}" ]; then echo "$PG_BIN"; exit 0; fi
if [ -z "$(found)" ]; then
  # The package would make and start a cluster of the system; the tests bring their own.
  mkdir -p /etc/postgresql-common 2>/dev/null || true
  [ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf 2>/dev/null || true
  "$HERE/../support/apt-install.sh" postgresql
fi
dirname "$(found)"
