#!/bin/sh
# prepare.sh FOLDER [PORT]: lays everything a demo of storefront needs into FOLDER, on six free ports from PORT on:
# repo/ (see demo-repo.sh), data/, ops/, targets/, plimsoll.yaml, and targets.txt, a line "NAME ENVIRONMENT PORT" each.
set -eu
samples=$(cd "$(dirname "$0")" && pwd)
folder=${1:?prepare.sh FOLDER [PORT]}
port=${2:-5201}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

# Ports somebody listens on, as the kernel writes them: in hexadecimal.
taken=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '$4 == "0A" { n = split($2, at, ":"); print at[n] }')
free() {
    for p in 0 1 2 3 4 5; do
        ! echo "$taken" | grep -qx "$(printf '%04X' $((port + p)))" || return 1
    done
}
while ! free; do
    port=$((port + 10))
    [ "$port" -lt 65000 ] || { echo 'Six free ports in a row were not found.' >&2; exit 1; }
done

"$samples/demo-repo.sh" "$folder/repo"
cp -R "$samples/ops" "$folder/ops"
: >"$folder/targets.txt"
quoted() { printf '%s' "$1" | sed 's/[&|\\]/\\&/g'; }
sed -e "s|\${STOREFRONT_FOLDER}|$(quoted "$folder")|g" -e "s|\${DOTNET}|$(quoted "$(command -v dotnet)")|g" \
    "$samples/plimsoll.yaml" >"$folder/plimsoll.yaml"
for target in staging-1 staging-2 production-1 production-2 production-3 production-4; do
    mkdir -p "$folder/targets/$target/releases" "$folder/data/${target%-*}"
    cp "$samples/catalogue/${target%-*}.json" "$folder/data/${target%-*}/catalogue.json"
    place=$(echo "PORT_$target" | tr 'a-z-' 'A-Z_')
    sed -i "s|\${$place}|$port|g" "$folder/plimsoll.yaml"
    echo "$target ${target%-*} $port" >>"$folder/targets.txt"
    port=$((port + 1))
done
cat "$folder/targets.txt"
