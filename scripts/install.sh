#!/usr/bin/env bash
# Builds iam-sorry and installs it: PREFIX/bin/iam-sorry, claude-bedrock.sh beside it, manual page, completions (bash, zsh, fish).
#   scripts/install.sh [--prefix DIR] [--managed]      default: a native program, in ~/.local
#   scripts/install.sh [--prefix DIR] --uninstall      your ~/.aws stays as it is
# Needs the .NET 10 SDK; a native program also clang or gcc; --managed builds one that needs the .NET 10 runtime instead.
# An installation that is there stays whole until the new program has been run: one rename puts it in place.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

prefix=$HOME/.local kind=native uninstall=''
while [ $# -gt 0 ]; do
  case $1 in
    --prefix)
      [ $# -ge 2 ] || die "--prefix needs a folder"
      prefix=$2
      shift
      ;;
    --prefix=*) prefix=${1#--prefix=} ;;
    --managed) kind=managed ;;
    --uninstall) uninstall=1 ;;
    -h | --help)
      sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    *) die "unknown option $1" "scripts/install.sh --help" ;;
  esac
  shift
done

shells='bash zsh fish'
# where each of them looks for the completions of a program
completion_of() {
  case $1 in
    bash) echo share/bash-completion/completions/iam-sorry ;;
    zsh) echo share/zsh/site-functions/_iam-sorry ;;
    fish) echo share/fish/vendor_completions.d/iam-sorry.fish ;;
  esac
}
manual=share/man/man1/iam-sorry.1

if [ -n "$uninstall" ]; then
  [ -e "$prefix/bin/iam-sorry" ] || [ -L "$prefix/bin/iam-sorry" ] || die "there is no $prefix/bin/iam-sorry" "name its folder: --prefix DIR"
  rm -f "$prefix/bin/iam-sorry" "$prefix/bin/claude-bedrock.sh" "$prefix/$manual"
  for shell in $shells; do rm -f "$prefix/$(completion_of "$shell")"; done
  rm -rf "${prefix:?}/lib/iam-sorry"
  say "removed iam-sorry from $prefix"
  exit
fi

require_dotnet
say "building iam-sorry"
if [ $kind = native ]; then
  program=$(native_publish "$root/src/IamSorry.Cli" iam-sorry) || die "there is no native program; nothing was installed" \
    "scripts/install.sh --managed builds one for the .NET 10 runtime"
fi

# every build has a folder of its own in PREFIX/lib/iam-sorry, and PREFIX/bin/iam-sorry is a link to one
mkdir -p "$prefix/bin" "$prefix/lib/iam-sorry"
prefix=$(cd "$prefix" && pwd)
before=$(readlink "$prefix/bin/iam-sorry" || true)
build=$(mktemp -d "$prefix/lib/iam-sorry/$(date -u +%Y%m%d).XXXXXX")
chmod 755 "$build"
trap 'rm -rf "${build:?}" "$prefix/bin/.iam-sorry.$$"' EXIT
if [ $kind = native ]; then
  install -m 755 "$program" "$build/iam-sorry"
  # the libraries that come with it (libsodium) are looked for beside the program, and nowhere else
  for library in "$(dirname "$program")"/*.so "$(dirname "$program")"/*.dylib; do
    [ ! -e "$library" ] || install -m 644 "$library" "$build/"
  done
else
  rid=$(native_rid)
  # this looks at the hashes of the packages; what the publication adds for this system has no lock file
  quietly dotnet restore "$root/src/IamSorry.Cli" -v quiet -nologo
  quietly dotnet publish "$root/src/IamSorry.Cli" -c Release -r "$rid" --self-contained false \
    -p:PublishReadyToRun=true -p:DebugType=none -o "$build" -v quiet -nologo
fi
version=$("$build/iam-sorry" --version) || die "the program that was built does not run; nothing was installed"
for shell in $shells; do
  "$build/iam-sorry" completion "$shell" >"$build/completion.$shell" || die "the program that was built prints no completions for $shell; nothing was installed"
done

# swap last, by one rename; a program that runs at this moment goes on with its own files
ln -s "../lib/iam-sorry/$(basename "$build")/iam-sorry" "$prefix/bin/.iam-sorry.$$"
mv -f "$prefix/bin/.iam-sorry.$$" "$prefix/bin/iam-sorry"
trap - EXIT

# place SOURCE FILE [MODE]: puts a text file of the installation in place, by a rename too
place() {
  mkdir -p "$(dirname "$prefix/$2")"
  install -m "${3:-644}" "$1" "$prefix/$2.new"
  mv -f "$prefix/$2.new" "$prefix/$2"
}
for shell in $shells; do
  place "$build/completion.$shell" "$(completion_of "$shell")"
  rm -f "$build/completion.$shell"
done
place "$root/src/IamSorry.Cli/Manual/iam-sorry.1" "$manual"
place "$root/scripts/claude-bedrock.sh" bin/claude-bedrock.sh 755

# the build before stays for programs that still run from it; older ones go
for old in "$prefix/lib/iam-sorry"/*; do
  case $old in
    "$build" | "$prefix/lib/iam-sorry/$(basename "$(dirname "$before")")") ;;
    *) rm -rf "${old:?}" ;;
  esac
done
say "installed $version ($kind) as $prefix/bin/iam-sorry"
case ":$PATH:" in
  *":$prefix/bin:"*) ;;
  *) say "  $prefix/bin is not on your PATH: export PATH=\"$prefix/bin:\$PATH\"" ;;
esac
