/** The error with which Node's fetch reports that a body broke off: a TypeError whose cause says how. */

const CAUSES = {
  rst: { code: "ECONNRESET", message: "read ECONNRESET" },
  missing_last_chunk: { code: "UND_ERR_SOCKET", message: "other side closed" },
  closed: { code: "UND_ERR_SOCKET", message: "other side closed" },
} as const;

export function terminated(how: keyof typeof CAUSES): TypeError {
  const { code, message } = CAUSES[how];
  return new TypeError("terminated", { cause: Object.assign(new Error(message), { code }) });
}
