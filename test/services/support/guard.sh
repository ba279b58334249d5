#!/usr/bin/env bash
# guard.sh RUN FOLDER -- waits for the end of its input, which is the end of the test run that started it, however that
# ended; then stops every process that has the run's id in its environment, and removes the run's folder.
set -u
RUN=$1 FOLDER=$2
cat >/dev/null
ours() { # process ids, one a line; a zombie has no environment any more
  local entry
  for entry in /proc/[0-9]*; do
    grep -qzxF "ONEXTEST_RUN=$RUN" "$entry/environ" 2>/dev/null && echo "${entry#/proc/}"
  done
}
for signal in TERM KILL; do
  for pid in $(ours); do kill -CONT "$pid"; kill "-$signal" "$pid"; done 2>/dev/null
  for _ in $(seq 50); do [ -n "$(ours)" ] || break 2; sleep 0.1; done
done
awk -v folder="$FOLDER/" 'index($2, folder) == 1 { print $2 }' /proc/mounts | xargs -r -n 1 umount -l 2>/dev/null
rm -rf "$FOLDER"
