/** Bare `http.request` of Node. */
import { request } from "node:http";
import { createGunzip } from "node:zlib";
import { speak } from "../node/speak.mjs";

function open({ url, body, ...asked }) {
  return new Promise((resolve, reject) => {
    // What the caller undoes it also asks for, as whoever builds on `http.request` does.
    asked.headers = { ...asked.headers, "accept-encoding": "gzip" };
    const sent = request(url, asked, (response) => {
      const { statusCode: status, headers } = response;
      resolve({
        status,
        type: headers["content-type"] ?? null,
        body: decoded(response),
        close: () => response.destroy(),
      });
    });
    sent.once("error", reject).end(body);
  });
}

/** `http.request` leaves the content coding to its caller. */
function decoded(response) {
  if (!/^(?:x-)?gzip$/i.test(response.headers["content-encoding"] ?? "")) return response;
  const plain = response.pipe(createGunzip());
  response.once("error", (error) => plain.destroy(error));
  return plain;
}

await speak({
  name: "node-http",
  entry: "bare http.request",
  transport: `llhttp ${process.versions.llhttp}`,
  aborts: ["signal", "break", "close"],
  open,
  classOf: (error) =>
    error.code === "ECONNREFUSED" ? "connect" : String(error.code).startsWith("Z_") ? "truncated" : "transport_reset",
});
