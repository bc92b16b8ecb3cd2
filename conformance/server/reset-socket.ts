/** Resets a connection, with no orderly end before the reset. */
import type { Socket } from "node:net";

/**
 * Node's own `resetAndDestroy` ends the writing side first: a FIN goes out microseconds before the RST, and a
 * client that reads between the two has seen an orderly end. The flag is what it sets before it does so; where a
 * Node does not know the flag, ours is a plain close, and the tests say so.
 */
export function resetSocket(socket: Socket): void {
  Object.assign(socket, { resetAndClosing: true });
  socket.destroy();
}
