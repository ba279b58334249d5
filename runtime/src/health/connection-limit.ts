import type { Server, Socket } from 'node:net';

/** Most connections at once of a server that answers small questions. */
export const MOST_CONNECTIONS = 64;

/**
 * Bounds the connections of a server, so that its clients cannot use up the files of the process. At the limit, a new
 * connection replaces the one that has been open for the longest time, because a probe must always get an answer: slow
 * clients lose their connections, and a quick request is finished long before its connection is the oldest one.
 * @param isKept Connections that are never replaced. When only such connections are left, new ones are closed.
 */
export function limitConnections(
  server: Server,
  isKept: (socket: Socket) => boolean = () => false,
  most = MOST_CONNECTIONS,
): void {
  const open = new Set<Socket>();
  // Node closes what exceeds this bound before it makes a socket of it.
  server.maxConnections = most * 2;
  server.prependListener('connection', (socket: Socket) => {
    if (open.size >= most) {
      const replaced = [...open].find((candidate) => !isKept(candidate)) ?? socket;
      open.delete(replaced);
      replaced.destroy();
      if (replaced === socket) return;
    }
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
}
