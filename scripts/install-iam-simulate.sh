#!/usr/bin/env bash
# Installs the second policy evaluator of the tests (npm, pinned) into tests/iam-simulate/node_modules, which git ignores.
set -euo pipefail
cd "$(dirname "$0")/../tests/iam-simulate"
if ! command -v npm >/dev/null; then
  echo "npm is missing: the tests go on without the second evaluator" >&2
  exit 0
fi
npm ci --ignore-scripts --no-audit --no-fund
