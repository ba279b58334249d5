#!/usr/bin/env bash
# kafka-cluster.sh DIR up               -- a KRaft cluster on loopback: a controller (0) and three brokers (1, 2, 3), each a process
#                                          of its own, with all state in DIR. Prints the bootstrap addresses.
# kafka-cluster.sh DIR start|stop|kill I -- one of them: start it again, TERM it, or kill -9 it.
# kafka-cluster.sh DIR down              -- kill -9 all of them.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
STORE=${ONEX_SERVICES:-$HERE/../../../.services}/kafka; LIB=${KAFKA_LIB:-$STORE/lib}
[ $# -ge 2 ] || { echo "usage: kafka-cluster.sh DIR up|down|start I|stop I|kill I" >&2; exit 2; }
mkdir -p "$1"; DIR=$(cd "$1" && pwd -P)
CP=$(printf '%s:' "$LIB"/*.jar); CP=${CP%:}
JVM=(-Xms64m -Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Djava.awt.headless=true "-Dlog4j2.configurationFile=$HERE/log4j2.properties")
[ -f "$STORE/kafka.jsa" ] && JVM+=("-XX:SharedArchiveFile=$STORE/kafka.jsa" -Xlog:cds=off -Xlog:cds+dynamic=off)

pid() { cat "$DIR/$1/pid" 2>/dev/null || true; }
ours() { local p; p=$(pid "$1"); [ -n "$p" ] && [ -r "/proc/$p/cmdline" ] && tr '\0' '\n' <"/proc/$p/cmdline" 2>/dev/null | grep -qxF "$DIR/$1/server.properties"; }
launch() { ours "$1" && return 0; setsid java "${JVM[@]}" -cp "$CP" kafka.Kafka "$DIR/$1/server.properties" </dev/null >>"$DIR/$1/log" 2>&1 & echo $! >"$DIR/$1/pid"; disown; }
gone() { for _ in $(seq "$2"); do ours "$1" || return 0; sleep 0.05; done; return 1; }
listens() {
  local p; p=$(cat "$DIR/$1/port")
  for _ in $(seq 1800); do
    (exec 3<>"/dev/tcp/127.0.0.1/$p") 2>/dev/null && return 0
    ours "$1" || { tail -20 "$DIR/$1/log" >&2; return 1; }
    sleep 0.05
  done
  return 1
}

case $2 in
  start) launch "$3"; listens "$3"; exit 0;;
  stop) if ours "$3"; then kill -TERM "$(pid "$3")"; gone "$3" 600 || kill -9 "$(pid "$3")"; fi; exit 0;;
  kill) if ours "$3"; then kill -9 "$(pid "$3")"; gone "$3" 100 || true; fi; exit 0;;
  down) for i in 1 2 3 0; do if ours "$i"; then kill -9 "$(pid "$i")"; fi; done; exit 0;;
  up) ;;
  *) echo "kafka-cluster: unknown action $2" >&2; exit 2;;
esac

mapfile -t P < <(node -e 'const n=require("net"),s=[0,1,2,3].map(()=>n.createServer());let k=4;for(const a of s)a.listen(0,"127.0.0.1",()=>{if(!--k){s.forEach(x=>console.log(x.address().port));s.forEach(x=>x.close())}})')
for i in 0 1 2 3; do
  mkdir -p "$DIR/$i"; echo "${P[$i]}" >"$DIR/$i/port"
  {
    if [ "$i" = 0 ]; then
      echo "process.roles=controller"; echo "node.id=100"; echo "listeners=CONTROLLER://127.0.0.1:${P[0]}"
    else
      echo "process.roles=broker"; echo "node.id=$i"; echo "inter.broker.listener.name=PLAINTEXT"
      echo "listeners=PLAINTEXT://127.0.0.1:${P[$i]}"; echo "advertised.listeners=PLAINTEXT://127.0.0.1:${P[$i]}"
    fi
    echo "log.dirs=$DIR/$i/data"; echo "controller.quorum.voters=100@127.0.0.1:${P[0]}"
    cat <<'END'
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
num.partitions=6
default.replication.factor=3
min.insync.replicas=2
offsets.topic.replication.factor=3
offsets.topic.num.partitions=3
transaction.state.log.replication.factor=3
transaction.state.log.min.isr=2
transaction.state.log.num.partitions=1
share.coordinator.state.topic.replication.factor=3
share.coordinator.state.topic.min.isr=2
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
num.network.threads=2
num.io.threads=2
background.threads=2
log.cleaner.dedupe.buffer.size=2097152
log.index.size.max.bytes=1048576
broker.heartbeat.interval.ms=200
broker.session.timeout.ms=3000
controlled.shutdown.max.retries=3
controller.quorum.election.timeout.ms=500
END
  } >"$DIR/$i/server.properties"
  java "${JVM[@]}" -cp "$CP" kafka.tools.StorageTool format -t MkU3OEVBNTcwNTJENDM2Qg -c "$DIR/$i/server.properties" --ignore-formatted >"$DIR/$i/log" 2>&1
  launch "$i"
done
for i in 0 1 2 3; do listens "$i"; done
echo "127.0.0.1:${P[1]},127.0.0.1:${P[2]},127.0.0.1:${P[3]}"
