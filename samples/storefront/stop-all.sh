#!/bin/sh
# stop-all.sh FOLDER: stops what runs at every target.
set -eu
folder=$(cd "${1:?stop-all.sh FOLDER}" && pwd)
for target in "$folder"/targets/*; do
    [ ! -x "$target/current/bin/stop" ] || "$target/current/bin/stop"
done
