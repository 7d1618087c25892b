# plimsoll: takes an artifact in on standard input, from where an earlier try was cut.  ROOT SHA256 BYTES FROM
# Says "whole", or "from N": send again from there. FROM -: nothing is sent, it only asks. While bytes come it says so.
set -u
umask 077
artifact=$1/artifacts/$2 part=$1/artifacts/$2.part
[ -d "$1/artifacts" ] || mkdir -p "$1/artifacts" || exit 1
failed=no
# The connection buffers more than a slow one carries in the time a host has to answer. The sleep must not hold it open.
tell_progress() {
    seen=$size
    while sleep 0.5 >/dev/null 2>&1 </dev/null && now=$(stat -c %s "$part"); do
        [ "$now" -le "$seen" ] || echo receiving
        seen=$now
    done
}
if [ -e "$artifact" ]; then touch "$artifact"; echo whole; exit 0; fi
true >>"$part" && exec 9>>"$part" || exit 1
# Whoever still has it open hangs on a connection that is no more: what came so far goes on in a file of our own.
if ! flock -w 5 9; then
    cp "$part" "$part.$$" && mv -T "$part.$$" "$part" && exec 9>>"$part" && flock -n 9 || exit 1
fi
size=0
[ ! -s "$part" ] || size=$(stat -c %s "$part")
if [ "$size" -gt "$3" ]; then true >"$part"; size=0; fi
if [ "$size" -lt "$3" ]; then
    if [ "$4" != "$size" ]; then echo "from $size"; exit 0; fi
    telling=
    [ $(($3 - size)) -le 65536 ] || { tell_progress 9>&- & telling=$!; }
    head -c $(($3 - size)) >>"$part" || failed=yes
    [ -z "$telling" ] || { kill "$telling"; wait "$telling"; } 2>/dev/null
    [ "$failed" = no ] || { echo "it cannot be written to $1/artifacts" >&2; exit 1; }
fi
if [ "$(sha256sum <"$part")" != "$2  -" ]; then
    size=$(stat -c %s "$part")
    if [ "$size" -lt "$3" ]; then echo "from $size"; exit 0; fi
    rm -f "$part"
    echo "from 0"
    exit 0
fi
sync "$part" && mv -T "$part" "$artifact" || exit 1
echo whole
