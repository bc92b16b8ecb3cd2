/** What is wrong with a catalogue: a value, for its author to read. */

export type CatalogueProblem = {
  /** The case, or null for the catalogue as a whole. */
  readonly uid: string | null;
  /** Where: a file of a case, `uid.lock`, or the name of a list. */
  readonly place: string;
  /** One sentence. */
  readonly detail: string;
};
