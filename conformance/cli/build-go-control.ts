/** Builds the bare client of Go's net/http into the cache, with the Go that is here. */
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { ToolkitError } from "../../src/base/index.ts";
import { makeFolder } from "../copy/make-folder.ts";
import { cacheFolder } from "./client-folder.ts";
import type { Terminal } from "./terminal.ts";

const TAIL_CHARS = 2_000;

/**
 * Returns the program. Nothing is downloaded: the bare client has no dependencies, and another tool chain is not fetched.
 * @throws ToolkitError `CLIENT_INSTALL` where there is no Go, or it cannot build.
 */
export async function buildGoControl(folder: string, terminal: Terminal): Promise<string> {
  const version = await go(["env", "GOVERSION"], folder, terminal);
  const hash = createHash("sha256").update(version);
  for (const name of ["go.mod", "main.go"]) hash.update(readFileSync(path.join(folder, name)));
  const suffix = process.platform === "win32" ? ".exe" : "";
  const target = path.join(
    cacheFolder(terminal.env),
    `control-go-net-http-${hash.digest("hex").slice(0, 16)}${suffix}`,
  );
  if (existsSync(target)) return target;
  const making = `${target}.${process.pid}-${randomBytes(4).toString("hex")}`;
  try {
    makeFolder(path.dirname(target), path.dirname(target));
    await go(["build", "-o", making, "."], folder, terminal);
    renameSync(making, target);
    return target;
  } finally {
    rmSync(making, { force: true });
  }
}

// --- internal ---

/** What it wrote to its standard output. */
async function go(args: readonly string[], cwd: string, terminal: Terminal): Promise<string> {
  const child = spawn("go", args, {
    cwd,
    env: { ...terminal.env, GOTOOLCHAIN: "local", GOFLAGS: "", GOWORK: "off", CGO_ENABLED: "0" },
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
    signal: terminal.interrupted,
  });
  let [out, tail] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (tail = (tail + text).slice(-TAIL_CHARS)));
  const ended = await new Promise<string | null>((resolve) => {
    child.once("error", (error) => resolve(`go could not be started: ${error.message}`));
    child.once("close", (code, signal) =>
      resolve(code === 0 ? null : `go ${args[0]} ended with ${signal ?? `code ${code}`}`),
    );
  });
  if (ended === null) return out.trim();
  throw new ToolkitError("CLIENT_INSTALL", "go-net-http", tail === "" ? ended : `${ended}\n${tail.trimEnd()}`);
}
