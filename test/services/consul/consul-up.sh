#!/usr/bin/env bash
# Starts a throw-away Consul agent (-dev: in memory) on 127.0.0.1. Usage: consul-up.sh DIR [HTTP_PORT]
# Prints the HTTP address. DIR holds pid, log and data; stop with consul-down.sh DIR.
# CONSUL_BIN = binary to use; CONSUL_KEEP=1 = keep registrations and KV in DIR/data over restarts; CONSUL_ACL_TOKEN = turn ACLs on (default deny) with this management token (a UUID).
# CONSUL_JOIN = Serf address of another agent: be the second server of its cluster, which has no leader without both.
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"; DIR=$(cd "$1" && pwd); HTTP=${2:-18500}
BIN=${CONSUL_BIN:-$("$HERE/fetch-consul.sh")}
S=$((HTTP + 1)); L=$((HTTP + 2)) # server RPC and Serf LAN cannot be switched off: HTTP..HTTP+2 must be free
MINOR=$("$BIN" version | sed -n '1s/^Consul v1\.\([0-9]*\).*/\1/p')
TLS=""; [ "$MINOR" -ge 14 ] && TLS='"grpc_tls": -1, ' # newer ones open 8503 else; older ones refuse the key
ACL=""; M=initial_management; [ "$MINOR" -lt 11 ] && M=master
[ -n "${CONSUL_ACL_TOKEN:-}" ] && ACL=", \"acl\": { \"enabled\": true, \"default_policy\": \"deny\", \"tokens\": { \"$M\": \"$CONSUL_ACL_TOKEN\", \"agent\": \"$CONSUL_ACL_TOKEN\" } }"
if [ -s "$DIR/pid" ] && kill -0 "$(cat "$DIR/pid")" 2>/dev/null; then echo "already up: pid $(cat "$DIR/pid")" >&2; exit 1; fi
cat > "$DIR/agent.json" <<J
{ "bind_addr": "127.0.0.1", "client_addr": "127.0.0.1", "node_name": "${CONSUL_JOIN:+second-}lab", "autopilot": { "server_stabilization_time": "200ms" }, "disable_update_check": true,
  "ports": { "http": $HTTP, "https": -1, "grpc": -1, $TLS"dns": -1, "serf_wan": -1, "serf_lan": $L, "server": $S }$ACL }
J
MODE=(-dev); [ -n "${CONSUL_KEEP:-}" ] && MODE=(-server -bootstrap-expect=1 -data-dir="$DIR/data" -hcl 'performance { raft_multiplier = 1 }')
[ -n "${CONSUL_JOIN:-}" ] && MODE=(-server -retry-join="$CONSUL_JOIN" -data-dir="$DIR/data" -hcl 'performance { raft_multiplier = 1 }')
cd "$DIR" # a relative path in the agent's world stays here
setsid "$BIN" agent "${MODE[@]}" -config-file="$DIR/agent.json" > "$DIR/log" 2>&1 < /dev/null &
PID=$!; echo $PID > "$DIR/pid"
for _ in $(seq 600); do # 60 s
  kill -0 $PID 2>/dev/null || { echo "consul ended:" >&2; tail -5 "$DIR/log" >&2; rm -f "$DIR/pid"; exit 1; }
  # a leader, and the node in its own catalog: registrations work from here on
  if curl -fsS -m 1 -H "X-Consul-Token: ${CONSUL_ACL_TOKEN:-}" "http://127.0.0.1:$HTTP/v1/catalog/nodes" 2>/dev/null | grep -q '"Node":'; then
    echo "http://127.0.0.1:$HTTP"; exit 0
  fi
  sleep 0.1
done
echo "consul not ready in 60 s" >&2; tail -5 "$DIR/log" >&2; kill $PID; rm -f "$DIR/pid"; exit 1
