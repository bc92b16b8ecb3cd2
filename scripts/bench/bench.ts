/** A bench is a claim about speed: pairs that are timed turn about, and the ratio that must come of it. */

/** Imports a peer by its package name, from the folder that the peers were installed into. */
export type OpenPeer = (name: string) => Promise<unknown>;

/** What is timed: ours against what it is held against. A side may be asynchronous. */
export type Sides = {
  /** Ours. */
  readonly a: () => unknown;
  /** The peer or the yardstick. */
  readonly b: () => unknown;
  /** Asked once, when all rounds are over. */
  readonly also?: () => Also;
  readonly tearDown?: () => unknown;
};

/** What a pair shows beside its times, as a clause, and whether that is as it is due. */
export type Also = { readonly text: string; readonly met: boolean };

export type Pair = {
  readonly name: string;
  readonly setUp: (openPeer: OpenPeer) => Sides | Promise<Sides>;
  /** So many rounds at most, where one call takes seconds. */
  readonly roundsMax?: number;
  /** It takes minutes: it is timed only where `--only` names it, as BENCH/PAIR. */
  readonly isOnDemand?: boolean;
};

export type Bench = {
  /** kebab-case; what `--only` names. */
  readonly name: string;
  /** Who is compared with whom, doing what. */
  readonly title: string;
  /**
   * `speed`: how many times as fast as b, at least `target`, as the geometric mean over the pairs.
   * `time`: how many times as long as b, at most `target`, for every pair.
   */
  readonly ratio: "speed" | "time";
  readonly target: number;
  /** The least that each pair of a `speed` bench must reach. */
  readonly floor?: number;
  /** Packages that `setUp` opens; without them the bench is skipped. */
  readonly peers: readonly string[];
  readonly pairs: readonly Pair[];
};
