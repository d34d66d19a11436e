#!/usr/bin/env bash
# Asks the package sources of this machine whether a locked package has a known vulnerability, and fails when one has: the
# product's, the tests', the build's. Where a source has no list of vulnerabilities, that is said.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
require_dotnet
cd "$root"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# sources named as audit sources are told apart: those that have the list, and those that do not (NU1905)
mkdir -p "$work/NuGet/Config"
{
  echo '<configuration><auditSources>'
  dotnet nuget list source --format short | sed -n 's/^E[A-Z]* //p' | sed 's/&/\&amp;/g; s/"/\&quot;/g' |
    awk '{ printf "<add key=\"source-%d\" value=\"%s\" />\n", NR, $0 }'
  echo '</auditSources></configuration>'
} >"$work/NuGet/Config/audit.config"
export NUGET_COMMON_APPLICATION_DATA=$work

found=0
for project in IamSorry.sln tests/IamSorry.Empty/IamSorry.Empty.csproj; do
  dotnet restore "$project" --force -p:UseArtifactsOutput=true -p:ArtifactsPath="$work/obj" \
    -v minimal -nologo >>"$work/log" 2>&1 || { cat "$work/log" >&2; die "the packages cannot be had"; }
done
if grep -q 'NU190[1-4]' "$work/log"; then
  grep -o 'NU190[1-4]: .*' "$work/log" | sed 's/ \[[^]]*\]$//' | sort -u >&2
  found=1
fi
if grep -q 'NU190[05]' "$work/log"; then
  say "a package source here has no list of vulnerabilities: what comes from it was not audited"
elif [ $found = 0 ]; then
  say "no locked package has a known vulnerability"
fi
exit $found
