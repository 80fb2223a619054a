// Checks docs/compatibility/contracts.yml: every function, event and revert text of every contract names a test, and that
// test is there and mentions it.
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { root } from "./solidity.mjs";

const map = parse(readFileSync(join(root, "../docs/compatibility/contracts.yml"), "utf8"));
const sources = filesOf("src");
const tests = new Map(filesOf("test").map((path) => [path, readFileSync(join(root, "test", path), "utf8")]));

const problems = [
  ...readdirSync(join(root, "artifacts")).flatMap((file) => {
    const { contractName, abi } = JSON.parse(readFileSync(join(root, "artifacts", file), "utf8"));
    const named = (type) => abi.filter((entry) => entry.type === type).map((entry) => entry.name);
    return [...check(contractName, "functions", named("function")), ...check(contractName, "events", named("event"))];
  }),
  ...sources.flatMap((path) => check(basename(path, ".sol"), "reverts", revertTexts(path))),
];
if (problems.length > 0) {
  console.error(problems.join("\n"));
  console.error("Correct docs/compatibility/contracts.yml, or write the missing tests.");
  process.exit(1);
}
console.log("every function, event and revert text names a test");

function check(contract, kind, names) {
  const entries = map[contract]?.[kind] ?? {};
  const place = (name) => `${contract}.${kind}: ${name}`;
  return [
    ...names.filter((name) => !(name in entries)).map((name) => `${place(name)} is not in the map`),
    ...Object.keys(entries)
      .filter((name) => !names.includes(name))
      .map((name) => `${place(name)} is in the map but not in the contract`),
    ...Object.entries(entries).flatMap(([name, test]) => anchorProblem(name, test).map((why) => `${place(name)}: ${why}`)),
  ];
}

function anchorProblem(name, anchor) {
  const [path, test] = anchor.split("#");
  const text = tests.get(path);
  if (!text) return [`no file test/${path}`];
  if (!text.includes(`function ${test}(`)) return [`no ${test} in test/${path}`];
  const reason = name.replace(/^\w+: /, "");
  return [text, ...kitsOf(text)].some((each) => each.includes(reason)) ? [] : [`test/${path} does not mention it`];
}

/** What a test inherits: the kits that it imports, and those that they import. */
function kitsOf(text) {
  const kits = [...tests].filter(([path]) => !path.endsWith(".t.sol") && text.includes(`/${basename(path)}"`));
  return kits.flatMap(([, kit]) => [kit, ...kitsOf(kit)]);
}

/** The reasons that a source gives, also those of what others inherit. */
function revertTexts(path) {
  const code = readFileSync(join(root, "src", path), "utf8").replaceAll(/\/\/.*/g, "");
  const statements = [...code.matchAll(/\b(?:require|revert)\s*\((.*?)\);/gs)].map((match) => match[1]);
  const last = statements.map((statement) => [...statement.matchAll(/"([^"]*)"/g)].at(-1)?.[1]);
  return [...new Set(last.filter((text) => text !== undefined))];
}

function filesOf(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".sol"));
}
