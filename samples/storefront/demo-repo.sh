#!/bin/sh
# demo-repo.sh FOLDER: makes a git repository of storefront there, with its history and the tags v1.0.0, v1.1.0-rc.1,
# v1.1.0 and v1.2.0. Authors, dates and hashes are the same every time.
set -eu
samples=$(cd "$(dirname "$0")" && pwd)
repository=${1:?demo-repo.sh FOLDER}
[ ! -e "$repository" ] || { echo "$repository is already there; remove it first." >&2; exit 1; }
# Nobody's own git settings: no signing, no hooks, no other line ends.
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

# as PERSON DATE COMMAND...
as() {
    person=$1 date=$2 mail=$(echo "$1" | tr '[:upper:]' '[:lower:]')@example.test
    shift 2
    env GIT_AUTHOR_NAME="$person" GIT_AUTHOR_EMAIL="$mail" GIT_AUTHOR_DATE="$date" \
        GIT_COMMITTER_NAME="$person" GIT_COMMITTER_EMAIL="$mail" GIT_COMMITTER_DATE="$date" "$@"
}

tag() { as Ben "$2" git tag -a -m "Storefront ${1#v}" "$1"; }

# branch VERSION NAME FROM: a developer's branch out of the patches kept for it.
branch() {
    git checkout -q -b "$2" "$3"
    GIT_COMMITTER_NAME=Ben GIT_COMMITTER_EMAIL=ben@example.test \
        git am -q --committer-date-is-author-date "$samples/history/$1/$2"/*.patch
    git checkout -q main
}

# merge NAME DATE: Ben merges it to the main line.
merge() {
    as Ben "$2" git merge -q --no-ff -m "Merge branch '$1'" "$1" >/dev/null
    git branch -q -d "$1"
}

git init -q -b main "$repository"
cp -R "$samples/service/." "$repository"
cd "$repository"
rm -rf obj out
# Forced: a person may ignore bin/ everywhere.
git add -A --force
as Ines 2026-10-05T10:00:00+0200 git commit -q -m 'feat: open the shop'
tag v1.0.0 2026-10-05T10:30:00+0200

branch 1.1.0 plain-api main
branch 1.1.0 saved-baskets main
merge plain-api 2026-10-13T11:20:00+0200
merge saved-baskets 2026-10-14T11:00:00+0200
branch 1.1.0 release main
git merge -q --ff-only release && git branch -q -d release
tag v1.1.0-rc.1 2026-10-14T11:45:00+0200
branch 1.1.0 link-key main
merge link-key 2026-10-15T09:40:00+0200
tag v1.1.0 2026-10-15T09:45:00+0200

branch 1.2.0 discounts main
merge discounts 2026-10-28T16:00:00+0100
branch 1.2.0 release main
git merge -q --ff-only release && git branch -q -d release
tag v1.2.0 2026-10-29T09:15:00+0100
