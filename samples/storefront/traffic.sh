#!/bin/sh
# traffic.sh FOLDER SECONDS [PER-SECOND]: sends visitors to every target of production, for at most that long.
# TERM ends it earlier; it then says how many came and how many met an error.
set -eu
folder=$(cd "${1:?traffic.sh FOLDER SECONDS [PER-SECOND]}" && pwd)
seconds=${2:?traffic.sh FOLDER SECONDS [PER-SECOND]}
exec "${DOTNET:-dotnet}" "$folder/visitors/storefront.dll" visit "$seconds" "${3:-10}" \
    $(awk '$2 == "production" { print "http://127.0.0.1:" $3 }' "$folder/targets.txt")
