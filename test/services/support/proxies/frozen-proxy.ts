import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server that can stop to answer while its connections stay open. */
export interface FrozenProxy {
  /** `target` with the proxy's address. */
  readonly url: string;
  /** Nothing is passed on any more, in either direction; new connections are accepted and hang. */
  freeze(): void;
  close(): void;
}

/** @param target URL of a server that speaks TCP. */
export async function startFrozenProxy(target: string): Promise<FrozenProxy> {
  const { hostname, port } = new URL(target);
  const sockets: Socket[] = [];
  let frozen = false;
  // Half-open sockets: a frozen server does not answer a goodbye either.
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    sockets.push(near, far);
    const pass = (from: Socket, to: Socket): void => {
      from
        .on('data', (data) => frozen || to.write(data))
        .on('error', () => {})
        .on('end', () => frozen || to.end());
    };
    pass(near, far);
    pass(far, near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    freeze() {
      frozen = true;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
