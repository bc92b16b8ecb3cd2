/** The documents that go-vcr writes to disk, version 1 and version 2, member by member. */
import { z } from "zod";

/**
 * Bytes of a body that is no UTF-8 (`!!binary` in YAML, a `Uint8Array` in memory).
 * JSON Schema knows them by their base64 text.
 */
const BodyBytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, {
  error: "expected text or bytes (!!binary)",
});
BodyBytes._zod.toJSONSchema = () => ({ type: "string", contentEncoding: "base64" });

const Body = z.union([z.string(), BodyBytes], { error: "expected text or bytes (!!binary)" });
const Multimap = z.record(z.string(), z.array(z.string()));
const Proto = z.string().regex(/^(?:HTTP\/\d(?:\.\d)?)?$/, 'expected "HTTP/1.1", "HTTP/2.0" or ""');

/** Go's `time.Duration` text: `890.029ms`, `1m18.5s`, `0s`. A plain number is no duration to go-vcr either. */
const GO_DURATION = /^(?:[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+|[-+]?0)$/;
const Duration = z.string().regex(GO_DURATION, "expected a Go duration such as 890.029ms");

const requestUrl = z.string().describe("absolute; http://go-vcr/… where the server middleware recorded");
const requestMethod = z.string().describe('upper case; "" means GET');
const requestForm = Multimap.optional().describe("the parsed form, of the body or of the query");
const requestHeaders = Multimap.optional().describe("canonical names; what go-vcr's hooks left of them");
const responseHeaders = Multimap.describe("canonical names; may be empty");
const responseStatus = z.string().describe('code and reason: "200 OK"');
const responseCode = z.int().min(100).max(599).describe("the status code");

const RequestV1 = z.strictObject({
  body: Body.optional().describe('"" where there is none'),
  form: requestForm.describe("the parsed form; absent before February 2016"),
  headers: requestHeaders,
  url: requestUrl,
  method: requestMethod,
});

const ResponseV1 = z.strictObject({
  body: Body.describe("the decoded body, whole: reads and their times are lost"),
  headers: responseHeaders,
  status: responseStatus,
  code: responseCode,
  duration: z
    .union([Duration, z.literal("")], { error: 'expected a Go duration such as 890.029ms, or ""' })
    .optional()
    .describe('Go duration; "" or absent in files of go-vcr 1'),
});

/** One exchange of a version 1 file; there is no id. */
export const GoVcrInteractionV1 = z.strictObject({ request: RequestV1, response: ResponseV1 });
export type GoVcrInteractionV1 = z.infer<typeof GoVcrInteractionV1>;

/** A go-vcr file of version 1, as modules 1.x and 2.x write it. */
export const GoVcrV1 = z.strictObject({
  version: z.literal(1).describe("the format on disk, not the module"),
  interactions: z.array(GoVcrInteractionV1).describe("in the order in which they were recorded"),
});
export type GoVcrV1 = z.infer<typeof GoVcrV1>;

const RequestV2 = z.strictObject({
  proto: Proto.describe('"HTTP/1.1" as the client asked; the answer may say otherwise'),
  proto_major: z.int().min(0),
  proto_minor: z.int().min(0),
  content_length: z.int().min(-1).describe("bytes of the body, -1 where unknown"),
  transfer_encoding: z.array(z.string()).optional(),
  trailer: Multimap.optional(),
  host: z.string().describe("usually empty on the client's side"),
  remote_addr: z.string().optional().describe("server middleware only"),
  request_uri: z.string().optional().describe("server middleware only"),
  body: Body.optional(),
  form: requestForm,
  headers: requestHeaders,
  url: requestUrl,
  method: requestMethod,
});

const ResponseV2 = z.strictObject({
  proto: Proto,
  proto_major: z.int().min(0),
  proto_minor: z.int().min(0),
  transfer_encoding: z.array(z.string()).optional(),
  trailer: Multimap.optional(),
  content_length: z.int().min(-1).describe("-1 for streams and for decompressed bodies"),
  uncompressed: z.boolean().optional().describe("true where Go's transport undid gzip; the body is the decoded one"),
  body: Body.describe("the decoded body, whole: reads and their times are lost"),
  headers: responseHeaders,
  status: responseStatus,
  code: responseCode,
  duration: Duration.describe("from the request to the response's headers; never the length of the stream"),
});

/** One exchange of a version 2 file. */
export const GoVcrInteractionV2 = z.strictObject({
  id: z.int().min(0).optional().describe("0, 1, 2, … in order; absent in a few files of August 2022"),
  request: RequestV2,
  response: ResponseV2,
});
export type GoVcrInteractionV2 = z.infer<typeof GoVcrInteractionV2>;

/** A go-vcr file of version 2, as modules 3.x and 4.x write it. */
export const GoVcrV2 = z.strictObject({
  version: z.literal(2).describe("the format on disk, not the module"),
  interactions: z.array(GoVcrInteractionV2).describe("in the order in which they were recorded"),
});
export type GoVcrV2 = z.infer<typeof GoVcrV2>;
