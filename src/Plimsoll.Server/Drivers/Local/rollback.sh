#!/bin/sh
# Puts the previous release back and restarts, without Plimsoll; run it again and nothing changes.
# Tell Plimsoll afterwards: plimsoll service adopt SERVICE VERSION --environment ENVIRONMENT.
set -eu
cd "$(dirname "$(readlink -f "$0")")"
release=$(readlink previous) || { echo "there is no previous release to go back to" >&2; exit 1; }
[ -d "$release" ] || { echo "$release is gone" >&2; exit 1; }
ln -sfn "$release" current.new
mv -T current.new current
cd current
export PLIMSOLL_VERSION="${release#releases/}"
