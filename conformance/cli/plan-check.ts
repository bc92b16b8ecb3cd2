/** Reads what a check is asked for, so that whatever is wrong with it is told before anything starts. */
import { ToolkitError } from "../../src/base/index.ts";
import { loadCatalogue, selectCases } from "../catalogue/index.ts";
import { expandCase, playKeys } from "../expand/index.ts";
import type { Expectations } from "../expectations/index.ts";
import type { Budget } from "../run/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { Profile } from "../shape/profile.ts";
import { casesAsOf } from "./as-of.ts";
import type { CheckOptions, CheckTarget } from "./check-request.ts";
import { openExpectations } from "./expect-file.ts";
import { requireProfiles } from "./require-profiles.ts";
import type { Terminal } from "./terminal.ts";
import { parseReporters, type WantedReporter } from "./write-reports.ts";

export type CheckPlan = {
  readonly reporters: readonly WantedReporter[];
  /** None: those that the adapter claims. */
  readonly profiles: readonly Profile[];
  /** Null where everything is to be played. */
  readonly budget: Budget | null;
  readonly everything: readonly LoadedCase[];
  /** Of everything, what the version asked for had. */
  readonly catalogue: readonly LoadedCase[];
  /** Of the catalogue, what was asked for. */
  readonly cases: readonly LoadedCase[];
  readonly expectations: Expectations | null;
  readonly delivery: "pause" | "strict";
};

const SEED_DEFAULT = 1;

/** @throws ToolkitError for options that do not go together, names that nothing has, and files that cannot be read. */
export function planCheck(options: CheckOptions, terminal: Terminal, target: CheckTarget): CheckPlan {
  const reporters = parseReporters(options.reporter);
  const profiles = requireProfiles(options.profile);
  const budget = budgetOf(options);
  const everything = loadCatalogue(options.fixtures);
  const catalogue = casesAsOf(everything, options.asOf);
  const cases = selectCases(catalogue, options.only);
  if (options.variant !== undefined) requireVariant(cases, options.variant);
  return {
    reporters,
    profiles,
    budget,
    everything,
    catalogue,
    cases,
    expectations: openExpectations(options, terminal, target.repeat.kind === "command"),
    delivery: options.strictDelivery === true ? "strict" : "pause",
  };
}

// --- internal ---

function budgetOf({ budget, seed, variant }: CheckOptions): Budget | null {
  if (budget === undefined) {
    if (seed !== undefined)
      throw new ToolkitError("USAGE", "--seed", "it chooses variants for --budget, which is not given");
    return null;
  }
  if (variant !== undefined)
    throw new ToolkitError("USAGE", "--budget", "with --variant one play of each case is chosen already");
  return { seconds: budget, seed: seed ?? SEED_DEFAULT };
}

function requireVariant(cases: readonly LoadedCase[], key: string): void {
  if (cases.some((loaded) => expandCase(loaded, { only: key }).length > 0)) return;
  const keys = new Set(cases.flatMap((loaded) => playKeys(loaded)));
  const near = [...keys].filter((one) => one.startsWith(`${key.split("=")[0] ?? key}=`)).slice(0, 12);
  throw new ToolkitError(
    "VARIANT_UNKNOWN",
    `--variant ${key}`,
    `no chosen case has it; near: ${near.join(", ") || [...keys].slice(0, 12).join(", ")}`,
  );
}
