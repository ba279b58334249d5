#!/usr/bin/env bash
# kafka-fetch.sh -- bring Kafka's jars into the services folder once (Maven, about 43 MB), and archive its classes.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "${ONEX_SERVICES:-$HERE/../../../.services}/kafka"
STORE=$(cd "${ONEX_SERVICES:-$HERE/../../../.services}/kafka" && pwd -P)
exec 9>"$STORE/lock"; flock 9
command -v java >/dev/null || "$HERE/../support/apt-install.sh" openjdk-17-jre-headless 9>&-
if ! ls "$STORE"/lib/kafka_2.13-*.jar >/dev/null 2>&1; then
  command -v mvn >/dev/null || "$HERE/../support/apt-install.sh" maven 9>&-
  TMP=$(mktemp -d "$STORE/fetch.XXXXXX"); trap 'rm -rf "$TMP"' EXIT
  cp "$HERE/pom.xml" "$TMP/"
  (cd "$TMP" && mvn -B -q dependency:copy-dependencies -DoutputDirectory="$TMP/lib" -DincludeScope=runtime) >&2
  mv "$TMP/lib" "$STORE/lib"
fi
# Starting is a third faster with the archive; without it everything works too.
[ -f "$STORE/kafka.jsa" ] || "$HERE/kafka-cds.sh" >&2 9>&- || true
echo "$STORE/lib"
