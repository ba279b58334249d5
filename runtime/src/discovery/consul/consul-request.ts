import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIPv6 } from 'node:net';
import type Consul from 'consul';
import { OnexError } from '../../errors/index.ts';
import { consulAddress } from './address.ts';

export interface ConsulOptions {
  /** `http://127.0.0.1:8500`; without a scheme http is meant. */
  readonly url: string;
  readonly token?: string | undefined;
  /**
   * Limit of one request, in ms, because the library has none. Default 15 s: an agent that takes 5 s is slow, not
   * unavailable.
   */
  readonly timeoutMs?: number;
}

/** Describes a request in messages. */
export interface Doing {
  readonly what: string;
  /** The right that the token needs, such as `key:write on "onex/"`. */
  readonly right: string;
}

export interface ConsulRequests {
  /**
   * Sends a request. Not declared in the package, because a project without `esModuleInterop` cannot import the types
   * of the library.
   * @throws OnexError DEPENDENCY_UNAVAILABLE with the address of the agent.
   * @internal
   */
  ask<T>(doing: Doing, request: (consul: Consul) => Promise<T>): Promise<T>;
  /** Aborts unanswered requests, and closes every connection. */
  close(): void;
}

/** Sends requests to one agent. The library is loaded by the first one. */
export function createConsulRequests({ url, token, timeoutMs = 15_000 }: ConsulOptions): ConsulRequests {
  const address = consulAddress(url);
  const where = address === null ? 'Consul' : `Consul at ${address.shown}`;
  let loading: Promise<Consul> | undefined;
  let connections: HttpAgent | undefined;
  const create = async (): Promise<Consul> => {
    const { default: Client } = await import('consul');
    if (address === null) throw new TypeError('its address is not an http or https URL');
    const { host, port, secure } = address;
    const defaults = { timeout: timeoutMs, ...(token !== undefined && { token }) };
    // The library needs brackets to build a URL, but then treats them as part of the host name.
    const agent = new (secure ? HttpsAgent : HttpAgent)({ keepAlive: true, host });
    connections = agent;
    return new Client({ host: isIPv6(host) ? `[${host}]` : host, port, secure, defaults, agent });
  };
  const load = (): Promise<Consul> => (loading ??= create());
  return {
    async ask({ what, right }, request) {
      try {
        return await request(await load());
      } catch (cause) {
        const { message } = cause as Error;
        const hint = statusOf(cause) === 403 ? `. ${remedy(right, token)}` : '';
        throw new OnexError('DEPENDENCY_UNAVAILABLE', `${where}: ${what}: ${message}${hint}`, { cause });
      }
    },
    close: () => connections?.destroy(),
  };
}

/** Whether Consul refused a request because the token lacks a right. */
export function isRefused(error: unknown): boolean {
  return error instanceof OnexError && statusOf(error.cause) === 403;
}

/** HTTP status of a failed request. Undefined if there was no answer. */
export function statusOf(error: unknown): number | undefined {
  return (error as { statusCode?: number } | null | undefined)?.statusCode;
}

function remedy(right: string, token: string | undefined): string {
  return token === undefined || token === ''
    ? `Set CONSUL_HTTP_TOKEN to a token with ${right}.`
    : `Grant ${right} to the token in CONSUL_HTTP_TOKEN.`;
}
