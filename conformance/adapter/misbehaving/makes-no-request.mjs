/** Takes the marked job and makes no request. */
import { isMarked, serveClient } from "./client.mjs";

serveClient({ before: isMarked });
