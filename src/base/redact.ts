/** Takes secrets out of headers, values and text before anything is recorded or reported. */

const MARK = "[redacted]";

// Names that hold a secret whatever their value looks like.
const SECRET_HEADER =
  /^(?:proxy-)?authorization$|cookie|(?:^|[-_])(?:api[-_]?key|apikey|key|auth|token|(?:csrf|xsrf)-?token|secret|passw(?:or)?d|passphrase|credentials?|signature|session|bypass)(?:$|[-_])|^openai-(?:organization|project)$/i;
const JOINT = "(?:[-_.]|%5f|%2d)?";
/** What a name ends in that holds a secret, wherever it stands: `OPENAI_API_KEY`, `clientSecret`, `x-amz-security-token`. */
const SECRET_NAME = [
  "api ?key",
  `(?:api|access|private|subscription|virtual)${JOINT}key`,
  `access${JOINT}key${JOINT}id`,
  `secret(?:${JOINT}access)?(?:${JOINT}key)?`,
  `(?:access|refresh|auth|session|security|csrf|xsrf)${JOINT}token`,
  "(?<![a-z])id[-_]?token",
  "passw(?:or)?d",
  "passphrase",
  "authorization",
  "cookie",
  "credentials?",
  "x-(?:amz|goog)-signature",
].join("|");
const ENDS_IN_SECRET = new RegExp(`(?:${SECRET_NAME})$`, "i");
// In JSON a bare `key` or `token` is a map's key or a log probability's token: its value has to look like a secret.
const VAGUE_NAME = "(?<![a-z0-9])(?:key|token)";
const IS_VAGUE = /^(?:key|token)$/i;
/** A name, the end of its quotes, what parts it from its value. The value is read by hand: it may have any length. */
const NAMED = new RegExp(
  `(?:(${SECRET_NAME})|${VAGUE_NAME})(\\\\{0,8}["'])?(\\s{0,4}(?:=>|[:=,]|%3d|%3a)\\s{0,4}|\\s{1,4})`,
  "gi",
);
// A bare `key`, `token` or `signature` is a secret in a URL; a reasoning's signature in JSON is none.
const QUERY = /(^|[?&;])(key|token|sig|signature|auth)=[^&#;\s"'<>\\]+/gi;
const QUERY_CODE = /([?&]code=)(?=[\w.~%-]{0,200}\d)[\w.~%-]{12,}/gi;
const USER_INFO = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@"'<>\\]+@/gi;
const BARE_USER_INFO = /((?:^|[\s"'(=])\/\/)[^\s/?#@:"'<>\\]+:[^\s/?#@"'<>\\]+@/g;
const CURL_USER = /(\s(?:-u|--user)[\s=]{1,2}["']?[^\s:"']{1,64}:)(?=[^\s"']{0,200}\d)[^\s"']{8,}/g;
// Prose has `bearer bonds` and `sk-learn`: what is taken for a secret has a digit. Look-aheads are bounded, so that
// text made of prefixes alone cannot make this quadratic.
const SCHEME = /\b(Bearer|Basic)((?:\s{1,4}|%20|\+|:\s{0,4})["']?)(?=[\w.~+/=-]{0,200}\d)[\w.~+/=-]{8,}/gi;
/** Where a word begins, also after a line end that is spelled `\n`. */
const START = String.raw`(?:(?<![A-Za-z0-9_])|(?<=\\[nrt]))`;
const PREFIXED = new RegExp(
  `${START}(sk-|gsk_|xai-|hf_|r8_|pplx-|gh[pousr]_|github_pat_|sk_(?:live|test)_|xox[abeoprs]-|glpat-|nvapi-|tgp_v1_)(?=[\\w-]{0,200}\\d)[\\w-]{8,}`,
  "g",
);
/** Prefixes that are words as well want a longer key behind them. */
const SHORT_PREFIXED = new RegExp(`${START}(SK-|fw_|csk-)(?=[A-Za-z0-9]{0,200}\\d)[A-Za-z0-9]{16,}`, "g");
/** No word begins like this. */
const SURELY_PREFIXED = new RegExp(`${START}(sk-(?:proj|ant|or|svcacct|admin)-)[\\w-]{8,}`, "g");
const GOOGLE_KEY = new RegExp(`${START}(?<!-)AIza[\\w-]{30,}`, "g");
const AWS_KEY = new RegExp(`${START}(?:AKIA|ASIA)[0-9A-Z]{16}(?!\\w)`, "g");
const WEB_TOKEN = new RegExp(`${START}(?<!-)eyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\.[\\w-]{8,}`, "g");
const PRIVATE_KEY = /(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)[^]*?(?=-----END|$)/g;

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
      typeof value === "string" ? redactHeader(name, value) : value.map((one) => redactHeader(name, one)),
    ]);
  }
  return Object.fromEntries(redacted);
}

/** A JSON value with every text in it redacted, and what stands under a secret's name; the caller bounds its depth. */
export function redactValue(value: unknown): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const [name, second] = value;
    // A header as a pair.
    if (value.length === 2 && typeof name === "string" && typeof second === "string" && ENDS_IN_SECRET.test(name))
      return [name, redactMember(name, second)];
    return value.map(redactValue);
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [redactText(name), redactMember(name, member)]),
  );
}

