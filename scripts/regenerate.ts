/** Draws `fixtures/generated` anew; `--check` fails where a file differs from what its seed gives. `found/` is left alone. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, cpSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "../conformance/cli/run-command.ts";
import { type DialectProfile, drawStreams, FAULTS, PROFILES, type Quirk, QUIRKS } from "../generators/index.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const TARGET = path.join(ROOT, "fixtures", "generated");
const SEED = 7;

/** How far to look for a stream that a quirk changes. */
const STREAMS_MAX = 40;

/** The first stream that shows the quirk, in the plainest dialect in which one does: not each has a call, or reasoning. */
function firstShown(quirk: Quirk): { readonly dialect: string; readonly first: number } {
  for (const profile of Object.values<DialectProfile>(PROFILES)) {
    const parts = { profile, seed: SEED, count: STREAMS_MAX };
    const plain = [...drawStreams(parts)];
    for (const { number, whole } of drawStreams({ ...parts, quirks: [quirk] })) {
      if (!Buffer.from(plain[number]?.whole.bytes ?? []).equals(whole.bytes)) {
        return { dialect: profile.name, first: number };
      }
    }
  }
  throw new Error(`${quirk.id}: none of ${STREAMS_MAX} streams of any dialect shows it`);
}

/** Each dialect twice, each quirk and each fault once. */
const DRAWN: readonly { readonly folder: string; readonly args: readonly string[] }[] = [
  ...Object.keys(PROFILES).map((name) => ({ folder: `dialects/${name}`, args: ["--dialect", name, "--count", "2"] })),
  ...[...QUIRKS.values()].map((quirk) => {
    const { dialect, first } = firstShown(quirk);
    return {
      folder: `quirks/${quirk.id}`,
      args: ["--dialect", dialect, "--quirk", quirk.id, "--count", "1", "--first", String(first)],
    };
  }),
  ...[...FAULTS.keys()].map((id) => ({
    folder: `faults/${id}`,
    args: ["--dialect", "openai", "--fault", id, "--count", "1"],
  })),
];

/** Cases that `fuzz --save` wrote: each has its own seed in its header, and is drawn again by nobody. */
const FOUND = "found/";

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "README.md")
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((file) => !file.startsWith(FOUND))
    .sort();
}

async function drawInto(folder: string): Promise<void> {
  for (const { folder: below, args } of DRAWN) {
    let said = "";
    const code = await runCommand(
      ["generate", ...args, "--seed", String(SEED), "--format", "sse", "--out", path.join(folder, below)],
      {
        stdout: { write: () => undefined },
        stderr: { write: (text) => (said += text) },
        env: {},
        cwd: folder,
        interrupted: new AbortController().signal,
      },
    );
    if (code !== 0) throw new Error(`${below}: ${said}`);
  }
}

const fresh = mkdtempSync(path.join(tmpdir(), "streamproof-generated-"));
try {
  await drawInto(fresh);
  const wanted = filesBelow(fresh);
  const present = filesBelow(TARGET);
  const differing = wanted.filter(
    (file) =>
      !present.includes(file) || !readFileSync(path.join(TARGET, file)).equals(readFileSync(path.join(fresh, file))),
  );
  const orphans = present.filter((file) => !wanted.includes(file));
  if (process.argv.includes("--check")) {
    for (const file of [...differing, ...orphans])
      process.stderr.write(
        `fixtures/generated/${file}: not what its seed gives; \`npm run regenerate\` draws it anew\n`,
      );
    process.exitCode = differing.length + orphans.length === 0 ? 0 : 1;
  } else {
    for (const file of orphans) rmSync(path.join(TARGET, file));
    cpSync(fresh, TARGET, { recursive: true });
  }
  const streams = wanted.filter((file) => file.endsWith(".sse")).length;
  process.stdout.write(`${streams} streams, ${differing.length} differing, ${orphans.length} orphans\n`);
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
