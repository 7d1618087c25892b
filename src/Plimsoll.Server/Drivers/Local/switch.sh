# plimsoll: makes a release the current one, in one rename.  FOLDER VERSION ROLLBACK_SCRIPT
set -eu
cd "$1"
release=releases/$2
if [ ! -d "$release" ]; then
    echo "release $2 is not in $1/releases; upload it first" >&2
    exit 1
fi
now=
[ ! -L current ] || now=$(readlink current)
# Going back keeps the way back: what is left is not what one would want again.
if [ -n "$now" ] && [ "$now" != "$release" ] && ! [ previous -ef "$release" ]; then
    ln -sfn "$now" previous.new
    mv -T previous.new previous
fi
# As a rule it is there already.
script=
if [ -r plimsoll-rollback ] && [ -x plimsoll-rollback ]; then
    while IFS= read -r line; do script=$script$line'
'; done <plimsoll-rollback
fi
if [ "$script" != "$3
" ]; then
    printf '%s\n' "$3" >plimsoll-rollback.new
    chmod 755 plimsoll-rollback.new
    mv -T plimsoll-rollback.new plimsoll-rollback
fi
ln -sfn "$release" current.new
mv -T current.new current
sync .
echo "current is $2, was ${now#releases/}"
