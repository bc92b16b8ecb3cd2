import { expect, test } from "vitest";
import { loadCatalogue } from "../catalogue/index.ts";
import { Job } from "../shape/protocol.ts";
import { jobOfPlay, type PlayAddress } from "./job-of-play.ts";

const OPEN: PlayAddress = {
  baseUrl: "http://127.0.0.1:1/a/0123/v1",
  eventsUrl: "http://127.0.0.1:1/a/0123/events",
  apiKey: "sk-0123",
};

test("law: a job tells nothing of its case but what the client must do", () => {
  const catalogue = loadCatalogue();
  expect(catalogue.length).toBeGreaterThan(50);
  for (const { case: given } of catalogue) {
    const job = jobOfPlay(given, OPEN, { id: "j1", attempt: 1, deadlineMs: 1 });
    expect(Job.safeParse(job).success).toBe(true);
    const told = JSON.stringify({ ...job, abort: null });
    for (const secret of [given.uid, given.id, given.title, given.rule]) expect(told).not.toContain(secret);
    // Cases that ask for the same thing cannot be told apart.
    const asked = { op: given.op, request: given.request, abort: given.abort };
    const twins = catalogue.filter(
      ({ case: other }) =>
        JSON.stringify({ op: other.op, request: other.request, abort: other.abort }) === JSON.stringify(asked),
    );
    for (const { case: twin } of twins) {
      expect(jobOfPlay(twin, OPEN, { id: "j1", attempt: 1, deadlineMs: 1 })).toEqual(job);
    }
  }
});
