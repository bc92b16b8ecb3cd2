/** The door of `src/cassette`: recordings read and written. */
export {
  bodyBytes,
  goVcrCassette,
  type Cassette,
  type CassetteBody,
  type CassetteExchange,
  type CassetteHeaders,
  type GoVcrCassette,
  type GoVcrDocument,
} from "./cassette.ts";
export { detectGoVcrLayout, GO_VCR_LAYOUTS, type GoVcrLayout } from "./go-vcr-layout.ts";
export { type YamlLimits } from "./parse-yaml.ts";
export { readGoVcr } from "./read-go-vcr.ts";
export { refuseExpansion } from "./refuse-expansion.ts";
export { toGoVcr } from "./to-go-vcr.ts";
export { writeGoVcr } from "./write-go-vcr.ts";
export { writeStreamCassette, type StreamCassetteOptions } from "./write-stream-cassette.ts";
