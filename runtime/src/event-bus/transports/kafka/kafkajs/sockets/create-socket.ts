import net from 'node:net';
import tls from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

const KEEP_ALIVE_MS = 60_000;

/**
 * Connects to a broker as the client's own factory does. The client calls `unref` each time it disconnects, even on a
 * closed socket. Node would then wait for the socket to connect, add a listener for each call, and print
 * MaxListenersExceededWarning. A closed socket does not keep the process running, so the replaced call does nothing.
 */
export const createSocket: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  // The client passes undefined for a connection without TLS.
  const security = ssl as tls.ConnectionOptions | undefined;
  const socket =
    security === undefined || security === null
      ? net.connect({ host, port }, onConnect)
      : tls.connect(
          { host, port, ...(net.isIP(host) === 0 && { servername: host }), ...security },
          onConnect,
        );
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  const unref = socket.unref.bind(socket);
  socket.unref = () => (socket.destroyed ? socket : unref());
  return socket;
};
