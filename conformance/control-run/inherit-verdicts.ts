/** Has a bare client of the same runtime play what the client failed, so that the runtime's failures become `inherited`. */
import { ToolkitError } from "../../src/base/index.ts";
import { isFailing } from "../judge/index.ts";
import { runCatalogue, type RunClock } from "../run/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { Driver } from "../shape/driver.ts";
import type { FindingCode } from "../shape/finding.ts";
import type { Stage } from "../shape/play.ts";
import type { ClientIdentity } from "../shape/protocol.ts";
import type { CaseVerdict, ControlRun } from "../shape/report.ts";
import { chooseControl, hasSameRuntime, type ControlName } from "./choose-controls.ts";
import { wantsControl } from "./wants-control.ts";

export type InheritInput = {
  readonly client: ClientIdentity;
  readonly cases: readonly LoadedCase[];
  readonly verdicts: readonly CaseVerdict[];
  readonly stage: Stage;
  readonly clock: RunClock;
  readonly gapMs: number;
  readonly signal: AbortSignal;
  /** Starts the bare client; rejects with a ToolkitError where it cannot run here. */
  readonly start: (name: ControlName) => Promise<Driver>;
};

export type Inherited = {
  readonly verdicts: readonly CaseVerdict[];
  /** Null where nothing was asked of a bare client. */
  readonly controls: readonly ControlRun[] | null;
};

type Wanted = { readonly loaded: LoadedCase; readonly verdict: CaseVerdict };
/** What the bare client's play came to, by the case's uid and the play's key. */
type Played = ReadonlyMap<string, CaseVerdict>;

/** Rejects for our own bugs only; a bare client that cannot run leaves every verdict as it is. */
export async function inheritVerdicts(input: InheritInput): Promise<Inherited> {
  const byUid = new Map(input.cases.map((loaded) => [loaded.case.uid, loaded]));
  const wanted = input.verdicts.flatMap((verdict): readonly Wanted[] => {
    const loaded = byUid.get(verdict.uid);
    return loaded !== undefined && wantsControl(loaded.case, verdict) ? [{ loaded, verdict }] : [];
  });
  if (wanted.length === 0 || input.signal.aborted) return { verdicts: input.verdicts, controls: null };
  const chosen = chooseControl(input.client);
  const left = (name: string, version: string | null, because: string): Inherited => ({
    verdicts: input.verdicts,
    controls: [{ name, version, ran: false, because }],
  });
  if (chosen.control === null) return left("none", null, chosen.because);

  let driver: Driver | null = null;
  try {
    driver = await input.start(chosen.control);
    const control = driver.ready.client;
    const version = versionOf(control);
    if (!hasSameRuntime(input.client, control))
      return left(chosen.control, version, `it runs on ${version}, the client on ${versionOf(input.client)}`);
    const played = await playWanted(wanted, driver, input);
    const inherited = new Map(
      wanted.flatMap(({ verdict }) => {
        const because = inheritedBecause(verdict, played, `${control.entry ?? control.name} of ${version}`);
        return because === null ? [] : [[verdict.uid, { ...verdict, status: "inherited" as const, because }]];
      }),
    );
    return {
      verdicts: input.verdicts.map((verdict) => inherited.get(verdict.uid) ?? verdict),
      controls: [{ name: chosen.control, version, ran: true, because: null }],
    };
  } catch (error) {
    if (!(error instanceof ToolkitError) || error.code === "INTERNAL") throw error;
    return left(chosen.control, driver === null ? null : versionOf(driver.ready.client), error.detail);
  } finally {
    await driver?.close();
  }
}

// --- internal ---

/** `node 20.20.2 (undici 6.24.1)`. */
function versionOf({ runtime, version, transport }: ClientIdentity): string {
  return `${runtime ?? version}${transport === undefined ? "" : ` (${transport})`}`;
}

/** Every play that failed is played again: the same bytes, cuts and ending. */
async function playWanted(wanted: readonly Wanted[], driver: Driver, input: InheritInput): Promise<Played> {
  const byKey = new Map<string, LoadedCase[]>();
  for (const { loaded, verdict } of wanted) {
    for (const key of failedKeys(verdict)) byKey.set(key, [...(byKey.get(key) ?? []), loaded]);
  }
  const played = new Map<string, CaseVerdict>();
  let calibrated = false;
  for (const [onlyKey, cases] of byKey) {
    const { verdicts } = await runCatalogue({
      cases,
      driver,
      stage: input.stage,
      onlyKey,
      // What dialect a stream is in is nothing to a transport.
      profiles: [...new Set(cases.map((loaded) => loaded.case.profile))],
      clock: input.clock,
      gapMs: input.gapMs,
      jobs: driver.ready.max_in_flight,
      skipCalibration: calibrated,
      signal: input.signal,
    });
    calibrated = true;
    for (const verdict of verdicts) played.set(`${verdict.uid} ${onlyKey}`, verdict);
  }
  return played;
}

function failedKeys(verdict: CaseVerdict): readonly string[] {
  return [...new Set([verdict.key, ...verdict.variants.failed])];
}

/** Where the client failed one play that the bare client did not, the case has a failure of its own. */
function inheritedBecause(verdict: CaseVerdict, played: Played, control: string): string | null {
  const alike = failedKeys(verdict).every((key) => failsLikewise(verdict, played.get(`${verdict.uid} ${key}`)));
  if (!alike) return null;
  const codes = failingCodes(verdict);
  return `${control} fails likewise: ${codes.length === 0 ? verdict.status : codes.join(", ")}`;
}

/** Of a deadline nothing but the deadline is known; of a judged play the bare client must show each of its codes. */
function failsLikewise(client: CaseVerdict, control: CaseVerdict | undefined): boolean {
  if (control === undefined) return false;
  if (client.status === "timeout") return control.status === "timeout";
  if (!isFailing(control)) return false;
  const shown = failingCodes(control);
  const codes = failingCodes(client);
  return codes.length > 0 && codes.every((code) => shown.includes(code));
}

function failingCodes({ findings }: CaseVerdict): readonly FindingCode[] {
  return [...new Set(findings.filter(({ severity }) => severity === "fail").map(({ code }) => code))];
}
