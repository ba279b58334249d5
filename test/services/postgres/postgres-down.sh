#!/usr/bin/env bash
# postgres-down.sh DIR [fast|immediate]  -- stop the cluster of postgres-up.sh; immediate is a crash, data kept.
set -euo pipefail
[ -d "$1" ] || exit 0
BIN=${PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)}
DIR=$(cd "$1" && pwd -P)
as=(); [ "$(id -u)" != 0 ] || as=(runuser -u postgres --)
cd "$DIR"
"${as[@]}" "$BIN/pg_ctl" -D "$DIR/data" -m "${2:-fast}" -w -t 30 -s stop >/dev/null 2>&1 || true
