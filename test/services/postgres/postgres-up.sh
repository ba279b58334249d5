#!/usr/bin/env bash
# postgres-up.sh DIR  -- start (or restart) a private PostgreSQL cluster whose whole state lives in DIR.
# Prints its URL. As root it runs as the user postgres. PG_BIN = where initdb and pg_ctl are.
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: postgres-up.sh DIR" >&2; exit 2; }
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
BIN=$("$HERE/postgres-fetch.sh")
[ -x "$BIN/pg_ctl" ] || { echo "postgres-up: no PostgreSQL server in $BIN" >&2; exit 1; }
mkdir -p "$1"; DIR=$(cd "$1" && pwd -P)
as=(); if [ "$(id -u)" = 0 ]; then chown postgres "$DIR"; as=(runuser -u postgres --); fi
run() { (cd "$DIR" && "${as[@]}" "$@"); }
if [ ! -f "$DIR/data/PG_VERSION" ]; then
  run "$BIN/initdb" -D "$DIR/data" -U onex -A trust -E UTF8 --no-sync >"$DIR/log" 2>&1 || { cat "$DIR/log" >&2; exit 1; }
  PORT=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
  echo "$PORT" >"$DIR/port"
fi
PORT=$(cat "$DIR/port")
touch "$DIR/server.log"; [ "$(id -u)" != 0 ] || chown postgres "$DIR/server.log"
run "$BIN/pg_ctl" -D "$DIR/data" -l "$DIR/server.log" -w -t 120 -s \
  -o "-p $PORT -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=60" start >&2 ||
  { tail -20 "$DIR/server.log" >&2; exit 1; }
echo "postgresql://onex@127.0.0.1:$PORT/postgres"