/** The text with credentials in URLs, form and JSON members, header lines, flags and known key shapes replaced. Linear. */
export function redactText(text: string): string {
  return redactNamed(
    text
      .replace(PRIVATE_KEY, `$1${MARK}`)
      .replace(SCHEME, `$1$2${MARK}`)
      .replace(PREFIXED, `$1${MARK}`)
      .replace(SURELY_PREFIXED, `$1${MARK}`)
      .replace(SHORT_PREFIXED, `$1${MARK}`)
      .replace(GOOGLE_KEY, MARK)
      .replace(AWS_KEY, MARK)
      .replace(WEB_TOKEN, MARK)
      .replace(CURL_USER, `$1${MARK}`),
  )
    .replace(USER_INFO, `$1${MARK}@`)
    .replace(BARE_USER_INFO, `$1${MARK}@`)
    .replace(QUERY_CODE, `$1${MARK}`)
    .replace(QUERY, `$1$2=${MARK}`);
}

// --- internal ---

const VALUE_SCHEME = /^(?:Bearer|Basic|Digest|Token|ApiKey)(?=\s)/i;

function redactHeader(name: string, value: string): string {
  return SECRET_HEADER.test(name) ? withScheme(value) : redactText(value);
}

function withScheme(value: string): string {
  const scheme = VALUE_SCHEME.exec(value)?.[0];
  return scheme === undefined ? MARK : `${scheme} ${MARK}`;
}

function redactMember(name: string, member: unknown): unknown {
  if (ENDS_IN_SECRET.test(name)) {
    if (typeof member === "string" && member !== "") return withScheme(member);
    if (typeof member === "number" && Math.abs(member) >= 100_000) return MARK;
    if (Array.isArray(member)) return member.map((one) => redactMember(name, one));
  }
  if (IS_VAGUE.test(name) && typeof member === "string" && isSecretLike(member)) return MARK;
  return redactValue(member);
}

/** Long, of one piece, with digits and letters of both cases: no word, no number, no log probability's token. */
function isSecretLike(value: string): boolean {
  return (
    value.length >= 12 &&
    /^[\w.~+/=-]{12,}$/.test(value.slice(0, 200)) &&
    /\d/.test(value) &&
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value)
  );
}

/** A value as far as it is to be replaced: `kept` stands before the mark. */
type Value = { readonly from: number; readonly to: number; readonly kept: string };

function redactNamed(text: string): string {
  let out = "";
  let copied = 0;
  NAMED.lastIndex = 0;
  for (let found = NAMED.exec(text); found !== null; found = NAMED.exec(text)) {
    const [, secret, closing = "", separator = ""] = found;
    const name: Name = {
      text: secret ?? null,
      from: found.index,
      isQuoted: closing !== "",
      separator: separator.trim().toLowerCase(),
    };
    const at = NAMED.lastIndex;
    for (let value = readNamed(text, at, name); value !== null; value = readNext(text, at, value.to, name)) {
      out += `${text.slice(copied, value.from)}${value.kept}${MARK}`;
      copied = value.to;
      NAMED.lastIndex = value.to;
    }
  }
  return out + text.slice(copied);
}

type Name = {
  /** Null for a vague one. */
  readonly text: string | null;
  readonly from: number;
  readonly isQuoted: boolean;
  /** "" for white space alone. */
  readonly separator: string;
};

function readNamed(text: string, at: number, name: Name): Value | null {
  if (text.startsWith(MARK, at)) return null;
  const from = text[at] === "[" ? at + 1 : at;
  const quote = matchAt(OPENING, text, from);
  if (quote !== null) return readQuoted(text, from + quote.length, quote, name);
  if (name.separator === ",") return null;
  if (name.separator === "" && !isFlag(text, name.from) && matchAt(TAB_BEFORE, text, at - 1) === null) return null;
  return readBare(text, at, name);
}

/** The next text of a list that begins at `begin`, after one that ends at `at`. */
function readNext(text: string, begin: number, at: number, name: Name): Value | null {
  const parted = text[begin] === "[" ? matchAt(BETWEEN, text, at) : null;
  const quote = parted === null ? null : (OPENING_LAST.exec(parted)?.[0] ?? null);
  return parted === null || quote === null ? null : readQuoted(text, at + parted.length, quote, name);
}

