import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { limitConnections } from '../../health/index.ts';
import type { EventLog } from './event-log.ts';
import type { NodeDescription } from './directory.ts';
import { lineSplitter } from './lines.ts';
import {
  MAX_LINE,
  MAX_TOKEN_LINE,
  requestSchema,
  type CallOutput,
  type ControlAnswer,
  type ControlRequest,
} from './protocol.ts';
import { serveTail } from './serve-tail.ts';

/** What the control server lets its clients do. */
export interface ControlledBus {
  readonly events: EventLog;
  directory(): readonly NodeDescription[];
  publish(record: Omit<Extract<ControlRequest, { request: 'publish' }>, 'request'>): Promise<void>;
  call(
    request: Omit<Extract<ControlRequest, { request: 'call' }>, 'request'>,
  ): Promise<readonly CallOutput[]>;
}

export interface ControlServer {
  readonly port: number;
  readonly token: string;
  /** Lets every `tail` finish what it has, then closes. */
  close(): Promise<void>;
}

/** Time for the token and the request, in ms, however slowly a client sends them. */
const GREETING_MS = 5000;

/**
 * Opens the control server on a free loopback port. A client that knows the token may send and read events. Connections
 * without a request are limited in number and in time.
 */
export async function openControlServer(bus: ControlledBus): Promise<ControlServer> {
  const token = randomBytes(32).toString('hex');
  const sockets = new Set<Socket>();
  const asked = new WeakSet<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, token, bus, () => asked.add(socket));
  });
  limitConnections(server, (socket) => asked.has(socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, resolve);
  });
  return {
    port: (server.address() as { port: number }).port,
    token,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) {
        socket.end();
        // A client that does not read its last lines must not delay the end of the process.
        setTimeout(() => socket.destroy(), 500).unref();
      }
      await closed;
    },
  };
}

function serve(socket: Socket, token: string, bus: ControlledBus, onAsked: () => void): void {
  let proved = false;
  let asked = false;
  socket.on('error', () => socket.destroy());
  const greeting = setTimeout(() => socket.destroy(), GREETING_MS).unref();
  socket.once('close', () => clearTimeout(greeting));
  const answer = (message: ControlAnswer): void => void socket.write(`${JSON.stringify(message)}\n`);
  const onLine = (line: string): void => {
    if (asked) return;
    if (!proved) {
      proved = sameSecret(line, token);
      if (!proved) socket.end(`${JSON.stringify({ ok: false, error: 'the token is wrong' })}\n`);
      return;
    }
    asked = true;
    clearTimeout(greeting);
    onAsked();
    handle(line, socket, bus).then(
      (message) => {
        if (message === null) return;
        answer(message);
        socket.end();
      },
      (error: unknown) => {
        answer({ ok: false, error: error instanceof Error ? error.message : String(error) });
        socket.end();
      },
    );
  };
  const split = lineSplitter(onLine, {
    limit: () => (proved ? MAX_LINE : MAX_TOKEN_LINE),
    onTooLong: () => socket.destroy(),
  });
  socket.on('data', split);
}

async function handle(line: string, socket: Socket, bus: ControlledBus): Promise<ControlAnswer | null> {
  const parsed = requestSchema.safeParse(JSON.parse(line));
  if (!parsed.success)
    return { ok: false, error: 'the request is not understood; it may come from another version' };
  const request = parsed.data;
  switch (request.request) {
    case 'directory':
      return { ok: true, nodes: bus.directory() };
    case 'publish':
      await bus.publish(request);
      return { ok: true };
    case 'call':
      return { ok: true, outputs: await bus.call(request) };
    case 'tail':
      serveTail(request, socket, bus.events);
      return null;
  }
}

/** Compares digests, so the time reveals neither length nor content of the secret. */
function sameSecret(given: string, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
