#!/usr/bin/env bash
# Makes what is handed out, for the system that it runs on, and SHA256SUMS of it all.
#   scripts/package.sh [--output DIR] [--program FILE] [KIND ...]
#     archive   the native program with manual page and completions (.tar.gz; .zip on Windows)
#     deb       the same as a Debian package (needs dpkg-deb and readelf)
#     tool      the .NET tool package for every system with .NET
#     sbom      the packages that are in it (CycloneDX)
#   default: all of them that this system can make, in artifacts/packages
#   --program takes a native program that is built already, with the libraries beside it; otherwise one is built
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

output=$root/artifacts/packages program='' kinds=()
while [ $# -gt 0 ]; do
  case $1 in
    --output | --program)
      [ $# -ge 2 ] || die "$1 needs a value"
      if [ "$1" = --output ]; then output=$2; else program=$(readlink -f "$2"); fi
      shift
      ;;
    archive | deb | tool | sbom) kinds+=("$1") ;;
    -h | --help)
      sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    *) die "unknown option $1" "scripts/package.sh --help" ;;
  esac
  shift
done
if [ ${#kinds[@]} = 0 ]; then
  kinds=(archive tool sbom)
  ! command -v dpkg-deb >/dev/null || kinds+=(deb)
fi
wants() { case " ${kinds[*]} " in *" $1 "*) return 0 ;; *) return 1 ;; esac; }
require_dotnet
mkdir -p "$output"
output=$(cd "$output" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# the same bytes from the same commit, whoever packs it and whenever
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH
umask 022

project=$root/src/IamSorry.Cli
rid=$(native_rid)
case $rid in win-*) suffix=.exe ;; *) suffix='' ;; esac