const BETWEEN = /\\{0,8}["']\s{0,16},\s{0,16}\\{0,8}["']/y;
const OPENING_LAST = /\\{0,8}["']$/;
const OPENING = /\\{0,8}["']/y;
const TAB_BEFORE = /\t/y;

function readQuoted(text: string, from: number, quote: string, name: Name): Value | null {
  const to = endOfQuoted(text, from, quote);
  const content = text.slice(from, to);
  if (content === "" || content === MARK || /^(?:Bearer|Basic) $/.test(content)) return null;
  const scheme = matchAt(SCHEME_THEN, text, from);
  const kept = scheme !== null && from + scheme.length < to ? scheme : "";
  const whole: Value = { from, to, kept };
  if (name.text === null) return name.isQuoted && name.separator === ":" && isSecretLike(content) ? whole : null;
  const isSure = kept !== "" || (content.length >= 6 && /^\S*\d\S*$/.test(content.slice(0, 200)));
  const isSpelledOut = name.isQuoted && name.separator !== "," && name.separator !== "";
  return isSpelledOut || (isSure && name.separator !== "") ? whole : null;
}

/** The quote that ends it: as many backslashes before it as before the first; fewer end what is around it. */
function endOfQuoted(text: string, from: number, quote: string): number {
  const escapes = quote.length - 1;
  const mark = quote.slice(-1);
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "\n") return at;
    if (text[at] !== mark) continue;
    let before = at;
    while (before > from && text[before - 1] === "\\") before -= 1;
    const run = at - before;
    if (escapes === 0 ? run % 2 === 0 : run <= escapes) return before;
  }
  return text.length;
}

const SCHEME_THEN = /(?:Bearer|Basic|Digest|Token|ApiKey)\s{1,4}/iy;
const WORD = /[^\s"'<>\\,;&#)}\]|`]+/y;
const LINE = /[^\n\r]+/y;
const COOKIE = /[^\s;="'\\,]{1,200}=[^\s;"'\\,]*/y;
const COOKIE_MORE = /;\s?[^\s;="'\\,]{1,200}(?:=[^\s;"'\\,]*)?/y;

function readBare(text: string, at: number, name: Name): Value | null {
  const secret = name.text?.toLowerCase() ?? null;
  if (secret === "authorization") {
    const scheme = matchAt(SCHEME_THEN, text, at);
    if (scheme !== null) {
      const from = at + scheme.length;
      const isDigest = scheme.toLowerCase().startsWith("digest");
      return valueOf(text, at, matchAt(isDigest ? LINE : WORD, text, from), scheme);
    }
  }
  if (secret === "cookie") {
    const to = endOfCookies(text, at);
    if (to > at) return { from: at, to, kept: "" };
  }
  const word = matchAt(WORD, text, at);
  if (word === null || word === MARK) return null;
  if (secret === null && !isFlag(text, name.from) && !(name.separator === "=" && isSecretLike(word))) return null;
  // In a URL or a form whatever stands there is meant; elsewhere code and prose go on: `password=getpass()`.
  const isMeant = name.separator === "=" && isParameter(text, name.from, at + word.length);
  return isMeant || (word.length >= 6 && /\d/.test(word)) ? valueOf(text, at, word, "") : null;
}

/** `a=1; b=2; Secure`; where it begins if there is none. */
function endOfCookies(text: string, at: number): number {
  let part = matchAt(COOKIE, text, at);
  let to = at;
  while (part !== null) {
    to += part.length;
    part = matchAt(COOKIE_MORE, text, to);
  }
  return to;
}

function valueOf(text: string, at: number, word: string | null, kept: string): Value | null {
  if (word === null || text.startsWith(MARK, at + kept.length)) return null;
  return { from: at, to: at + kept.length + word.length, kept };
}

/** Where the name begins of which what was found is the end. */
function beginOfName(text: string, from: number): number {
  let at = from;
  while (at > 0 && from - at < 60 && /[\w.%-]/.test(text[at - 1] ?? "")) at -= 1;
  return at;
}

/** Behind the mark of a query, or first in a form. */
function isParameter(text: string, from: number, to: number): boolean {
  const at = beginOfName(text, from);
  if (at > 0) return "?&;".includes(text[at - 1] ?? "");
  return to === text.length || text[to] === "&";
}

/** `--api-key VALUE`. */
function isFlag(text: string, from: number): boolean {
  return /^-{1,2}[a-z]/i.test(text.slice(beginOfName(text, from), from + 1));
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
