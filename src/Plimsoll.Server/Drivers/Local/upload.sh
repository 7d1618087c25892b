# plimsoll: puts a release beside the others and removes what is kept no more; what runs is not touched.  FOLDER VERSION ARTIFACT SHA256 NAME KEEP GOOD
set -eu
version=$2 artifact=$3 sha256=$4 name=$5 keep=$6 good=$7
[ -d "$1/releases" ] || mkdir -p "$1/releases"
cd "$1"
release=releases/$version
here=
[ ! -e "$release/.plimsoll-sha256" ] || read -r here <"$release/.plimsoll-sha256" || :
if [ "$here" = "$sha256" ]; then
    touch "$release/.plimsoll-sha256"
    echo "release $version is already here"
    exit 0
fi
# What came to this host was proved before it got this name.
case $artifact in
    */artifacts/"$sha256") ;;
    *) if [ "$(sha256sum <"$artifact")" != "$sha256  -" ]; then
        echo "the artifact $name is not the one that was sealed: its SHA-256 is not $sha256" >&2
        exit 1
    fi ;;
esac
# Before another comes: the newest stay, this one among them, and always the current, the previous and the last known good;
# and whatever has no name of a version, which people put there.
make_room() {
    kept=1 marks=$(ls -t releases/*/.plimsoll-sha256 2>/dev/null)
    set -f
    for mark in $marks; do
        old=${mark%/*}
        case $old in
            "$release" | *.new | *.pruned | *.replaced | releases/*[!A-Za-z0-9.+-]*) continue ;;
            releases/?*) [ -f "$mark" ] || continue ;;
            *) continue ;;
        esac
        kept=$((kept + 1))
        if [ "$kept" -le "$keep" ] || [ "$old" = "releases/$good" ] || [ "$old" -ef current ] || [ "$old" -ef previous ]; then continue; fi
        mv -T "$old" "$old.pruned" && echo "removed ${old#releases/}" || echo "${old#releases/} could not be removed"
    done
    set +f
    for left in releases/*.pruned releases/*.replaced; do
        if [ -e "$left" ] && ! is_stood_in "$left"; then rm -rf "$left" || echo "$left could not be removed"; fi
    done
}
# What runs may have been started in a release before its place was taken: it goes once another one is current.
is_stood_in() {
    case $1 in *.replaced) ;; *) return 1 ;; esac
    for copy in "${1%.replaced}"+*; do [ ! "$copy" -ef current ] || return 0; done
    return 1
}
# Room that could not be made is said, and fails no deployment.
make_room || :
new=$release.new
[ ! -e "$new" ] || rm -rf "$new"
# What could not be unpacked whole leaves nothing that fills the disk.
trap 'rm -rf "$new"' 0
mkdir "$new"
# No file of a release is larger than 16 GiB: an archive that says so is meant to fill the disk.
ulimit -f 33554432
# All of them together have 64 GiB at most: tar counts records of 10 KiB, a zip says what it holds before it is unpacked.
most=${PLIMSOLL_UNPACKED_MIB:-65536}
too_large() { echo "the artifact $name unpacks to more than $most MiB; nothing is left of it" >&2; exit 1; }
case $name in
    *.tar | *.tar.* | *.tgz | *.txz | *.tbz2)
        tar -xf "$artifact" --no-same-owner -C "$new" \
            --checkpoint=$((most * 1024 / 10)) --checkpoint-action='exec=kill $PPID' ||
            if [ $? -eq 143 ]; then too_large; else exit 1; fi ;;
    *.zip)
        [ "$(unzip -Zt "$artifact" | awk '{ print int($3 / 1048576) }')" -le "$most" ] || too_large
        unzip -q "$artifact" -d "$new" ;;
    *) cp "$artifact" "$new/$name" && chmod 755 "$new/$name" ;;
esac
echo "$sha256" >"$new/.plimsoll-sha256"
sync -f "$new"
# The same version with other content: what runs keeps its files under another name, then its place is free.
if [ -e "$release" ]; then
    kept=$release+$(head -c 8 "$release/.plimsoll-sha256" 2>/dev/null || echo unknown)
    [ -e "$kept" ] || { rm -rf "$kept.new" && cp -al "$release" "$kept.new" && mv -T "$kept.new" "$kept"; }
    for link in current previous; do
        [ "$(readlink $link)" = "$release" ] || continue
        ln -sfn "$kept" $link.new
        mv -T $link.new $link
    done
    rm -rf "$release.replaced"
    mv -T "$release" "$release.replaced"
fi
mv -T "$new" "$release"
trap - 0
echo "release $version is here"
