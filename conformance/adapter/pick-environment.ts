/** Picks the environment that an adapter is given: an allow-list, so that no proxy, key or provider setting leaks in. */

// What runtimes and tool chains need to find themselves; upper case, because Windows does not mind the case.
const ALLOWED = new Set(
  `PATH HOME USER LOGNAME SHELL LANG LANGUAGE TERM TMP TEMP TMPDIR SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT
   APPDATA LOCALAPPDATA USERPROFILE HOMEDRIVE HOMEPATH PROGRAMDATA PROGRAMFILES PROGRAMFILES(X86) PROGRAMW6432 OS
   NUMBER_OF_PROCESSORS PROCESSOR_ARCHITECTURE LD_LIBRARY_PATH DYLD_LIBRARY_PATH VIRTUAL_ENV JAVA_HOME GOROOT
   GOPATH GOCACHE GOMODCACHE CARGO_HOME RUSTUP_HOME DOTNET_ROOT GEM_HOME GEM_PATH BUN_INSTALL DENO_DIR`.split(/\s+/),
);
const ALLOWED_PREFIXES = ["LC_", "XDG_"];

/** Set whatever the caller's environment says; a name given by the caller outright still wins. */
const FIXED = { NO_PROXY: "127.0.0.1,localhost", no_proxy: "127.0.0.1,localhost", TZ: "UTC" };

type Environment = Readonly<Record<string, string | undefined>>;

/** `passEnv` names variables to hand on besides; a name that is not set is left out. */
export function pickEnvironment(given: Environment, passEnv: readonly string[] = []): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    const upper = name.toUpperCase();
    if (value === undefined) continue;
    if (ALLOWED.has(upper) || ALLOWED_PREFIXES.some((prefix) => upper.startsWith(prefix))) picked[name] = value;
  }
  Object.assign(picked, FIXED);
  for (const name of passEnv) {
    const value = given[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