if wants archive || wants deb; then
  if [ -z "$program" ]; then
    program=$(native_publish "$project" iam-sorry) || die "there is no native program to pack"
  fi
  [ -x "$program$suffix" ] || [ -x "$program" ] || die "there is no program $program"
  [ -x "$program" ] || program=$program$suffix
  version=$("$program" --version) || die "$program does not run"
  version=${version#iam-sorry }
else
  version=$(dotnet msbuild "$project" -t:MinVer -getProperty:PackageVersion -p:Configuration=Release | tr -d '\r')
fi
say "iam-sorry $version for $rid"

# lay_out FOLDER: bin, lib and share, as below /usr or ~/.local. The program finds its libraries beside it, so bin has a link.
lay_out() {
  local folder=$1 file
  mkdir -p "$folder/lib/iam-sorry" "$folder/share/man/man1" "$folder/share/doc/iam-sorry" "$folder/share/iam-sorry" \
    "$folder/share/bash-completion/completions" "$folder/share/zsh/site-functions" "$folder/share/fish/vendor_completions.d"
  install -m 755 "$program" "$folder/lib/iam-sorry/iam-sorry$suffix"
  for file in "$(dirname "$program")"/*.so "$(dirname "$program")"/*.dylib "$(dirname "$program")"/*.dll; do
    [ ! -e "$file" ] || install -m 644 "$file" "$folder/lib/iam-sorry/"
  done
  if [ -z "$suffix" ]; then
    mkdir -p "$folder/bin"
    ln -s ../lib/iam-sorry/iam-sorry "$folder/bin/iam-sorry"
    install -m 755 "$root/scripts/claude-bedrock.sh" "$folder/bin/claude-bedrock.sh"
  fi
  install -m 644 "$manual_page" "$folder/share/man/man1/iam-sorry.1"
  "$program" completion bash >"$folder/share/bash-completion/completions/iam-sorry"
  "$program" completion zsh >"$folder/share/zsh/site-functions/_iam-sorry"
  "$program" completion fish >"$folder/share/fish/vendor_completions.d/iam-sorry.fish"
  "$program" completion pwsh >"$folder/share/iam-sorry/completion.ps1"
  install -m 644 "$root/LICENSE" "$root/README.md" "$root/SECURITY.md" "$folder/share/doc/iam-sorry/"
}

archive() {
  local name=iam-sorry-$version-$rid
  lay_out "$work/$name"
  rm -f "$output/iam-sorry-"*"-$rid.tar.gz" "$output/iam-sorry-"*"-$rid.zip"
  if [ -n "$suffix" ]; then
    (cd "$work" && 7z a -tzip -bso0 "$output/$name.zip" "$name")
  elif tar --version | grep -q GNU; then
    tar -C "$work" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -cf - "$name" |
      gzip -9n >"$output/$name.tar.gz"
  else
    tar -C "$work" --uid 0 --gid 0 -cf - "$name" | gzip -9n >"$output/$name.tar.gz"
  fi
}

deb() {
  local folder=$work/deb architecture glibc
  case $rid in
    linux-x64) architecture=amd64 ;;
    linux-arm64) architecture=arm64 ;;
    *) die "there is no Debian package for $rid" ;;
  esac
  glibc=$("$root/scripts/check-glibc.sh" "$program" $(find "$(dirname "$program")" -maxdepth 1 -name '*.so'))
  mkdir -p "$folder/DEBIAN"
  lay_out "$folder/usr"
  mv "$folder/usr/share/zsh/site-functions" "$folder/usr/share/zsh/vendor-completions"
  mv "$folder/usr/share/doc/iam-sorry/LICENSE" "$folder/usr/share/doc/iam-sorry/copyright"
  gzip -9n "$folder/usr/share/man/man1/iam-sorry.1"
  # a preview sorts before its release in Debian's order too
  cat >"$folder/DEBIAN/control" <<CONTROL
Package: iam-sorry
Version: ${version/-/\~}
Architecture: $architecture
Maintainer: The iam-sorry developers
Installed-Size: $(du -sk "$folder/usr" | cut -f 1)
Depends: libc6 (>= $glibc), libssl3 | libssl3t64 | libssl1.1, ca-certificates, openssh-client
Suggests: awscli
Section: admin
Priority: optional
Description: temporary AWS credentials for the IAM users of your namespace
 One manager key, sealed under your SSH key, looks after a namespace of IAM
 users in a shared AWS account. Everything else is a session that ends by
 itself.
CONTROL
  find "$folder" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  rm -f "$output"/iam-sorry_*_"$architecture.deb"
  quietly dpkg-deb --root-owner-group -Zxz -z1 --build "$folder" "$output/iam-sorry_${version/-/\~}_$architecture.deb"
}

tool() {
  rm -f "$output"/iam-sorry.*.nupkg
  # a folder of its own, as for native builds; the analyzers have their say in the ordinary build
  quietly dotnet pack "$project" -c Release -p:RunAnalyzers=false -p:DebugType=none \
    -p:UseArtifactsOutput=true -p:ArtifactsPath="$root/artifacts/tool" -o "$output" -v quiet -nologo
  [ -e "$output/iam-sorry.$version.nupkg" ] || die "the tool package is not of version $version: build the native program anew"
}

sbom() {
  local name=iam-sorry-$version.cdx.json runtime
  rm -f "$output"/iam-sorry-*.cdx.json
  quietly dotnet restore "$project/IamSorry.Cli.csproj" -v quiet -nologo
  (cd "$root" && quietly dotnet tool restore && quietly dotnet dotnet-CycloneDX "$project/IamSorry.Cli.csproj" -rs -dpr \
    --set-nuget-purl -sn iam-sorry -sv "$version" -F Json -o "$output" -fn "$name")
  # the native programs carry the runtime of .NET in them; no project references it
  runtime=$(sed -n 's,.*<DotNetPackVersion>\(.*\)</DotNetPackVersion>.*,\1,p' "$root/Directory.Build.targets")
  cat >"$work/runtime" <<RUNTIME
    {
      "type": "framework",
      "bom-ref": "pkg:nuget/Microsoft.NETCore.App.Runtime.NativeAOT@$runtime",
      "name": "Microsoft.NETCore.App.Runtime.NativeAOT",
      "version": "$runtime",
      "scope": "required",
      "licenses": [{ "license": { "id": "MIT" } }],
      "purl": "pkg:nuget/Microsoft.NETCore.App.Runtime.NativeAOT@$runtime"
    },
RUNTIME
  sed -e "/^  \"components\": \[/r $work/runtime" "$output/$name" >"$work/sbom"
  grep -q NativeAOT "$work/sbom" || die "the runtime of .NET is missing from the bill of materials"
  cat "$work/sbom" >"$output/$name"
}

for kind in "${kinds[@]}"; do
  say "== $kind"
  "$kind"
done

checksum=(sha256sum)
command -v sha256sum >/dev/null || checksum=(shasum -a 256)
cd "$output"
find . -maxdepth 1 -type f ! -name SHA256SUMS | sed 's,^\./,,' | LC_ALL=C sort |
  while read -r file; do "${checksum[@]}" "$file"; done >"$work/sums"
cat "$work/sums" >SHA256SUMS
cat SHA256SUMS
