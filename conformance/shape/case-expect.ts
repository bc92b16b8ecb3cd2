/** What must come of a case: the ends that it accepts. */
import { z } from "zod";
import { ErrorClass, ReportedText } from "./reported.ts";

const ExpectedToolCall = z.strictObject({
  id: z.string().nullable().optional().describe("null, absent or empty: any id is right"),
  name: z.string().nullable().optional().describe("the function called; null: none; absent: any name is right"),
  arguments: ReportedText.optional().describe(
    "the raw string, compared byte for byte; its value with what a client parsed",
  ),
  arguments_json: z
    .unknown()
    .optional()
    .describe("the value, numbers compared at double precision; absent too: any arguments are right"),
});

export const ExpectedChoice = z.strictObject({
  index: z
    .int()
    .min(0)
    .default(0)
    .describe("of the choice on the wire; only with report.choices are others than one asked for"),
  content: ReportedText.nullish().describe('the answer\'s text; null or "": none; absent: not compared'),
  reasoning: ReportedText.nullish().describe(
    'the reasoning\'s text; null or "": none; absent: not compared (needs report.reasoning)',
  ),
  refusal: ReportedText.nullish().describe(
    'the refusal\'s text; null or "": none; absent: not compared (needs report.refusal)',
  ),
  tool_calls: z
    .array(ExpectedToolCall)
    .optional()
    .describe("compared by position; absent: not compared (needs report.tool_calls)"),
  finish_reason: z
    .string()
    .nullish()
    .describe(
      "as on the wire, clients' other names for it being right; null: none; absent: not compared (needs report.finish_reason)",
    ),
});
export type ExpectedChoice = z.infer<typeof ExpectedChoice>;

export const ExpectedMessage = z.strictObject({
  choices: z.array(ExpectedChoice).describe("every choice that is due; one more that holds anything is invented"),
});
export type ExpectedMessage = z.infer<typeof ExpectedMessage>;

/** One accepted end of a case. */
export const Alternative = z.strictObject({
  name: z.string().optional().describe("what the report calls this end; default: its place in the list, from 0"),
  outcome: z
    .enum(["completed", "failed"])
    .describe(
      "`failed` means that the caller was told: the call failed, an error was shown, a yielded chunk carried one, or the finish reason said `error`",
    ),
  message: ExpectedMessage.optional().describe("what the caller is given, also before a failure; absent: not compared"),
  usage: z
    .record(z.string(), z.unknown())
    .nullable()
    .optional()
    .describe(
      "in wire spelling; prompt_tokens and completion_tokens must be reported, other members are compared where they are; null: none is due; absent: not compared (needs report.usage)",
    ),
  events: z
    .array(
      z.strictObject({
        event: z.string().default("message").describe("the event's type"),
        data: ReportedText.describe("the event's data, lines joined by LF"),
        id: z
          .string()
          .optional()
          .describe("the last event id at this event; absent: not compared (needs report.last_event_id)"),
      }),
    )
    .optional()
    .describe("sse.read: every event, in order; absent: not compared"),
  errors: z
    .strictObject({
      classes: z
        .array(ErrorClass)
        .min(1)
        .optional()
        .describe("any of them is right, another one a warning; absent: all are right"),
      status: z.int().optional().describe("HTTP status that some error shows (needs report.error)"),
      message: z.string().optional().describe("text that some error's message contains (needs report.error)"),
      code: z
        .union([z.string(), z.number()])
        .optional()
        .describe("the provider's code that some error shows, text or number alike (needs report.error)"),
    })
    .optional()
    .describe("what the caller is told of the failure; absent: anything"),
});
export type Alternative = z.infer<typeof Alternative>;

export const CaseExpect = z.strictObject({
  any_of: z
    .array(Alternative)
    .min(1)
    .describe("the accepted ends; the client is held to the one that it comes closest to"),
  server: z
    .strictObject({
      requests: z
        .int()
        .min(0)
        .optional()
        .describe("most requests that the client may send; absent: any number; one is due unless this is 0"),
      closed_within_ms: z
        .int()
        .min(1)
        .nullable()
        .optional()
        .describe(
          "milliseconds from the last scripted byte within which an abort closes the connection; null or absent: not judged",
        ),
    })
    .optional()
    .describe("what the server may see of the client; absent: not judged"),
});
export type CaseExpect = z.infer<typeof CaseExpect>;
