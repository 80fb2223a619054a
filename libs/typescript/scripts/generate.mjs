// Writes src/gen from the repository's protos. What they import of others is unpacked by the Maven build of `web`.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const home = fileURLToPath(new URL("..", import.meta.url));
const thirdParty = join(home, "target", "third-party");
const protos = join(home, "target", "proto");

if (!existsSync(join(thirdParty, "google", "rpc", "error_details.proto"))) {
  console.error(`${thirdParty} is missing. Run \`./mvnw -pl web generate-resources\` in the repository's root once.`);
  process.exit(1);
}
rmSync(protos, { recursive: true, force: true });
cpSync(thirdParty, protos, { recursive: true });
cpSync(join(home, "..", "..", "proto", "antiphon"), join(protos, "antiphon"), { recursive: true });

const bin = join(home, "node_modules", ".bin");
execFileSync("buf", ["generate"], {
  cwd: home,
  env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` },
  shell: process.platform === "win32",
  stdio: "inherit",
});
