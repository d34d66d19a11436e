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

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
