import type { Server, ServerResponse } from 'node:http';
import { OnexError } from '../errors/index.ts';
import type { HealthDetail } from '../node/health/index.ts';
import { limitConnections } from './connection-limit.ts';
import type { Metrics } from './metrics.ts';

export interface HealthServerOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly health: () => HealthDetail;
  readonly metrics: Metrics;
}

/**
 * Bounds on slow clients, in ms: for the headers of a request, for a whole request, between two requests, and for a
 * connection on which nothing happens.
 */
const LIMITS = {
  headersTimeout: 5000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 1000,
  maxHeaderSize: 8192,
};
const IDLE_MS = 10_000;

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * `/health` and `/health/ready` answer 200 or, when the node is not ready, 503; `/health/live` 200; `/metrics` in
 * Prometheus' text format. Nothing else is served and nothing is read from requests but method and path. Connections,
 * headers, and idle time are limited: no client can use up the files of the process or keep a probe from its answer.
 * @throws OnexError INVALID_CONFIGURATION when the address cannot be listened on, saying why and what to do.
 */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  // An import would call the module's every getter, the one of WebSocket too, which loads undici: 40 ms at the start.
  const { createServer } = process.getBuiltinModule('node:http');
  const server = createServer(LIMITS, (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      // The body is never read, so the connection cannot be used again.
      response.setHeader('connection', 'close');
      json(response, 405, { error: 'method not allowed' });
      return;
    }
    route(path, response, options).catch(() => response.destroy());
  });
  server.setTimeout(IDLE_MS);
  limitConnections(server);
  await listen(server, options);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function route(
  path: string,
  response: ServerResponse,
  { health, metrics }: HealthServerOptions,
): Promise<void> {
  if (path === '/health/live') return json(response, 200, { status: 'alive' });
  if (path === '/health') {
    const detail = health();
    return json(response, detail.ready ? 200 : 503, detail);
  }
  if (path === '/health/ready') {
    const { ready, problems } = health();
    return json(response, ready ? 200 : 503, { ready, problems });
  }
  if (path !== '/metrics') return json(response, 404, { error: 'not found' });
  const { contentType, body } = await metrics.text();
  response.writeHead(200, { 'content-type': contentType });
  response.end(body);
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(`${JSON.stringify(body)}\n`);
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken',
  EACCES: 'requires more permissions',
  EADDRNOTAVAIL: 'is not an address of this machine',
  ENOTFOUND: 'is not a known host',
};

async function listen(server: Server, { host, port }: HealthServerOptions): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen({ host, port }, resolve);
  try {
    await promise;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new OnexError(
      'INVALID_CONFIGURATION',
      `The health server cannot listen: ${host}:${port} ${REASONS[code] ?? `fails with ${code}`}. ` +
        'Choose another with --host and --port (0 picks a free port).',
      { cause: error },
    );
  }
}
