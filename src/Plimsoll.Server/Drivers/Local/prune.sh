# plimsoll: keeps the newest releases, and always the current, the previous and the last known good.  FOLDER KEEP GOOD
# Room that could not be made is said, and fails no deployment.
set -u
cd "$1" || exit 0
for left in releases/*.pruned releases/*.replaced; do [ ! -e "$left" ] || rm -rf "$left"; done
now= back=
[ ! -L current ] || now=$(readlink current)
[ ! -L previous ] || back=$(readlink previous)
kept=0
for mark in $(ls -t releases/*/.plimsoll-sha256 2>/dev/null); do
    release=${mark%/*}
    case $release in *.new) continue ;; esac
    kept=$((kept + 1))
    if [ "$kept" -le "$2" ]; then continue; fi
    case $release in "$now" | "$back" | "releases/$3") continue ;; esac
    mv -T "$release" "$release.pruned" && rm -rf "$release.pruned" || { echo "${release#releases/} could not be removed"; continue; }
    echo "removed ${release#releases/}"
done
