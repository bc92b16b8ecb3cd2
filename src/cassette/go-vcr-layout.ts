/** How the several go-vcr writers lay a file out; which one wrote a given file. */
import type { GoKeyOrder } from "./compare-go-keys.ts";

/** Columns and habits of one writer. Every column counts from the file's left edge. */
type Layout = {
  /** The dash of an interaction. */
  readonly dashColumn: number;
  /** `id`, `request`, `response`. */
  readonly keyColumn: number;
  /** The members of a request or response. */
  readonly memberColumn: number;
  /** Names of headers and form fields. */
  readonly nameColumn: number;
  /** The dash of a value in a list, below a header name. */
  readonly valueColumn: number;
  /** The dash of a value in a list that is itself a member (`transfer_encoding`). */
  readonly memberValueColumn: number;
  /** Spaces that a block scalar is indented below its key; also the digit of its indentation hint. */
  readonly indent: number;
  /** Leaves out members that are empty, where the format allows it. */
  readonly isOmittingEmpty: boolean;
  /** yaml.v2 folds text beyond this column. */
  readonly foldColumn: number | null;
  /** goccy/go-yaml knows plain text and Go's quotes, nothing else. */
  readonly isQuoting: boolean;
  readonly keyOrder: GoKeyOrder;
  /** yaml v4 quotes `<<`, which is no text to it; its forebears leave it plain. */
  readonly isMergeQuoted: boolean;
};

const PLAIN = { foldColumn: null, isQuoting: false, keyOrder: "yaml.v3", isMergeQuoted: false } as const;
const COMPACT = {
  ...PLAIN,
  dashColumn: 0,
  keyColumn: 2,
  memberColumn: 4,
  nameColumn: 6,
  valueColumn: 6,
  memberValueColumn: 4,
  indent: 2,
} as const;
const WIDE = {
  ...PLAIN,
  dashColumn: 4,
  keyColumn: 6,
  memberColumn: 8,
  nameColumn: 12,
  valueColumn: 16,
  memberValueColumn: 12,
  indent: 4,
} as const;

/** The layouts by name. Names say which module wrote such files, not the version number inside. */
export const GO_VCR_LAYOUTS = {
  /** charm.land/x/vcr: yaml v4 (to rc.4), indent 2, compact sequences. The layout of the recordings in `fixtures/real`. */
  charm: { ...COMPACT, isOmittingEmpty: true, isMergeQuoted: true },
  /** go-vcr 4.0.3 and later: empty members are left out. */
  "go-vcr-v4": { ...WIDE, isOmittingEmpty: true },
  /** The same with an early yaml v4, whose dashes stand two columns to the left. */
  "go-vcr-v4-dash": {
    ...WIDE,
    dashColumn: 2,
    keyColumn: 4,
    valueColumn: 14,
    memberValueColumn: 10,
    isOmittingEmpty: true,
    isMergeQuoted: true,
  },
  /** The same writer with an indent of 2. */
  "go-vcr-v4-narrow": {
    ...PLAIN,
    dashColumn: 2,
    keyColumn: 4,
    memberColumn: 6,
    nameColumn: 8,
    valueColumn: 10,
    memberValueColumn: 8,
    indent: 2,
    isOmittingEmpty: true,
    isMergeQuoted: true,
  },
  /** go-vcr 4.0.5, on goccy/go-yaml. */
  "go-vcr-v4-quoted": {
    ...COMPACT,
    isOmittingEmpty: true,
    isQuoting: true,
    isMergeQuoted: true,
    keyOrder: "goccy",
  },
  /** go-vcr 2.1 to 4.0.2, whatever version stands inside: yaml.v3, every member written. */
  "go-vcr-v3": { ...WIDE, isOmittingEmpty: false },
  /** go-vcr 1 and 2.0: yaml.v2, which folds at column 80. */
  "go-vcr-v1": { ...COMPACT, isOmittingEmpty: false, foldColumn: 80, keyOrder: "yaml.v2" },
} as const satisfies Record<string, Layout>;

/** The name of a layout. */
export type GoVcrLayout = keyof typeof GO_VCR_LAYOUTS;

/** Names the layout of a file's text. A file with no interaction is taken for `go-vcr-v4`. */
export function detectGoVcrLayout(source: string): GoVcrLayout {
  const head = source.slice(0, 400);
  const dash = /^( *)- (?:id|request):/m.exec(head)?.[1]?.length;
  const isVersion1 = /^version: 1\s*$/m.test(head);
  if (dash === 0 && isVersion1) return "go-vcr-v1";
  if (dash === 0) return isQuotedNeedlessly(source) ? "go-vcr-v4-quoted" : "charm";
  if (dash === 2) return /^ {6}proto:/m.test(head) ? "go-vcr-v4-narrow" : "go-vcr-v4-dash";
  // Lists and maps that are written although empty: only writers from before omitempty do so.
  const isWritingEmpty = isVersion1 || /^ {8}(?:transfer_encoding: \[\]|trailer: \{\})$/m.test(source);
  return isWritingEmpty ? "go-vcr-v3" : "go-vcr-v4";
}

/** JSON or events in double quotes that the other writers would have spelled as a block or in single quotes. */
function isQuotedNeedlessly(source: string): boolean {
  for (const [, quoted = ""] of source.matchAll(/^    body: "(.*)"$/gm)) {
    if (/[\ud800-\udfff]/.test(quoted)) return true;
    const isForced = /\\[^"\\n]/.test(quoted.replaceAll("\\\\", "")) || /(?: \\n| )$| \\n/.test(quoted);
    if (quoted.includes('\\"') && !isForced) return true;
  }
  return false;
}
