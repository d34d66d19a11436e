# Shared by the scripts here; sourced, not run.
# shellcheck shell=bash

say() { printf '%s\n' "$*" >&2; }
die() {
  say "$(basename "$0"): $1"
  [ $# -lt 2 ] || say "  try: $2"
  exit 1
}

# shellcheck disable=SC2034 # used by the scripts that source this
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Windows: in the form that dotnet reads too
! command -v cygpath >/dev/null || root=$(cygpath -m "$root")
# shellcheck disable=SC2034
manual_page=$root/src/IamSorry.Cli/Manual/iam-sorry.1

# runs a command, and shows what it said only when it fails
quietly() {
  local output
  output=$("$@" 2>&1) || {
    printf '%s\n' "$output" >&2
    return 1
  }
}

require_dotnet() {
  command -v dotnet >/dev/null || die "the .NET SDK is missing" "install the .NET 10 SDK: https://dotnet.microsoft.com/download"
  dotnet --list-sdks | grep -q '^10\.' || die "the .NET 10 SDK is missing (found: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' '))" \
    "install it: https://dotnet.microsoft.com/download"
}

require_openssh() {
  local program
  for program in ssh-keygen ssh-agent ssh-add; do
    command -v "$program" >/dev/null || die "$program is missing" "install OpenSSH (Debian: apt-get install openssh-client)"
  done
}


# Native builds have a folder of their own (bin, obj and the published programs): they leave other builds alone, and what did not
# change is not built again.
native_folder=$root/artifacts/native

# native_linker: prints the linker for native builds; fails where there is none
native_linker() {
  local linker
  for linker in clang gcc; do
    if command -v "$linker" >/dev/null; then
      echo "$linker"
      return
    fi
  done
  return 1
}

# native_rid: prints the system of this machine as .NET calls it: linux-x64, osx-arm64, ...
native_rid() { dotnet --info | sed -n 's/^ *RID: *//p' | head -n 1; }

# native_publish PROJECT NAME [ARGUMENT ...]: builds the native program NAME of the packages in its lock file, prints its path; says on
# stderr how it was linked. The arguments go to dotnet publish. Returns 3, and says what is missing, where none can be built.
native_publish() {
  local project=$1 name=$2 linker rid properties log
  shift 2
  linker=$(native_linker) || { say "a native build needs a linker: install clang or gcc (Debian: apt-get install clang)"; return 3; }
  rid=$(native_rid)
  # without it, a locked restore would write one of whatever it finds
  [ -e "$project/packages.$rid.lock.json" ] ||
    { say "there is no $(basename "$project")/packages.$rid.lock.json: scripts/lock.sh writes it"; return 3; }
  mkdir -p "$native_folder"
  log=$(mktemp "$native_folder/log.XXXXXX")
  # the analyzers have their say in the ordinary build
  properties=(-p:NativeFor="$rid" -p:CppCompilerAndLinker="$linker" -p:RunAnalyzers=false
    -p:UseArtifactsOutput=true -p:ArtifactsPath="$native_folder")
  if ! dotnet restore "$project" "${properties[@]}" -v quiet -nologo >"$log" 2>&1; then
    cat "$log" >&2
    # another package than the lock file names is a failure, not something that is missing here
    ! grep -q 'NU1004\|NU1403' "$log" || { rm -f "$log"; say "the lock files do not fit: scripts/lock.sh"; return 1; }
    rm -f "$log"
    say "the native compiler of .NET could not be restored"
    return 3
  fi
  rm -f "$log"
  say "native, linked with $linker"
  rm -rf "${native_folder:?}/publish/$name"
  quietly dotnet publish "$project" --no-restore -c Release "${properties[@]}" -p:DebugType=none \
    -p:CopyOutputSymbolsToPublishDirectory=false "$@" -o "$native_folder/publish/$name" -v quiet -nologo || return 1
  echo "$native_folder/publish/$name/$name"
}

# dotnet takes it as a property: no script builds with other packages than the lock files name
export RestoreLockedMode=true
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
