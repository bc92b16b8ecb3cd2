/** Reads streams as its parent asks, and tells how many bytes each read of the body brought. */
import { Agent, get } from "node:http";
import { connect } from "node:net";

const agent = new Agent({ keepAlive: true });

function spin(ms) {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

const READERS = {
  async fetch(url, busyMs) {
    const reads = [];
    for await (const bytes of (await fetch(url)).body) {
      reads.push(bytes.length);
      spin(busyMs);
    }
    return reads;
  },
  "http.get": (url, busyMs) =>
    new Promise((resolve, reject) => {
      const reads = [];
      get(url, { agent }, (response) => {
        response.on("data", (bytes) => {
          reads.push(bytes.length);
          spin(busyMs);
        });
        response.on("end", () => resolve(reads)).on("error", reject);
      }).on("error", reject);
    }),
  socket: (url, busyMs) =>
    new Promise((resolve, reject) => {
      const { hostname, port, pathname } = new URL(url);
      const socket = connect({ host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) });
      const reads = [];
      let head = "";
      socket.write(`GET ${pathname} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
      socket.on("data", (bytes) => {
        if (head.includes("\r\n\r\n")) reads.push(bytes.length);
        else {
          head += bytes.toString("latin1");
          const rest = head.length - head.indexOf("\r\n\r\n") - 4;
          if (head.includes("\r\n\r\n") && rest > 0) reads.push(rest);
        }
        spin(busyMs);
      });
      socket.on("end", () => resolve(reads)).on("error", reject);
    }),
};

process.on("message", async ({ client, url, busyMs }) => {
  try {
    process.send({ reads: await READERS[client](url, busyMs) });
  } catch (error) {
    process.send({ failed: String(error) });
  }
});
