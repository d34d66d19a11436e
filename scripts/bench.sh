#!/usr/bin/env bash
# Measures the native iam-sorry against programs that do nothing and against OpenSSH, side by side, and writes BENCHMARKS.md and docs/charts.
#   scripts/bench.sh [--runs N] [--output FILE]      default: 25 runs each, BENCHMARKS.md
# Needs the .NET 10 SDK, OpenSSH, and clang or gcc; peak memory also GNU time (Debian: apt-get install time).
# Ends with the bars; the exit code is 1 when one is not met. Takes some minutes; a busy machine spoils the figures.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

runs=25 output=$root/BENCHMARKS.md
while [ $# -gt 0 ]; do
  case $1 in
    --runs | --output)
      [ $# -ge 2 ] || die "$1 needs a value"
      if [ "$1" = --runs ]; then runs=$2; else output=$2; fi
      shift 2
      ;;
    -h | --help)
      sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    *) die "unknown option $1" "scripts/bench.sh --help" ;;
  esac
done
[ "$runs" -ge 15 ] 2>/dev/null || die "--runs $runs is too few for a median" "give 15 or more"
require_dotnet
require_openssh

say "== build"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
program=$(native_publish "$root/src/IamSorry.Cli" iam-sorry 2>"$log") || { cat "$log" >&2; die "there is no native program to measure"; }
kind=$(tail -n 1 "$log")
empty=$(native_publish "$root/tests/IamSorry.Empty" empty)
quietly dotnet build "$root/tests/IamSorry.Empty" -c Release -v quiet -nologo
quietly dotnet build "$root/tests/IamSorry.Benchmarks" -c Release -v quiet -nologo
say "== measure"
dotnet_root=${DOTNET_ROOT:-$(dirname "$(readlink -f "$(command -v dotnet)")")}
# none of your own keys and settings takes part
for name in $(compgen -e AWS_) $(compgen -e IAM_SORRY_) $(compgen -e SSH_); do unset "$name"; done
dotnet "$root/tests/IamSorry.Benchmarks/bin/Release/net10.0/IamSorry.Benchmarks.dll" "$output" "$runs" "$program" "$empty" \
  "$root/tests/IamSorry.Empty/bin/Release/net10.0/empty" "$dotnet_root" "$kind" "$(dotnet --version)"
