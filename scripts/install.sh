#!/usr/bin/env bash
# Builds iam-sorry and installs it as PREFIX/bin/iam-sorry.
#   scripts/install.sh [--prefix DIR]      default: ~/.local
# Needs the .NET 10 SDK. An installation that is there stays whole until the new one has been run.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

prefix=$HOME/.local
while [ $# -gt 0 ]; do
  case $1 in
    --prefix)
      [ $# -ge 2 ] || die "--prefix needs a folder"
      prefix=$2
      shift 2
      ;;
    --prefix=*)
      prefix=${1#--prefix=}
      shift
      ;;
    -h | --help)
      sed -n '2,4s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    *) die "unknown option $1" "scripts/install.sh --prefix DIR" ;;
  esac
done
require_dotnet
mkdir -p "$prefix/bin" "$prefix/lib"
prefix=$(cd "$prefix" && pwd)

build=$(mktemp -d "$prefix/lib/.iam-sorry.XXXXXX")
trap 'rm -rf "${build:?}"' EXIT
say "building iam-sorry"
rid=$(dotnet --info | sed -n 's/^ *RID: *//p' | head -n 1)
quietly dotnet publish "$root/src/IamSorry.Cli" -c Release -f net10.0 -p:TargetFrameworks=net10.0 -r "$rid" --self-contained false \
  -p:PublishReadyToRun=true -p:DebugType=none -o "$build/new" -v quiet -nologo
chmod 755 "$build/new"
"$build/new/iam-sorry" --version >/dev/null || die "the program that was built does not run; nothing was installed"

# swap last: the old folder moves aside, the new one takes its place
if [ -e "$prefix/lib/iam-sorry" ]; then mv "$prefix/lib/iam-sorry" "$build/old"; fi
mv "$build/new" "$prefix/lib/iam-sorry"
ln -sfn ../lib/iam-sorry/iam-sorry "$prefix/bin/iam-sorry"
say "installed $("$prefix/bin/iam-sorry" --version) as $prefix/bin/iam-sorry"
case ":$PATH:" in
  *":$prefix/bin:"*) ;;
  *) say "  $prefix/bin is not on your PATH: export PATH=\"$prefix/bin:\$PATH\"" ;;
esac
