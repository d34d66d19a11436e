#!/usr/bin/env bash
# Fills the templates in packaging, Homebrew's formula and winget's manifests, with the checksums of a release's archives.
#   scripts/manifests.sh VERSION REPOSITORY_ADDRESS DIR      DIR holds SHA256SUMS, and gets the manifests
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[ $# = 3 ] || die "a version, an address and a folder are wanted" "scripts/manifests.sh 1.2.3 https://example.com/iam-sorry dist"
version=$1 repository=$2 folder=$3
[ -e "$folder/SHA256SUMS" ] || die "there is no $folder/SHA256SUMS"

fill() {
  local text archive checksum
  text=$(sed "s,@VERSION@,$version,g; s,@REPOSITORY@,$repository,g" "$1")
  # @SHA256:ARCHIVE@ stands for the checksum of an archive of this version
  for archive in $(printf '%s\n' "$text" | grep -o '@SHA256:[^@]*@' | sort -u); do
    archive=${archive#@SHA256:}
    archive=${archive%@}
    checksum=$(awk -v name="$archive" '$2 == name { print $1 }' "$folder/SHA256SUMS")
    [ -n "$checksum" ] || die "SHA256SUMS does not name $archive"
    text=${text//"@SHA256:$archive@"/$checksum}
  done
  printf '%s\n' "$text" >"$2"
}

fill "$root/packaging/iam-sorry.rb.in" "$folder/iam-sorry.rb"
for template in "$root/packaging/winget"/*.yaml.in; do
  fill "$template" "$folder/$(basename "$template" .in)"
done
