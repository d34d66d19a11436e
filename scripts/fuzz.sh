#!/usr/bin/env bash
# Fuzzes what reads other people's bytes, guided by coverage (AFL++ and SharpFuzz), from the corpus in tests/IamSorry.Fuzz.
#   scripts/fuzz.sh [TARGET|all] [SECONDS]      default: every target, 60 s each
#   scripts/fuzz.sh --keep TARGET               takes what the last run found new into the corpus, as few and small files as show it
# Needs the .NET 10 SDK and AFL++ (Debian: apt-get install afl++). Exit code 1 when a target broke a promise or hung: the inputs lie in
# artifacts/fuzz/finds.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

project=$root/tests/IamSorry.Fuzz
work=$root/artifacts/fuzz
finds=$work/finds
# for one input, in ms: a thousand times what the slowest takes
limit=5000
# the largest input, in bytes
largest=8192

case ${1-} in
  -h | --help)
    sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
    exit 0
    ;;
  --keep)
    keep=yes
    shift
    [ $# -eq 1 ] || die "--keep needs the name of a target"
    ;;
  -*) die "unknown option $1" "scripts/fuzz.sh --help" ;;
  *) keep=no ;;
esac
target=${1:-all} seconds=${2:-60}
[ $# -le 2 ] || die "too many arguments" "scripts/fuzz.sh --help"
[[ $seconds =~ ^[1-9][0-9]*$ ]] || die "$seconds is not a number of seconds"
require_dotnet
command -v afl-fuzz >/dev/null || die "AFL++ is missing" "install it (Debian: apt-get install afl++; macOS: brew install afl++)"

# AFL++ looks at programs that its own compiler made; SharpFuzz speaks its protocol instead. The machine's other work has its cores.
export AFL_SKIP_BIN_CHECK=1 AFL_NO_AFFINITY=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1
export AFL_FORKSRV_INIT_TMOUT=60000 AFL_MAP_SIZE=65536
# none of your own keys and settings takes part
for name in $(compgen -e AWS_) $(compgen -e IAM_SORRY_) $(compgen -e SSH_); do unset "$name"; done

# build: a copy of the build, of which the library and what reads XML in the SDK tell the way they take; the build itself never does
build() {
  quietly dotnet build "$project" -c Release -v quiet -nologo -p:RunAnalyzers=false
  rm -rf "$work/bin"
  mkdir -p "$work"
  cp -R "$project/bin/Release/net10.0" "$work/bin"
  local original=$project/bin/Release/net10.0/IamSorry.Fuzz.dll
  dotnet "$original" instrument "$work/bin/IamSorry.Core.dll" IamSorry. >&2
  dotnet "$original" instrument "$work/bin/AWSSDK.Core.dll" Amazon.Runtime.Internal.Transform. >&2
  dotnet "$original" instrument "$work/bin/AWSSDK.SecurityToken.dll" Amazon.SecurityToken.Model.Internal. >&2
}

program() { dotnet "$work/bin/IamSorry.Fuzz.dll" "$@"; }

stat_of() { sed -n "s/^$2 *: *//p" "$work/$1/default/fuzzer_stats"; }

# fuzz TARGET: runs it, prints a line of figures
fuzz() {
  local name=$1 failed=0 crashes hangs file dictionary=()
  [ ! -f "$project/Dictionaries/$name.dict" ] || dictionary=(-x "$project/Dictionaries/$name.dict")
  rm -rf "${work:?}/$name"
  afl-fuzz -i "$project/Corpus/$name" -o "$work/$name" -V "$seconds" -t "$limit" -G "$largest" -m none "${dictionary[@]}" \
    -- dotnet "$work/bin/IamSorry.Fuzz.dll" "$name" >"$work/$name.log" 2>&1 || failed=$?
  if [ ! -f "$work/$name/default/fuzzer_stats" ]; then
    tail -n 20 "$work/$name.log" >&2
    die "$name did not run (see $work/$name.log)"
  fi
  mkdir -p "$finds/$name"
  while IFS= read -r file; do
    cp "$file" "$finds/$name/$(sha1sum <"$file" | cut -c 1-12)"
  done < <(find "$work/$name/default/crashes" "$work/$name/default/hangs" -type f ! -name README.txt)
  if [ "$failed" != 0 ]; then
    # the program itself died: of the input that it was given last
    cp "$work/$name/default/.cur_input" "$finds/$name/last-input" 2>/dev/null || true
    say "$name: afl-fuzz broke off (see $work/$name.log)"
  fi
  crashes=$(stat_of "$name" saved_crashes) hangs=$(stat_of "$name" saved_hangs)
  echo "$name: $(stat_of "$name" run_time) s, $(stat_of "$name" execs_done) executions," \
    "$(stat_of "$name" execs_per_sec)/s, $(stat_of "$name" edges_found) edges, $(stat_of "$name" corpus_count) inputs in the queue," \
    "$crashes crashes, $hangs hangs"
  [ "$failed$crashes$hangs" = 000 ]
}

# keep TARGET: the corpus and what was found, as few and small inputs as go every way; what showed a bug (found-*) stays as it is
keep() {
  local name=$1 small=$work/keep input
  [ -d "$work/$name/default/queue" ] || die "there is no run of $name" "scripts/fuzz.sh $name"
  rm -rf "$small"
  mkdir -p "$small/all"
  cp "$project/Corpus/$name"/* "$work/$name/default/queue"/id* "$small/all"
  quietly afl-cmin -e -i "$small/all" -o "$small/few" -t "$limit" -m none -- "$(readlink -f "$(command -v dotnet)")" "$work/bin/IamSorry.Fuzz.dll" "$name"
  find "$project/Corpus/$name" -type f ! -name 'found-*' -delete
  for input in "$small/few"/*; do
    cat "$input" >"$project/Corpus/$name/$(sha1sum <"$input" | cut -c 1-12)"
  done
  say "$name: $(find "$project/Corpus/$name" -type f | wc -l) inputs, $(du -sb "$project/Corpus/$name" | cut -f 1) bytes"
}

say "== build"
build
names=$(program list)
[ "$target" = all ] || grep -qx "$target" <<<"$names" || die "there is no target $target" "one of: $(tr '\n' ' ' <<<"$names")"
[ "$target" = all ] || names=$target
if [ "$keep" = yes ]; then
  keep "$target"
  exit
fi
rm -rf "$finds"
result=0
for name in $names; do
  say "== $name, $seconds s"
  fuzz "$name" || result=1
done
if [ "$result" != 0 ]; then
  find "$finds" -type f >&2
  say "look at one: dotnet tests/IamSorry.Fuzz/bin/Release/net10.0/IamSorry.Fuzz.dll TARGET FILE"
fi
exit "$result"
