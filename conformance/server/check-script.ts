/** Refuses a script that could not be played as written. */
import { ToolkitError } from "../../src/base/index.ts";
import type { PlayScript } from "../shape/play.ts";
import { wireProblem } from "./check-wire.ts";

const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// A line end inside a value would start a header, or a body, that no one scripted.
// oxlint-disable-next-line no-control-regex
const HEADER_VALUE = /^[^\0\r\n]*$/;

/** Throws `ToolkitError` CASE_INVALID with the place inside the script. */
export function checkScript(script: PlayScript): void {
  if (!(script.gapMs >= 0)) refuse("script.gapMs", `${script.gapMs} is no number of milliseconds`);
  for (const [n, exchange] of script.exchanges.entries()) {
    const place = `script.exchanges[${n}]`;
    if (!Number.isInteger(exchange.status) || exchange.status < 100 || exchange.status > 599) {
      refuse(`${place}.status`, `${exchange.status} is no HTTP status`);
    }
    checkFields(exchange.headers, `${place}.headers`);
    checkFields(exchange.wire?.trailers ?? [], `${place}.wire.trailers`);
    for (const [at, { headers }] of (exchange.wire?.informational ?? []).entries()) {
      checkFields(headers, `${place}.wire.informational[${at}].headers`);
    }
    const problem = wireProblem(exchange);
    if (problem !== null) refuse(`${place}.wire.${problem[0]}`, problem[1]);
    for (const { before } of exchange.barriers ?? []) {
      if (!(before in exchange.slices)) refuse(`${place}.barriers`, `there is no slice ${before}`);
    }
    for (const index of exchange.gapsBefore) {
      if (!Number.isInteger(index) || index < 0 || index >= exchange.slices.length) {
        refuse(`${place}.gapsBefore`, `there is no slice ${index}; the body has ${exchange.slices.length}`);
      }
    }
  }
}

function checkFields(fields: readonly (readonly [name: string, value: string])[], place: string): void {
  for (const [name, value] of fields) {
    if (!HEADER_NAME.test(name)) refuse(place, `${JSON.stringify(name)} is no header name`);
    if (!HEADER_VALUE.test(value)) refuse(`${place}.${name}`, "the value holds a line end or a zero byte");
  }
}

function refuse(place: string, detail: string): never {
  throw new ToolkitError("CASE_INVALID", place, detail);
}
