#!/usr/bin/env bash
# Builds everything with warnings as errors, checks the formatting, runs every test.
# Needs the .NET 10 SDK and OpenSSH. Ends with a line "N passed, N failed, N skipped".
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
require_dotnet
require_openssh
cd "$root"

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

say "== build"
dotnet build IamSorry.sln -c Release -v quiet -nologo
say "== formatting"
dotnet format IamSorry.sln --no-restore --verify-no-changes --severity warn
if command -v npm >/dev/null; then
  say "== second policy evaluator"
  scripts/install-iam-simulate.sh >/dev/null 2>&1 || say "npm could not install the second policy evaluator: its test is skipped"
fi
say "== tests"
failed_run=0
dotnet test IamSorry.sln -c Release --no-build --nologo -v quiet --logger trx --logger "console;verbosity=minimal" --results-directory "$results" >&2 || failed_run=$?

# the counters of the result files: total, executed (not skipped), passed, failed
sum() {
  cat "$results"/*.trx | { grep -o '<Counters [^>]*' || true; } | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ n += $1 } END { print n + 0 }'
}
total=$(sum total) executed=$(sum executed) passed=$(sum passed) failed=$(sum failed)
[ "$total" -gt 0 ] || die "no test was run"
[ "$failed_run" = 0 ] || [ "$failed" -gt 0 ] || die "the test run broke off (exit code $failed_run)"
echo "$passed passed, $failed failed, $((total - executed)) skipped"
[ "$failed" = 0 ] && [ "$failed_run" = 0 ]
