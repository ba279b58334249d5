import { connect, type Socket } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { CliError } from '../cli-error.ts';
import type { NodeDescription } from './directory.ts';
import type { Endpoint } from './endpoint-file.ts';
import type { BusEvent } from './event.ts';
import { lineSplitter } from './lines.ts';
import {
  MAX_ANSWER_LINE,
  type CallOutput,
  type ControlAnswer,
  type ControlRequest,
  type TailLine,
  type TailRequest,
} from './protocol.ts';

/** How a `tail` ended. */
export type TailEnd = 'complete' | 'disconnected';

export interface ControlClient {
  /** @throws CliError also if the answer takes longer than a live process needs. */
  directory(): Promise<readonly NodeDescription[]>;
  publish(request: Omit<Extract<ControlRequest, { request: 'publish' }>, 'request'>): Promise<void>;
  call(
    request: Omit<Extract<ControlRequest, { request: 'call' }>, 'request'>,
  ): Promise<readonly CallOutput[]>;
  /** Resolves once the server follows, so that nothing published afterwards is missed. */
  tail(request: Omit<TailRequest, 'request'>, onEvent: OnEvent, onLeftOut?: OnLeftOut): Promise<OpenTail>;
}

/** Takes an event. If it returns a promise, no further event is read from the bus until the promise is resolved. */
export type OnEvent = (event: BusEvent) => unknown;
/** Takes the number of events that were dropped because they were read too slowly. */
export type OnLeftOut = (count: number) => void;

export interface OpenTail {
  readonly ended: Promise<TailEnd>;
  close(): void;
}

/** Another program may listen on the port of a `dev` that was killed, and never answer. */
const SILENCE_MS = 5000;

/** The error for a process that accepted the connection and did not answer in time. */
export class SilenceError extends CliError {
  override readonly code = 'ERR_ONEX_NO_ANSWER';
}

/** A client of the control server. Every method throws CliError if `dev` is unreachable or refuses. */
export function createControlClient(
  endpoint: Pick<Endpoint, 'port' | 'token'>,
  silenceMs = SILENCE_MS,
): ControlClient {
  const ask = async (
    request: ControlRequest,
    signal?: AbortSignal,
  ): Promise<Extract<ControlAnswer, { ok: true }>> => {
    const { answer, close } = await open(endpoint, request, () => {}, signal);
    try {
      return await answer;
    } finally {
      close();
    }
  };
  return {
    async directory() {
      const silence = AbortSignal.timeout(silenceMs);
      const { nodes = [] } = await ask({ request: 'directory' }, silence);
      if (!Array.isArray(nodes)) throw new CliError('the server there is not dev');
      return nodes;
    },
    publish: async (request) => void (await ask({ ...request, request: 'publish' })),
    call: async (request) => (await ask({ ...request, request: 'call' })).outputs ?? [],
    async tail(request, onEvent, onLeftOut) {
      let complete = false;
      const onLine = (line: TailLine): unknown => {
        if ('event' in line) return onEvent(line.event);
        if ('leftOut' in line) onLeftOut?.(line.leftOut);
        else complete = true;
        return undefined;
      };
      const silence = new AbortController();
      const timer = setTimeout(() => silence.abort(), silenceMs);
      const asked = { ...request, request: 'tail' } as const;
      const { answer, closed, close } = await open(endpoint, asked, onLine, silence.signal);
      await answer.finally(() => clearTimeout(timer));
      return { ended: closed.then(() => (complete ? 'complete' : 'disconnected')), close };
    },
  };
}

interface Exchange {
  /** The first line. */
  readonly answer: Promise<Extract<ControlAnswer, { ok: true }>>;
  readonly closed: Promise<void>;
  close(): void;
}

async function open(
  { port, token }: Pick<Endpoint, 'port' | 'token'>,
  request: ControlRequest,
  onLine: (line: TailLine) => unknown,
  signal?: AbortSignal,
): Promise<Exchange> {
  const socket = await connected(port, signal);
  const closed = new Promise<void>((resolve) => void socket.on('close', () => resolve()));
  const answer = new Promise<Extract<ControlAnswer, { ok: true }>>((resolve, reject) => {
    let answered = false;
    let waiting: unknown[] = [];
    const take = (line: string): void => {
      const message = parseLine(line);
      if (message === null) {
        socket.destroy();
        reject(new CliError('the server there is not dev'));
      } else if (answered) {
        const taken = onLine(message as TailLine);
        if (taken instanceof Promise) waiting.push(taken);
      } else {
        answered = true;
        const first = message as ControlAnswer;
        if (first.ok) resolve(first);
        else reject(new CliError(first.error));
      }
    };
    const split = lineSplitter(take, {
      limit: () => MAX_ANSWER_LINE,
      onTooLong() {
        socket.destroy();
        reject(new CliError('The answer of dev is larger than 128 MiB. Ask for fewer events or less output'));
      },
    });
    socket.on('data', (chunk: Buffer) => {
      split(chunk);
      if (waiting.length === 0) return;
      const taken = Promise.all(waiting);
      waiting = [];
      socket.pause();
      void taken.then(
        () => socket.resume(),
        (error: Error) => socket.destroy(error),
      );
    });
    socket.on('close', () => {
      if (signal?.aborted === true) reject(new SilenceError('dev did not answer in time'));
      else reject(new CliError('dev ended before it answered'));
    });
  });
  // A caller that does not wait for it learns of the failure by `closed`.
  answer.catch(() => {});
  socket.write(`${token}\n${JSON.stringify(request)}\n`);
  return { answer, closed, close: () => void socket.destroy() };
}

function connected(port: number, signal: AbortSignal | undefined): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    if (signal !== undefined) addAbortSignal(signal, socket);
    socket.once('connect', () => {
      socket.off('error', refuse);
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
    const refuse = (error: Error): void => {
      reject(new CliError(`dev cannot be reached: ${error.message}`, { cause: error }));
    };
    socket.once('error', refuse);
  });
}

function parseLine(line: string): ControlAnswer | TailLine | null {
  try {
    return JSON.parse(line) as ControlAnswer | TailLine;
  } catch {
    return null;
  }
}
