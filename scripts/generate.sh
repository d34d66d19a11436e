#!/usr/bin/env bash
# Writes what is rendered from the definitions of the commands: the manual page, docs/cli-reference.md and the table in README.md.
# A test fails when one of them is stale.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

require_dotnet
project=$root/src/IamSorry.Cli
quietly dotnet build "$project" -c Release -f net10.0 -v quiet -nologo -p:RunAnalyzers=false
program=$project/bin/Release/net10.0/iam-sorry

mkdir -p "$root/docs"
"$program" help --format man > "$project/Manual/iam-sorry.1"
"$program" help --format markdown > "$root/docs/cli-reference.md"

readme=$(mktemp)
trap 'rm -f "$readme"' EXIT
"$program" help --format table | awk -v readme="$root/README.md" '
  { table = table $0 "\n" }
  END {
    while ((getline line < readme) > 0) {
      if (line == "<!-- commands:end -->") inside = 0
      if (!inside) print line
      if (line == "<!-- commands:begin -->") { printf "%s", table; inside = 1 }
    }
  }' > "$readme"
cat "$readme" > "$root/README.md"
