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
  outputSelection: { "*": { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object", "storageLayout"] } },
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

/** Compiles everything under src/; returns what can be deployed, that is no abstract contracts and no libraries. */
export function contracts() {
  const input = { language: "Solidity", sources: sources(), settings };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: importFromPackages }));
  const complaints = output.errors ?? [];
  if (complaints.length > 0) {
    throw new Error(complaints.map((complaint) => complaint.formattedMessage).join("\n"));
  }
  return Object.entries(output.contracts)
    .filter(([path]) => path.startsWith("src/"))
    .flatMap(([, contractsOfFile]) => Object.entries(contractsOfFile))
    .map(([name, { abi, evm, storageLayout }]) => ({
      name,
      abi,
      creationCode: evm.bytecode.object,
      runtimeCode: evm.deployedBytecode.object,
      storageLayout,
    }))
    .filter(({ abi, creationCode }) => abi.length > 0 && creationCode !== "");
}
