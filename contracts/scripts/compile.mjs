// Writes artifacts/<Contract>.json from the Solidity sources; with --check, writes nothing and fails when they differ.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { artifacts, root } from "./solidity.mjs";

const folder = join(root, "artifacts");
const check = process.argv.includes("--check");
const wanted = new Map([...artifacts()].map(([name, text]) => [`${name}.json`, text]));
mkdirSync(folder, { recursive: true });
const surplus = readdirSync(folder).filter((file) => !wanted.has(file));
const changed = [...wanted.keys()].filter((file) => {
  const path = join(folder, file);
  return !existsSync(path) || readFileSync(path, "utf8") !== wanted.get(file);
});

if (check) {
  const problems = [
    ...changed.map((file) => `artifacts/${file} is not what the sources give`),
    ...surplus.map((file) => `artifacts/${file} has no source`),
  ];
  problems.forEach((problem) => console.error(problem));
  if (problems.length > 0) {
    console.error("Run `npm run compile` in contracts/ and commit the result.");
    process.exit(1);
  }
  console.log(`${wanted.size} artifacts are reproduced from source`);
} else {
  changed.forEach((file) => writeFileSync(join(folder, file), wanted.get(file)));
  surplus.forEach((file) => rmSync(join(folder, file)));
  console.log(`${wanted.size} artifacts, ${changed.length} changed, ${surplus.length} removed`);
}
