// Builds the client and the site when a source changed since the last time. Called by Maven; `npm run build` does the same.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const web = fileURLToPath(new URL("..", import.meta.url));
const repository = fileURLToPath(new URL("../..", import.meta.url));
const client = join(repository, "libs", "typescript");
const site = join(web, "target", "classes", "web", "index.html");
const stamp = join(web, "target", "site.sha256");
const sources = [
  join(repository, "proto", "antiphon"),
  ...["buf.gen.yaml", "package-lock.json", "scripts", "src", "tsconfig.build.json", "tsconfig.json"].map((name) => join(client, name)),
  ...["index.html", "package-lock.json", "scripts", "src", "tsconfig.json", "vite.config.ts"].map((name) => join(web, name)),
];

requireNode(20, 19);
const wanted = digest(sources);
const built = [site, join(client, "dist", "index.js")].every((file) => existsSync(file));
if (!built || read(stamp) !== wanted) {
  await Promise.all([install(client), install(web)]);
  await run(client, "npm", ["run", "--silent", "build"]);
  await run(web, "npm", ["exec", "--", "vite", "build", "--logLevel", "warn"]);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

function requireNode(major, minor) {
  const [foundMajor, foundMinor] = process.versions.node.split(".").map(Number);
  if (foundMajor < major || (foundMajor === major && foundMinor < minor)) {
    console.error(`The web pages are built with Node.js ${major}.${minor} or newer; found ${process.versions.node}.`);
    console.error("Install a newer one: https://nodejs.org");
    process.exit(1);
  }
}

/** Installs what the lock file names, unless that was done before. */
async function install(folder) {
  const lock = digest([join(folder, "package-lock.json")]);
  const installed = join(folder, "node_modules", ".installed");
  if (read(installed) !== lock) {
    await run(folder, "npm", ["ci", "--silent", "--prefer-offline"]);
    writeFileSync(installed, lock);
  }
}

function digest(paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(files)) {
    hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/** The files under a path in a stable order, without generated ones. */
function files(path) {
  if (statSync(path).isFile()) {
    return [path];
  }
  const names = readdirSync(path).filter((name) => name !== "gen");
  return names.sort().flatMap((name) => files(join(path, name)));
}

function read(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function run(folder, command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: folder, stdio: "inherit", shell: process.platform === "win32" });
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) {
        resolve();
      } else {
        console.error(`${folder}: \`${command} ${args.join(" ")}\` failed`);
        process.exit(1);
      }
    });
  });
}
