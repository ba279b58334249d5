import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIPv6 } from 'node:net';
import type Consul from 'consul';
import { OnexError } from '../../errors/index.ts';
import { consulAddress } from './address.ts';

/** A service as it is registered at the agent, in the client's spelling. */
export interface ConsulService {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly address: string;
  readonly port: number;
  readonly meta: Readonly<Record<string, string>>;
  readonly healthUrl: string;
}

/** What is needed of Consul. Every method throws OnexError DEPENDENCY_UNAVAILABLE when the agent does not do it. */
export interface ConsulClient {
  /** Whether the agent knows the service. */
  has(serviceId: string): Promise<boolean>;
  /** Services of a name whose health check passes, at whatever agent, as far as the token may read them. */
  passing(serviceName: string): Promise<readonly PassingService[]>;
  register(service: ConsulService): Promise<void>;
  deregister(serviceId: string): Promise<void>;
  put(key: string, value: unknown): Promise<void>;
  remove(keyPrefix: string): Promise<void>;
  /** Changes a JSON value that others change too; undefined from `change` leaves it as it is. */
  update(key: string, change: (value: unknown) => unknown): Promise<void>;
  /** Ends requests that are not answered yet, and every connection. */
  close(): void;
}

/** A service that Consul knows to be alive. */
export interface PassingService {
  readonly id: string;
  readonly address: string;
  readonly port: number;
  readonly nodeName: string;
}

export interface ConsulOptions {
  /** `http://127.0.0.1:8500`; without a scheme http is meant. */
  readonly url: string;
  readonly token?: string | undefined;
  /** Of one request, in ms; the client itself would wait for ever. Default 15 s: one that takes 5 s is slow, not away. */
  readonly timeoutMs?: number;
}

const MOST_TRIES = 30;

/** A client of one agent; the library is loaded when it is first used. */
export function createConsulClient({ url, token, timeoutMs = 15_000 }: ConsulOptions): ConsulClient {
  const address = consulAddress(url);
  let loading: Promise<Consul> | undefined;
  let connections: HttpAgent | undefined;
  const load = (): Promise<Consul> =>
    (loading ??= import('consul').then(({ default: Client }) => {
      if (address === null) throw new TypeError('its address is no http or https URL');
      const { host, port, secure } = address;
      const defaults = { timeout: timeoutMs, ...(token !== undefined && { token }) };
      // The library needs brackets to make a URL of it, and then takes them for a part of the name to connect to.
      const agent = new (secure ? HttpsAgent : HttpAgent)({ keepAlive: true, host });
      connections = agent;
      return new Client({ host: isIPv6(host) ? `[${host}]` : host, port, secure, defaults, agent });
    }));

  const ask = async <T>(doing: string, request: (consul: Consul) => Promise<T>): Promise<T> => {
    try {
      return await request(await load());
    } catch (cause) {
      const { message, statusCode } = cause as { message?: string; statusCode?: number };
      const hint = statusCode === 403 ? ' (is CONSUL_HTTP_TOKEN set and allowed to?)' : '';
      throw new OnexError(
        'DEPENDENCY_UNAVAILABLE',
        `Consul${address === null ? '' : ` at ${address.shown}`}: ${doing}: ${message}${hint}`,
        {
          cause,
        },
      );
    }
  };

  return {
    has: (serviceId) =>
      ask('listing services', async ({ agent }) => Object.hasOwn(await agent.service.list(), serviceId)),
    passing: (service) =>
      ask('listing services', async ({ health }) =>
        ((await health.service({ service, passing: true })) as readonly HealthEntry[]).map(passingService),
      ),
    register: ({ healthUrl, tags, meta, ...service }) =>
      ask('registering', async ({ agent }) => {
        await agent.service.register({
          ...service,
          tags: [...tags],
          meta: { ...meta },
          check: {
            name: `health of ${service.name}`,
            http: healthUrl,
            interval: '10s',
            timeout: '5s',
            deregistercriticalserviceafter: '10m',
          },
        });
      }),
    deregister: (serviceId) =>
      ask('deregistering', async ({ agent }) => {
        await agent.service.deregister(serviceId);
      }),
    put: (key, value) =>
      ask('writing', async ({ kv }) => {
        await kv.set(key, JSON.stringify(value));
      }),
    remove: (key) =>
      ask('removing', async ({ kv }) => {
        await kv.del({ key, recurse: true });
      }),
    update: (key, change) =>
      ask('writing', async ({ kv }) => {
        for (let tries = 0; tries < MOST_TRIES; tries += 1) {
          const item = (await kv.get(key)) as { Value: string | null; ModifyIndex: number } | undefined;
          const changed = change(parse(item?.Value ?? null));
          if (changed === undefined) return;
          const value = JSON.stringify(changed);
          // The answer is undefined, not false, when somebody else was faster.
          if ((await kv.set({ key, value, cas: item?.ModifyIndex ?? 0 })) === true) return;
        }
        throw new Error(`${key} is changed by others all the time`);
      }),
    close: () => connections?.destroy(),
  };
}

/** An entry of Consul's health endpoint. The address of the agent stands for a service that has none of its own. */
interface HealthEntry {
  readonly Node: { readonly Address: string };
  readonly Service: {
    readonly ID: string;
    readonly Address: string;
    readonly Port: number;
    readonly Meta?: Readonly<Record<string, string>> | null;
  };
}

function passingService({ Node: agent, Service: service }: HealthEntry): PassingService {
  const address = service.Address === '' ? agent.Address : service.Address;
  return { id: service.ID, address, port: service.Port, nodeName: service.Meta?.['node_name'] ?? '' };
}

function parse(text: string | null): unknown {
  try {
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}
