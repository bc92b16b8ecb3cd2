/** What every drawn case says of itself, whatever it plays. */
import { CASE_SCHEMA, type Case } from "../shape/case.ts";

type DrawnHead = Pick<
  Case,
  | "schema"
  | "uid"
  | "id"
  | "aliases"
  | "title"
  | "rule"
  | "level"
  | "basis"
  | "refs"
  | "needs"
  | "presumes"
  | "since"
  | "tags"
>;

/** `rule` is the sentence of the property that it is drawn for. */
export function drawnCase(rule: string): DrawnHead {
  return {
    schema: CASE_SCHEMA,
    uid: "fuzz",
    id: "fuzz/drawn",
    aliases: [],
    title: rule,
    rule,
    level: "must",
    basis: "spec",
    refs: [],
    needs: [],
    presumes: [],
    since: "0.1.0",
    tags: ["fuzz"],
  };
}
