/** Refuses a script that could not be played as written. */
import { ToolkitError } from "../../src/base/index.ts";
import type { PlayScript } from "../shape/play.ts";

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
    for (const [name, value] of exchange.headers) {
      if (!HEADER_NAME.test(name)) refuse(`${place}.headers`, `${JSON.stringify(name)} is no header name`);
      if (!HEADER_VALUE.test(value)) refuse(`${place}.headers.${name}`, "the value holds a line end or a zero byte");
    }
    for (const index of exchange.gapsBefore) {
      if (!Number.isInteger(index) || index < 0 || index >= exchange.slices.length) {
        refuse(`${place}.gapsBefore`, `there is no slice ${index}; the body has ${exchange.slices.length}`);
      }
    }
  }
}

function refuse(place: string, detail: string): never {
  throw new ToolkitError("CASE_INVALID", place, detail);
}
