/** Writes a word into the file named first and hangs: before it is ready, at its first job, or in the midst of a run. */
import { appendFileSync } from "node:fs";
import { serveClient } from "./client.mjs";

const [, , file, phase, temper] = process.argv;
// Warm-up and calibration take three jobs of a client that declares so little.
const HELD_FROM = { starting: 0, calibrating: 1, running: 8 };
let jobs = 0;

function hold() {
  appendFileSync(file, "held\n");
  setInterval(() => {}, 1_000);
}

if (temper === "stubborn") for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => {});
if (phase === "starting") hold();
else
  serveClient({
    before() {
      jobs += 1;
      if (jobs < HELD_FROM[phase]) return false;
      hold();
      return true;
    },
  });
