/** Runs the handful against one adapter in this process, prints by how many bytes the most memory it held has grown. */
import { spawnStdioDriver } from "../../adapter/index.ts";
import { startHttpStage } from "../../server/index.ts";
import { runCatalogue } from "../run-catalogue.ts";
import { HANDFUL } from "./handful.ts";

/** Statuses of the four cases. */
async function run(script: string, adapterLineBytesMax: number): Promise<readonly string[]> {
  const stage = await startHttpStage({});
  const driver = await spawnStdioDriver({
    command: [process.execPath, script],
    limits: { adapterLineBytesMax },
  });
  try {
    const { verdicts } = await runCatalogue({
      cases: HANDFUL,
      driver,
      stage,
      variants: "none",
      skipCalibration: true,
      clock: { deadlineMs: 20_000, startMs: 20_000 },
    });
    return verdicts.map(({ status }) => status);
  } finally {
    await driver.close();
    await stage.close();
  }
}

const [honest = "", adapter = "", limit = "67108864"] = process.argv.slice(2);
// A first run loads whatever any run loads.
await run(honest, Number(limit));
const before = process.resourceUsage().maxRSS;
const statuses = await run(adapter, Number(limit));
const grownBytes = (process.resourceUsage().maxRSS - before) * 1024;
process.stdout.write(`${JSON.stringify({ statuses, grownBytes })}\n`);
