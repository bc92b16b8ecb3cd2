/** The closed table of findings: coded differences between what was due and what was observed. */
import { z } from "zod";

/** Each code with its sentence. */
export const FINDINGS = {
  "content.lost": "text that the server sent does not reach the caller",
  "content.changed": "text reaches the caller changed",
  "content.duplicated": "text reaches the caller more than once",
  "content.invented": "the caller is given text that the server did not send as part of the answer",
  "reasoning.lost": "reasoning that the server sent does not reach the caller",
  "reasoning.changed": "reasoning reaches the caller changed",
  "reasoning.duplicated": "reasoning reaches the caller more than once",
  "refusal.lost": "the refusal that the server sent does not reach the caller",
  "refusal.changed": "the refusal reaches the caller changed",
  "choice.lost": "a choice that the server sent does not reach the caller",
  "choice.invented": "the caller is given a choice that the server did not send",
  "tool_call.lost": "a tool call that the server sent does not reach the caller",
  "tool_call.merged": "two tool calls reach the caller as one",
  "tool_call.changed": "a tool call reaches the caller with another id, name or arguments",
  "tool_call.completed": "incomplete arguments of a tool call are handed out as if they were whole",
  "tool_call.invented": "the caller is given a tool call that the server did not send",
  "finish.lost": "the finish reason that the server sent does not reach the caller",
  "finish.changed": "the caller is given another finish reason than the server sent",
  "finish.invented": "the caller is given a finish reason, the server sent none",
  "usage.lost": "the server sent usage, the client reports none",
  "usage.changed": "the client reports other usage than the server sent",
  "usage.invented": "the client reports usage, the server sent none",
  "error.swallowed": "the server sent a failure or what is no answer, the caller is told of success",
  "error.false": "the stream was whole, the caller is told of a failure",
  "error.misnamed": "the caller is told of a failure of another kind",
  "error.accidental": "the failure surfaces as an accident of the host language",
  "error.detail_lost": "the server's error message or status does not reach the caller",
  "truncation.hidden": "the stream was cut, the client reports a complete answer",
  "event.lost": "an event that the server sent does not reach the caller",
  "event.changed": "an event reaches the caller changed",
  "event.invented": "the caller is given an event that the server did not send",
  "delivery.buffered": "an event is withheld from the caller until more of the stream has come",
  "done.ignored": "the answer comes only after the server closed a connection held open past [DONE]",
  "abort.ignored": "the caller aborted, the connection stays open",
  "retry.after_output": "the request was sent again after output had begun",
  "retry.unasked": "the request was sent again although retries were set to none",
  "request.missing": "the client sent no request",
  "request.usage_not_asked": "usage was asked for, the request does not say so",
  "capability.unsupported": "the adapter declared this and then answered `unsupported`",
} as const satisfies Record<string, string>;

export type FindingCode = keyof typeof FINDINGS;

/** One coded difference. */
export const ReportedFinding = z.strictObject({
  code: z
    .enum(Object.keys(FINDINGS) as [FindingCode, ...FindingCode[]])
    .describe("out of the closed table of findings"),
  severity: z.enum(["fail", "warn"]).describe("`warn` never fails a case"),
  path: z.string().describe("where in the result: `message.choices[0].content`, `usage`, `server.requests`, …"),
  expected: z.unknown().describe("what was due, of a long text the window around the difference"),
  actual: z.unknown().describe("what was observed, cut to the same window"),
});
export type Finding = Readonly<z.infer<typeof ReportedFinding>>;
