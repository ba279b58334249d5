import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Passes requests on at once, and holds every answer until it is told to give it, or for a time. */
export interface GatedProxy {
  readonly url: string;
  /** Answers that are there and not given yet. */
  held(): number;
  /** Answers given so far. */
  answers(): number;
  answerHeld(): void;
  close(): void;
}

/** `holdMs`: how long an answer is held; null: until it is told. */
export async function startGatedProxy(target: string, holdMs: number | null = null): Promise<GatedProxy> {
  let held: (() => void)[] = [];
  let answers = 0;
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const { method = 'GET', url = '/' } = request;
    const token = request.headers['x-consul-token'];
    const answer = await fetch(new URL(url, target), {
      method,
      headers: { ...(typeof token === 'string' && { 'x-consul-token': token }) },
      ...(method !== 'GET' && { body: new Uint8Array(body) }),
    });
    const text = await answer.text();
    const give = (): void => {
      answers += 1;
      response.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? 'application/json',
      });
      response.end(text);
    };
    if (holdMs === null) held.push(give);
    else setTimeout(give, holdMs);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    held: () => held.length,
    answers: () => answers,
    answerHeld() {
      const now = held;
      held = [];
      for (const give of now) give();
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
