# plimsoll: keeps the newest releases, and always the current and the previous one.  FOLDER KEEP
set -eu
cd "$1"
rm -rf releases/*.pruned releases/*.replaced
kept=0
for mark in $(ls -t releases/*/.plimsoll-sha256 2>/dev/null); do
    release=${mark%/*}
    case $release in *.new) continue ;; esac
    kept=$((kept + 1))
    if [ "$kept" -le "$2" ]; then continue; fi
    if [ "$release" = "$(readlink current || :)" ] || [ "$release" = "$(readlink previous || :)" ]; then continue; fi
    mv -T "$release" "$release.pruned"
    rm -rf "$release.pruned"
    echo "removed ${release#releases/}"
done
