#!/usr/bin/env node
// The `solc` that forge runs: the npm compiler behind the two options forge uses, so that nothing is downloaded.
import solc from "solc";
import { readFileSync } from "node:fs";

if (process.argv.includes("--version")) {
  // forge accepts only the names of native builds.
  const version = solc.version().replace("Emscripten.clang", "Linux.g++");
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${version}`);
} else {
  process.stdout.write(solc.compile(readFileSync(0, "utf8")));
}
