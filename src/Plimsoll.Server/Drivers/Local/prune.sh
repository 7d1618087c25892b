# plimsoll: keeps the newest releases, and always the current, the previous and the last known good.  FOLDER KEEP GOOD
# Room that could not be made is said, and fails no deployment.
set -u
cd "$1" || exit 0
rm -rf releases/*.pruned releases/*.replaced
kept=0
for mark in $(ls -t releases/*/.plimsoll-sha256 2>/dev/null); do
    release=${mark%/*}
    case $release in *.new) continue ;; esac
    kept=$((kept + 1))
    if [ "$kept" -le "$2" ]; then continue; fi
    if [ "$release" = "$(readlink current || :)" ] || [ "$release" = "$(readlink previous || :)" ]; then continue; fi
    if [ "$release" = "releases/$3" ]; then continue; fi
    mv -T "$release" "$release.pruned" && rm -rf "$release.pruned" || { echo "${release#releases/} could not be removed"; continue; }
    echo "removed ${release#releases/}"
done
