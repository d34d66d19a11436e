#!/usr/bin/env bash
# Writes the lock files of the packages anew: after a change of packages, of references between projects, of DotNetPackVersion.
#   scripts/lock.sh          every packages.lock.json, and packages.RID.lock.json for the native programs
#   scripts/lock.sh RID...   the native programs' for these systems only
# A system whose compiler the package source does not have keeps the lock file that it has, or none: run this where there is one.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

case ${1:-} in
  -h | --help)
    sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
    exit 0
    ;;
esac
require_dotnet
cd "$root"

rids=("$@")
if [ ${#rids[@]} = 0 ]; then
  rids=(linux-x64 linux-arm64 linux-musl-x64 osx-arm64 osx-x64 win-x64)
  for project in IamSorry.sln tests/IamSorry.Empty; do
    quietly dotnet restore "$project" --force-evaluate -p:RestoreLockedMode=false -v quiet -nologo ||
      die "the packages cannot be had"
  done
  say "wrote every packages.lock.json"
fi

# obj of its own: the ordinary build goes on with its own
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
missing=0
for project in $(grep -l --include='*.csproj' -r 'Native.props' src tests | sort); do
  folder=$(dirname "$project")
  for rid in "${rids[@]}"; do
    lock=$folder/packages.$rid.lock.json
    before=''
    [ ! -e "$lock" ] || before=$(cat "$lock")
    if dotnet restore "$project" --force-evaluate -p:RestoreLockedMode=false -p:NativeFor="$rid" \
      -p:UseArtifactsOutput=true -p:ArtifactsPath="$work" -v quiet -nologo >"$work/log" 2>&1; then
      say "wrote $lock"
    else
      # a restore that fails leaves half a lock file
      if [ -n "$before" ]; then printf '%s' "$before" >"$lock"; else rm -f "$lock"; fi
      say "kept $lock as it was: $(grep -o 'error NU[0-9]*: .*' "$work/log" | head -n 1 | sed 's/ No packages exist.*//')"
      missing=1
    fi
  done
done
[ "$missing" = 0 ] || say "run this once more where the compilers for the other systems are to be had"
