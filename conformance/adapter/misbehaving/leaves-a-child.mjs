/** Dies at the marked job and leaves a child behind that holds its standard output open. */
import { spawn } from "node:child_process";
import { isMarked, serveClient } from "./client.mjs";

spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)", process.argv[2]], { stdio: "inherit" });
serveClient({ after: (job) => isMarked(job) && process.exit(5) });
