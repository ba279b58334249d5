import { spawn } from 'node:child_process';

/** A language server that speaks JSON-RPC over its standard streams. */
export interface Connection {
  /** @throws Error if the server refuses, ends, or does not answer in time. */
  request(method: string, params: unknown): Promise<unknown>;
  notify(method: string, params: unknown): void;
  close(): void;
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

const ANSWER_MS = 60_000;

/** Splits a stream into messages by their `Content-Length`. */
function reader(take: (message: Message) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const end = rest.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(
        /Content-Length: *(\d+)/i.exec(rest.subarray(0, end).toString('latin1'))?.[1] ?? 0,
      );
      if (rest.length < end + 4 + length) return;
      const text = rest.subarray(end + 4, end + 4 + length).toString('utf8');
      rest = rest.subarray(end + 4 + length);
      take(JSON.parse(text) as Message);
    }
  };
}

/**
 * Starts a language server.
 * @param answers Answers to requests that the server makes to an editor, by method, such as for its settings.
 */
export function connect(
  command: readonly string[],
  cwd: string,
  answers: (method: string, params: unknown) => unknown,
): Connection {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd, stdio: ['pipe', 'pipe', 'ignore'] });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let next = 0;
  let ended: Error | null = null;
  const end = (error: Error): void => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  const send = (message: object): void => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    child.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  };
  child.on('error', end);
  child.on('exit', () => end(new Error('the language server ended')));
  child.stdin.on('error', end);
  child.stdout.on(
    'data',
    reader(({ id, method, params, result, error }) => {
      if (method !== undefined) {
        if (id !== undefined) send({ id, result: answers(method, params) ?? null });
        return;
      }
      const one = waiting.get(Number(id));
      waiting.delete(Number(id));
      if (error === undefined) one?.resolve(result);
      else one?.reject(new Error(error.message));
    }),
  );
  return {
    request(method, params) {
      if (ended !== null) return Promise.reject(ended);
      const id = (next += 1);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          end(new Error('the language server does not answer'));
          child.kill();
        }, ANSWER_MS);
        const settle =
          <T>(then: (value: T) => void) =>
          (value: T): void => {
            clearTimeout(timer);
            then(value);
          };
        waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
        send({ id, method, params });
      });
    },
    notify: (method, params) => send({ method, params }),
    close() {
      child.removeAllListeners();
      child.stdin.destroy();
      child.kill();
    },
  };
}
