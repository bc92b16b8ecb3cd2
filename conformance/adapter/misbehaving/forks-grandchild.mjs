/** Starts a process that holds its standard output open; then dies at each job. */
import { spawn } from "node:child_process";
import { READY, serve } from "./lines.mjs";

// With "detached" the grandchild leaves the group, and nobody can end it; it ends itself.
const detached = process.argv[2] === "detached";
const grandchild = spawn(process.execPath, ["-e", `setTimeout(() => {}, ${detached ? 3_000 : 60_000})`], {
  stdio: ["ignore", "inherit", "inherit"],
  detached,
});

serve((message) => message.type === "job" && process.exit(5), {
  ...READY,
  client: { ...READY.client, grandchild: grandchild.pid },
});
