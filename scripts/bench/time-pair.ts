/** The program that times one pair in a fresh process of plain node; says what it measured as one line of JSON. */
import { pathToFileURL } from "node:url";
import { measureSides, type Effort } from "./measure-sides.ts";
import { findPair, openPeers } from "./open-bench.ts";

const [module = "", bench = "", pair = "", peers = "", effort = "{}"] = process.argv.slice(2);
const { setUp, roundsMax = Number.POSITIVE_INFINITY } = findPair(await import(pathToFileURL(module).href), bench, pair);
const sides = await setUp(await openPeers(peers));
const asked = JSON.parse(effort) as Effort;
const measured = await measureSides(sides, { ...asked, rounds: Math.min(asked.rounds, roundsMax) });
const also = sides.also?.();
await sides.tearDown?.();
process.stdout.write(`${JSON.stringify({ ...measured, ...(also === undefined ? {} : { also }) })}\n`);
