# Read by start, launch and stop. A target is a folder: releases/VERSION, current, and beside them pid and journal.
release=$(cd -P "$(dirname "$0")/.." && pwd)
target=$(dirname "$(dirname "$release")")
name=$(basename "$target")
version=$(cat "$release/VERSION")

# One line for everything that really happened: time, what, version, target, pid, ticket.
note() {
    printf '%s %s %s %s pid=%s ticket=%s\n' \
        "$(date -u +%Y-%m-%dT%H:%M:%S.%3NZ)" "$1" "$2" "$name" "$3" "$ticket" >>"$target/journal"
}

# Sets pid and running when the process in the pid file lives and is the one started for this target.
look() {
    pid='' running=''
    read -r pid running <"$target/storefront.pid" || return 1
    tr '\0' '\n' <"/proc/$pid/environ" | grep -qx "STOREFRONT_TARGET=$target"
} 2>/dev/null

# Only one of start and stop works on a target at a time; the lock ends with the script.
alone() {
    exec 9>"$target/storefront.lock"
    flock 9
}
