/** Prints JSON that is no message: an array, a string, a number, null, an object of no type. */
import { isMarked, serveClient } from "./client.mjs";

serveClient({
  after: (job) =>
    void (isMarked(job) && process.stdout.write('[{"type":"result"}]\n"result"\n42\nnull\n{"type":["ready"]}\n')),
});
