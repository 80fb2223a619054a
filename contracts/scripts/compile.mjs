// Writes artifacts/<Contract>.json, and layouts/<Contract>.json for what runs behind a proxy, from the Solidity sources;
// with --check, writes nothing and fails when they differ. Fails for contracts that cannot be deployed or upgraded.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { layoutOf, layoutProblems, layoutText } from "./layout.mjs";
import { contracts, root } from "./solidity.mjs";

const CODE_LIMIT = 24_576; // bytes, EIP-170
const GAS_LIMIT = 8_000_000;

const check = process.argv.includes("--check");
const compiled = contracts();
const files = new Map();
for (const contract of compiled) {
  const { name, abi, creationCode } = contract;
  const artifact = { contractName: name, abi, bytecode: `0x${creationCode}` };
  files.set(`artifacts/${name}.json`, `${JSON.stringify(artifact, null, 2)}\n`);
  const layout = layoutOf(contract);
  if (layout) files.set(`layouts/${name}.json`, layoutText(layout));
}

failWith(compiled.flatMap((contract) => [...sizeProblems(contract), ...upgradeProblems(contract)]));

const present = ["artifacts", "layouts"].flatMap((folder) => {
  mkdirSync(join(root, folder), { recursive: true });
  return readdirSync(join(root, folder)).map((file) => `${folder}/${file}`);
});
const surplus = present.filter((file) => !files.has(file));
const changed = [...files.keys()].filter((file) => !present.includes(file) || read(file) !== files.get(file));

if (check) {
  failWith(
    [
      ...changed.map((file) => `${file} is not what the sources give`),
      ...surplus.map((file) => `${file} has no source`),
    ],
    "Run `npm run compile` in contracts/ and commit the result.",
  );
  console.log(`${files.size} artifacts and layouts are reproduced from source`);
} else {
  changed.forEach((file) => writeFileSync(join(root, file), files.get(file)));
  surplus.forEach((file) => rmSync(join(root, file)));
  console.log(`${files.size} artifacts and layouts, ${changed.length} changed, ${surplus.length} removed`);
}

/** Gas as of the Paris fork, but for what the constructor does. */
function sizeProblems({ name, creationCode, runtimeCode }) {
  const size = runtimeCode.length / 2;
  const data = Buffer.from(creationCode, "hex");
  const zeros = data.filter((byte) => byte === 0).length;
  const gas = 53_000 + 4 * zeros + 16 * (data.length - zeros) + 200 * size;
  return [
    ...(size > CODE_LIMIT ? [`${name} has ${size} bytes of code (at most ${CODE_LIMIT})`] : []),
    ...(gas > GAS_LIMIT ? [`${name} takes ${gas} gas to deploy (at most ${GAS_LIMIT})`] : []),
  ];
}

function upgradeProblems(contract) {
  const file = `layouts/${contract.name}.json`;
  if (!files.has(file) || !existsSync(join(root, file))) return [];
  return layoutProblems(JSON.parse(read(file)), layoutOf(contract)).map(
    (problem) => `${file}: ${problem}; a contract that was ever deployed may only append variables`,
  );
}

function read(file) {
  return readFileSync(join(root, file), "utf8");
}

function failWith(problems, advice = "") {
  if (problems.length === 0) return;
  problems.forEach((problem) => console.error(problem));
  if (advice) console.error(advice);
  process.exit(1);
}
