#!/usr/bin/env bash
# kafka-up.sh DIR  -- start (or reuse) a one-node KRaft Kafka whose whole state lives in DIR.
# Prints the bootstrap address on stdout. Env: KAFKA_LIB (jars), KAFKA_WAIT (s, 120), KAFKA_HEAP (256m), KAFKA_PORT.
set -euo pipefail
HOME_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
STORE=${ONEX_SERVICES:-$HOME_DIR/../../../.services}/kafka
LIB=${KAFKA_LIB:-$STORE/lib}; WAIT=${KAFKA_WAIT:-120}; HEAP=${KAFKA_HEAP:-256m}
CLUSTER_ID=${KAFKA_CLUSTER_ID:-MkU3OEVBNTcwNTJENDM2Qg}          # 16 bytes, base64url: fixed, so runs are repeatable
[ $# -eq 1 ] || { echo "usage: kafka-up.sh DIR" >&2; exit 2; }
mkdir -p "$1"; DIR=$(cd "$1" && pwd -P)
die() { echo "kafka-up: $*" >&2; [ -f "$DIR/log" ] && { echo "--- last lines of $DIR/log" >&2; tail -n 25 "$DIR/log" >&2; }; exit 1; }
command -v java >/dev/null || { echo "kafka-up: no java on PATH (17 or later is needed)" >&2; exit 1; }
ls "$LIB"/kafka_2.13-*.jar >/dev/null 2>&1 || { echo "kafka-up: no Kafka jars in $LIB (run: $HOME_DIR/kafka-fetch.sh)" >&2; exit 1; }
CP=$(printf '%s:' "$LIB"/*.jar); CP=${CP%:}                       # explicit list, not lib/*: a CDS archive needs it
JVM=(-Xms64m "-Xmx$HEAP" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Djava.awt.headless=true)
[ -f "$STORE/kafka.jsa" ] && [ -z "${KAFKA_NO_CDS:-}" ] && JVM+=("-XX:SharedArchiveFile=$STORE/kafka.jsa" -Xlog:cds=off -Xlog:cds+dynamic=off)
LOGCFG="-Dlog4j2.configurationFile=$HOME_DIR/log4j2.properties"

exec 9>"$DIR/lock"; flock -w 150 9 || die "another kafka-up/kafka-down holds $DIR/lock"

ours() { local p; p=$(cat "$DIR/pid" 2>/dev/null) && [ -n "$p" ] && [ -r "/proc/$p/cmdline" ] &&
         tr '\0' '\n' <"/proc/$p/cmdline" 2>/dev/null | grep -qxF "$DIR/server.properties"; }
# A real protocol check, not only a TCP connect: ApiVersions v0 must come back with our correlation id and error 0.
ready() ( exec 2>/dev/null; exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
          printf '\0\0\0\012\0\022\0\0\0\0\0\001\377\377' >&3
          [ "$(timeout 2 head -c 10 <&3 | od -An -tx1 | tr -d ' \n' | cut -c9-)" = 000000010000 ] )
# ... and the listening socket must belong to our own process, or another broker on that port would answer for it.
owns() { local i; for i in $(awk -v p=":$(printf %04X "$2")" '$4=="0A" && substr($2,length($2)-4)==p {print $10}' "/proc/$1/net/tcp" "/proc/$1/net/tcp6" 2>/dev/null); do
           [ -z "$(find "/proc/$1/fd" -lname "socket:\\[$i\\]" 2>/dev/null)" ] || return 0; done; return 1; }
free_ports() { node -e 'const n=require("net"),a=[n.createServer(),n.createServer()];let k=2;for(const s of a)s.listen(0,"127.0.0.1",()=>{if(!--k){console.log(a.map(s=>s.address().port).join(" "));a.forEach(s=>s.close())}})'; }
# KAFKA_SECURE=1: two more listeners, SASL over plain text and over TLS; user `onex`, password $KAFKA_PASSWORD (hush).
# Their ports are in $DIR/secure as SASL_PLAINTEXT=<port> SASL_SSL=<port>, the authority in $DIR/ca.pem.
secure() {
  local S T PW=${KAFKA_PASSWORD:-hush} M
  read -r S T < <(free_ports)
  (cd "$DIR" && openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 \
     -keyout key.pem -out ca.pem && openssl pkcs8 -topk8 -nocrypt -in key.pem -out pkcs8.pem && cat pkcs8.pem ca.pem >keystore.pem) 2>/dev/null
  sed -i -e "s#^\(listeners=.*\)#\1,SASL_PLAINTEXT://127.0.0.1:$S,SASL_SSL://127.0.0.1:$T#" \
    -e "s#^\(advertised.listeners=.*\)#\1,SASL_PLAINTEXT://127.0.0.1:$S,SASL_SSL://127.0.0.1:$T#" \
    -e "s#^\(listener.security.protocol.map=.*\)#\1,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL#" "$DIR/server.properties"
  { echo "sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512"
    echo "ssl.keystore.type=PEM"; echo "ssl.keystore.location=$DIR/keystore.pem"
    for M in sasl_plaintext sasl_ssl; do
      echo "listener.name.$M.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_onex=\"$PW\";"
      echo "listener.name.$M.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;"
      echo "listener.name.$M.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;"
    done; } >>"$DIR/server.properties"
  # KAFKA_ACLS=1: the users of the secure listeners have no rights until they are granted; those of the plain one have all.
  [ -z "${KAFKA_ACLS:-}" ] || printf '%s\n' >>"$DIR/server.properties" super.users=User:ANONYMOUS \
    authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
  SCRAM=(--add-scram "SCRAM-SHA-256=[name=onex,password=$PW]" --add-scram "SCRAM-SHA-512=[name=onex,password=$PW]")
  echo "SASL_PLAINTEXT=$S SASL_SSL=$T" >"$DIR/secure"
}
SCRAM=()
port() { sed -n 's#^listeners=PLAINTEXT://127.0.0.1:\([0-9]*\),.*#\1#p' "$DIR/server.properties"; }

if ours; then
  case $(sed -n 's/^State:[[:space:]]*\(.\).*/\1/p' "/proc/$(cat "$DIR/pid")/status") in T) die "the broker is paused; run: kafka-down.sh $DIR resume";; esac
else
  for try in 1 2 3; do
    [ -f "$DIR/server.properties" ] && FRESH= || FRESH=1          # a restart keeps its ports and its data
    if [ -n "$FRESH" ]; then
      read -r P C < <(free_ports); P=${KAFKA_PORT:-$P}
      sed -e "s#@PORT@#$P#g" -e "s#@CPORT@#$C#g" -e "s#@DATA@#$DIR/data#g" "$HOME_DIR/server.properties.tmpl" >"$DIR/server.properties"
      [ -z "${KAFKA_SECURE:-}" ] || secure
    fi
    if [ ! -f "$DIR/data/meta.properties" ]; then
      java "${JVM[@]}" "$LOGCFG" -cp "$CP" kafka.tools.StorageTool format -t "$CLUSTER_ID" -c "$DIR/server.properties" --ignore-formatted "${SCRAM[@]}" >"$DIR/log" 2>&1 9>&- ||
        die "formatting $DIR/data failed"
    fi
    : >"$DIR/log"
    setsid java "${JVM[@]}" "$LOGCFG" -cp "$CP" kafka.Kafka "$DIR/server.properties" </dev/null >>"$DIR/log" 2>&1 9>&- &
    PID=$!; echo "$PID" >"$DIR/pid"; disown
    P=$(port); END=$((SECONDS + WAIT)); OK=
    while [ $SECONDS -lt $END ]; do
      kill -0 "$PID" 2>/dev/null || break
      if owns "$PID" "$P" && ready "$P"; then OK=1; break; fi
      sleep 0.05
    done
    [ -n "$OK" ] && break
    if kill -0 "$PID" 2>/dev/null; then kill -9 "$PID" 2>/dev/null || true; rm -f "$DIR/pid"; die "not ready after $WAIT s"; fi
    rm -f "$DIR/pid"
    if [ -n "$FRESH" ] && [ -z "${KAFKA_PORT:-}" ] && [ "$try" -lt 3 ] && grep -q 'Address already in use' "$DIR/log"; then rm -rf "$DIR/server.properties" "$DIR/data"; continue; fi
    ! grep -q 'Address already in use' "$DIR/log" || die "port $P, or the controller port next to it in $DIR/server.properties, is taken by another process"
    die "the broker exited while starting"
  done
fi
P=$(port); { owns "$(cat "$DIR/pid")" "$P" && ready "$P"; } || die "process $(cat "$DIR/pid") is alive but does not answer on 127.0.0.1:$P"
echo "127.0.0.1:$P"
