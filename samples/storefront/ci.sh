#!/bin/sh
# ci.sh REPOSITORY COMMIT FOLDER: what a build machine does with a commit: build, test, scan. Leaves in FOLDER the
# release, junit.xml and scan.sarif.
set -eu
repository=${1:?ci.sh REPOSITORY COMMIT FOLDER} commit=${2:?} results=${3:?}
mkdir -p "$results"
results=$(cd "$results" && pwd)
checkout=$(mktemp -d)
trap 'rm -rf "$checkout"' EXIT
git clone -q --no-checkout "$repository" "$checkout"
git -C "$checkout" checkout -q --detach "$commit"
"$checkout/bin/scan" "$results/scan.sarif"
"$checkout/bin/build"
cp "$checkout"/out/storefront-*.tar.gz "$results/"
"$checkout/bin/test" "$results/junit.xml"
