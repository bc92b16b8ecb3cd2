/** Takes secrets out of headers and text before anything is recorded or reported. */

const MARK = "[redacted]";

// Names that hold a secret whatever their value looks like.
const SECRET_HEADER =
  /^(?:proxy-)?authorization$|cookie|(?:^|[-_])(?:api[-_]?key|apikey|key|token|secret|password|credentials?|signature|session)(?:$|[-_])/i;
const SECRET_NAME =
  "(?:x[-_])?api[-_]?key|access[-_]?(?:key|token)|refresh[-_]?token|id[-_]?token|auth[-_]?token|session[-_]?token|client[-_]?secret|secret(?:[-_]?key)?|password|authorization|(?:set-)?cookie|x-goog-api-key|(?:x-amz-|x-goog-)?signature";
// A bare `key` or `token` is a secret in a URL; in JSON it is a map's key or a log probability's token.
const QUERY = new RegExp(
  `(^|[?&;])(${SECRET_NAME}|key|token|sig|auth|x-amz-(?:credential|security-token))=[^&#;\\s"'<>\\\\]+`,
  "gi",
);
const JSON_MEMBER = new RegExp(`("(?:${SECRET_NAME})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*(?=")`, "gi");
const ESCAPED_JSON_MEMBER = new RegExp(`(\\\\"(?:${SECRET_NAME})\\\\"\\s*:\\s*\\\\")[^"\\\\]*`, "gi");
const USER_INFO = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@"'<>\\]+@/gi;
// Prose has `bearer bonds` and `sk-learn`: what is taken for a secret has a digit. Look-aheads are bounded, so that
// text made of prefixes alone cannot make this quadratic.
const SCHEME = /\b(Bearer|Basic)(\s{1,4}|%20|\+)(?=[\w.~+/=-]{0,200}\d)[\w.~+/=-]{8,}/gi;
const PREFIXED = /(?<![A-Za-z0-9_])(sk-|gsk_|xai-|hf_|r8_|pplx-|gh[pousr]_|github_pat_)(?=[\w-]{0,200}\d)[\w-]{8,}/g;
const GOOGLE_KEY = /(?<![\w-])AIza[\w-]{30,}/g;
const AWS_KEY = /(?<!\w)(AKIA|ASIA)[0-9A-Z]{16}(?!\w)/g;
const WEB_TOKEN = /(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g;

/** Header values by name, as Node and cassettes give them. */
type HeaderValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The same headers in the same order; values of secret names become `[redacted]`, an authorization keeps its scheme.
 * Other values go through `redactText`.
 */
export function redactHeaders(headers: HeaderValues): Record<string, string | string[]> {
  const redacted: [string, string | string[]][] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    redacted.push([
      name,
      typeof value === "string" ? redactValue(name, value) : value.map((one) => redactValue(name, one)),
    ]);
  }
  return Object.fromEntries(redacted);
}

function redactValue(name: string, value: string): string {
  if (!SECRET_HEADER.test(name)) return redactText(value);
  const scheme = /^(?:Bearer|Basic|Digest|Token|ApiKey)(?= )/i.exec(value)?.[0];
  return scheme === undefined ? MARK : `${scheme} ${MARK}`;
}

/** The text with credentials in URLs, form and JSON members, authorization values and known key shapes replaced. */
export function redactText(text: string): string {
  return text
    .replace(SCHEME, `$1$2${MARK}`)
    .replace(PREFIXED, `$1${MARK}`)
    .replace(GOOGLE_KEY, MARK)
    .replace(AWS_KEY, MARK)
    .replace(WEB_TOKEN, MARK)
    .replace(JSON_MEMBER, `$1${MARK}`)
    .replace(ESCAPED_JSON_MEMBER, `$1${MARK}`)
    .replace(USER_INFO, `$1${MARK}@`)
    .replace(QUERY, `$1$2=${MARK}`);
}
