#!/bin/sh
# by-hand.sh FOLDER: puts 1.0.0 on every target and starts it, the way it was done before Plimsoll came.
set -eu
samples=$(cd "$(dirname "$0")" && pwd)
folder=$(cd "${1:?by-hand.sh FOLDER}" && pwd)
"$samples/ci.sh" "$folder/repo" v1.0.0 "$folder/built/1.0.0"
artifact=$folder/built/1.0.0/storefront-1.0.0.tar.gz

# The visitors of the demo come from a copy of their own, so no later deployment takes it away from them.
mkdir -p "$folder/visitors"
tar -xzf "$artifact" -C "$folder/visitors"
while read -r target environment port; do
    place=$folder/targets/$target
    mkdir -p "$place/releases/1.0.0"
    tar -xzf "$artifact" -C "$place/releases/1.0.0"
    ln -sfn releases/1.0.0 "$place/current"
    PORT=$port DATA="$folder/data/$environment" "$place/current/bin/start" </dev/null
done <"$folder/targets.txt"
