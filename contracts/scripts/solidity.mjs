// What the artifact writer and forge's compiler share: one solc, one set of settings, so that both see the same bytecode.
import solc from "solc";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

const settings = {
  evmVersion: "paris",
  optimizer: { enabled: true, runs: 200 },
  metadata: { bytecodeHash: "none" },
  remappings: ["@openzeppelin/=node_modules/@openzeppelin/"],
  outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
};

function sources() {
  const paths = readdirSync(join(root, "src"), { recursive: true })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".sol"))
    .sort();
  return Object.fromEntries(paths.map((path) => [`src/${path}`, { content: readFileSync(join(root, "src", path), "utf8") }]));
}

function importFromPackages(path) {
  const file = join(root, path);
  return existsSync(file) ? { contents: readFileSync(file, "utf8") } : { error: `${path} not found` };
}

/** Whether a complaint of the compiler must fail the build: a package may have warnings, we may not. */
function concernsUs({ severity, sourceLocation }) {
  return severity === "error" || !sourceLocation?.file.startsWith("node_modules/");
}

/** Compiles everything under src/; returns the text of each artifact by contract name. Abstract contracts and libraries have none. */
export function artifacts() {
  const input = { language: "Solidity", sources: sources(), settings };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: importFromPackages }));
  const complaints = (output.errors ?? []).filter(concernsUs);
  if (complaints.length > 0) {
    throw new Error(complaints.map((complaint) => complaint.formattedMessage).join("\n"));
  }
  const result = new Map();
  for (const [path, contracts] of Object.entries(output.contracts)) {
    for (const [contractName, { abi, evm }] of Object.entries(contracts)) {
      if (!path.startsWith("src/") || abi.length === 0 || evm.bytecode.object === "") continue;
      const artifact = { contractName, abi, bytecode: `0x${evm.bytecode.object}` };
      result.set(contractName, `${JSON.stringify(artifact, null, 2)}\n`);
    }
  }
  return result;
}
