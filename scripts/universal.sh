#!/usr/bin/env bash
# Joins the archives of macOS for Apple silicon and for Intel into one whose program runs on both. On macOS: it needs lipo.
#   scripts/universal.sh ARM64_ARCHIVE X64_ARCHIVE OUTPUT_DIR
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[ $# = 3 ] || die "two archives and a folder are wanted" "scripts/universal.sh ARM64_ARCHIVE X64_ARCHIVE OUTPUT_DIR"
command -v lipo >/dev/null || die "lipo is missing" "run this on macOS, with the command line tools of Xcode"
name=$(basename "$1" -osx-arm64.tar.gz)-osx-universal
[ "$(basename "$2" -osx-x64.tar.gz)-osx-universal" = "$name" ] || die "$1 and $2 are not of one version"
mkdir -p "$3"
output=$(cd "$3" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/$name" "$work/x64"
tar -xzf "$1" -C "$work/$name" --strip-components=1
tar -xzf "$2" -C "$work/x64" --strip-components=1

# the program and its libraries are of one kind of processor each, the rest is the same in both
for file in "$work/$name/lib/iam-sorry"/*; do
  lipo -create "$file" "$work/x64/lib/iam-sorry/$(basename "$file")" -output "$file.both"
  mv -f "$file.both" "$file"
  lipo "$file" -verify_arch arm64 x86_64
done
chmod 755 "$work/$name/lib/iam-sorry/iam-sorry"
"$work/$name/bin/iam-sorry" --version >&2
tar -C "$work" --uid 0 --gid 0 -cf - "$name" | gzip -9n >"$output/$name.tar.gz"
