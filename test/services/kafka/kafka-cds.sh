#!/usr/bin/env bash
# kafka-cds.sh -- write kafka.jsa into the services folder (once per JDK + jar set; about 5 s): start a broker, use it, stop it with TERM.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd); STORE=${ONEX_SERVICES:-$HERE/../../../.services}/kafka; rm -f "$STORE/kafka.jsa"; D=$(mktemp -d)
JAVA_TOOL_OPTIONS="-XX:ArchiveClassesAtExit=$STORE/kafka.jsa -Xlog:cds=off -Xlog:cds+dynamic=off" KAFKA_NO_CDS=1 "$HERE/kafka-up.sh" "$D" >/dev/null
[ $# -eq 0 ] || KAFKA_BROKER="$("$HERE/kafka-up.sh" "$D")" "$@"     # optional: a command that produces and consumes, so those classes are archived too
KAFKA_STOP_WAIT=60 "$HERE/kafka-down.sh" "$D" --wipe; ls -l "$STORE/kafka.jsa"
