#!/usr/bin/env bash
# Which glibc the programs and libraries of a release need, by the versions of the symbols that they are linked with.
#   scripts/check-glibc.sh FILE...              prints the least version of glibc that all of them run on: 2.36
#   scripts/check-glibc.sh --at-most 2.28 FILE...    and fails where that is later than 2.28
# Needs readelf (Debian: apt-get install binutils).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

limit=''
case ${1:-} in
  -h | --help)
    sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
    exit 0
    ;;
  --at-most)
    [ $# -ge 2 ] || die "--at-most needs a version"
    limit=$2
    shift 2
    ;;
esac
[ $# -gt 0 ] || die "no file is named" "scripts/check-glibc.sh --help"
command -v readelf >/dev/null || die "readelf is missing" "install it: Debian has it in binutils"

# latest: the latest of the versions on its input
latest() { sort -uV | tail -n 1; }

needed=$(for file in "$@"; do
  versions=$(LC_ALL=C readelf -V --wide "$file") || die "$file cannot be read"
  # a table of relative relocations as a bitmap: the loader of 2.36 is the first that reads it
  printf '%s\n' "$versions" | grep -o 'Name: GLIBC_[A-Z0-9._]*' | sed 's/Name: GLIBC_//; s/^ABI_DT_RELR$/2.36/' |
    { grep '^[0-9]' || true; }
done | latest)
[ -n "$needed" ] || die "no file here is linked with glibc"
echo "$needed"
if [ -n "$limit" ] && [ "$(printf '%s\n' "$needed" "$limit" | latest)" != "$limit" ]; then
  # the limit goes among the symbols, behind those of its own version: what is sorted behind it is too new
  for file in "$@"; do
    {
      LC_ALL=C readelf --dyn-syms --wide "$file" | sed -n 's/.* \([A-Za-z0-9_]*\)@GLIBC_\([0-9.]*\).*/\2 \1/p'
      echo "$limit zzzz"
    } | LC_ALL=C sort -uV | awk -v file="$(basename "$file")" 'late { print "  " file ": " $2 " of glibc " $1 } $2 == "zzzz" { late = 1 }' >&2
  done
  die "glibc $needed is needed, later than $limit" "build it where glibc is $limit: .github/workflows/release.yml"
fi
