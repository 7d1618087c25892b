#!/usr/bin/env bash
# Makes `plimsoll` as a program of this machine (src/Plimsoll.Cli, compiled ahead) when its sources are newer, and says
# where it is. It ends with 1 and one sentence when it cannot be made; ./run then starts the one that needs the runtime.
set -euo pipefail
cd "$(dirname "$0")/.."
. ./scripts/install.sh
made=artifacts/native/publish/Plimsoll.Cli/release/plimsoll log=artifacts/native.log begun=artifacts/native.begun
cannot() { echo "The command line cannot be compiled for this machine: $1" >&2; exit 1; }

mkdir -p artifacts
exec 9> artifacts/native.lock
flock 9
sources=(src/Plimsoll.Cli src/Plimsoll.Core src/Plimsoll.Files guides/house-defaults.tsv Directory.* global.json)
if [ ! -x "$made" ] || [ -n "$(find "${sources[@]}" -newer "$made" -type f -print -quit)" ]; then
  rm -f "$made"
  touch "$begun"
  # In a shell of its own: what cannot be installed ends that, not this.
  (packages gcc zlib1g-dev) 2> "$log" 9>&- || cannot "$(tail -1 "$log")"
  echo "Compiling the command line (about a minute) ..." >&2
  # The analyzers have looked at the same sources in the other build.
  dotnet publish src/Plimsoll.Cli -c Release -p:Native=true -p:RunAnalyzers=false -v quiet --nologo -clp:NoSummary > "$log" 2>&1 9>&- \
    || cannot "$(grep -m 1 -oE 'error .*' "$log" || tail -1 "$log") (all of it: $log)"
  # What is edited while it compiles is newer than it.
  touch -r "$begun" "$made"
fi
echo "$PWD/$made"
