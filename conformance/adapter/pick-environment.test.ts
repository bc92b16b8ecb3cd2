/** The environment of an adapter: an allow-list and nothing else. */
import { expect, test } from "vitest";
import { pickEnvironment } from "./pick-environment.ts";

test("paths and locale pass; proxies, keys and provider settings do not", () => {
  const picked = pickEnvironment({
    PATH: "/bin",
    HOME: "/h",
    LC_ALL: "C",
    XDG_CACHE_HOME: "/c",
    TMPDIR: "/t",
    SystemRoot: "C:\\W",
    HTTPS_PROXY: "p",
    http_proxy: "p",
    ALL_PROXY: "p",
    NODE_USE_ENV_PROXY: "1",
    NODE_OPTIONS: "--x",
    TZ: "CET",
    OPENAI_API_KEY: "k",
    OPENAI_BASE_URL: "u",
    OPENROUTER_API_KEY: "k",
    AWS_SECRET_ACCESS_KEY: "k",
    NO_PROXY: "*",
  });
  expect(picked).toEqual({
    PATH: "/bin",
    HOME: "/h",
    LC_ALL: "C",
    XDG_CACHE_HOME: "/c",
    TMPDIR: "/t",
    SystemRoot: "C:\\W",
    NO_PROXY: "127.0.0.1,localhost",
    no_proxy: "127.0.0.1,localhost",
    TZ: "UTC",
  });
});

test("a name that is passed outright wins over all", () => {
  expect(pickEnvironment({ TZ: "CET", MY_FLAG: "1" }, ["TZ", "MY_FLAG", "UNSET"])).toMatchObject({
    TZ: "CET",
    MY_FLAG: "1",
  });
});
