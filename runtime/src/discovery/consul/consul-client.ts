import type Consul from 'consul';
import { type ConsulOptions, type Doing, createConsulRequests, statusOf } from './consul-request.ts';

export type { ConsulOptions } from './consul-request.ts';

/** A service for registration at the agent, in the client's spelling. */
export interface ConsulService {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly address: string;
  readonly port: number;
  readonly meta: Readonly<Record<string, string>>;
  readonly healthUrl: string;
}

export type CheckStatus = 'passing' | 'warning' | 'critical';

/** A service as the agent reports it. */
export interface AgentService extends Omit<ConsulService, 'id' | 'healthUrl'> {
  /** Status of its health check. Null if it has none. */
  readonly status: CheckStatus | null;
}

/** A service of the catalog. */
export interface ListedService {
  readonly id: string;
  readonly address: string;
  readonly port: number;
  readonly nodeName: string;
  /** The worst status of its checks and those of its agent. */
  readonly status: CheckStatus;
}

/** A key with its JSON value. Null if the value is not JSON. */
export interface ConsulEntry {
  readonly key: string;
  readonly value: unknown;
  /** Whether a session deletes it when the service is no longer alive. */
  readonly tied: boolean;
}

/** The part of Consul that registration uses. Every method throws OnexError DEPENDENCY_UNAVAILABLE on failure. */
export interface ConsulClient {
  /** The service at this agent. Null if the agent does not know it. */
  agentService(serviceId: string): Promise<AgentService | null>;
  /** Names of the services at all agents, as far as the token may read them. */
  serviceNames(): Promise<readonly string[]>;
  /** Services of a name at all agents, as far as the token may read them. */
  listed(serviceName: string): Promise<readonly ListedService[]>;
  register(service: ConsulService): Promise<void>;
  /** Also succeeds if the agent does not know the service. */
  deregister(serviceId: string): Promise<void>;
  /** The entries whose keys begin with `prefix`. */
  entries(prefix: string): Promise<readonly ConsulEntry[]>;
  put(key: string, value: unknown): Promise<void>;
  remove(keyPrefix: string): Promise<void>;
  /**
   * Changes a JSON value that other clients may change too. If `change` returns undefined, nothing is written.
   * @returns whether it changed.
   */
  update(key: string, change: (value: unknown) => unknown): Promise<boolean>;
  /**
   * Ties entries to the health check of a service: they are deleted when the check fails or the service is
   * deregistered.
   */
  tie(serviceId: string, entries: readonly ConsulEntry[]): Promise<void>;
  /**
   * Whether the token may read the list of machines. Without that right, Consul lists no service and reports no error.
   */
  mayListServices(): Promise<boolean>;
  /** Aborts unanswered requests, and closes every connection. */
  close(): void;
}

const MOST_TRIES = 30;

/** A client of one agent. */
export function createConsulClient(options: ConsulOptions): ConsulClient {
  const { ask, close } = createConsulRequests(options);
  return {
    agentService: (serviceId) =>
      ask(readingService, async ({ agent }) => {
        const [services, checks] = await Promise.all([agent.service.list(), agent.check.list()]);
        if (!Object.hasOwn(services, serviceId)) return null;
        const check = Object.values(checks).find(({ ServiceID }) => ServiceID === serviceId);
        return agentService(services[serviceId] as AgentAnswer, check?.Status as CheckStatus | undefined);
      }),
    serviceNames: () =>
      ask({ what: 'listing services', right: 'service:read and node:read' }, async ({ catalog }) =>
        Object.keys(await catalog.service.list()),
      ),
    listed: (service) =>
      ask({ what: `listing ${service}`, right: 'service:read and node:read' }, async ({ health }) =>
        ((await health.service({ service })) as readonly HealthEntry[]).map(listedService),
      ),
    register: ({ healthUrl, tags, meta, ...service }) =>
      ask(registering(service.name), async ({ agent }) => {
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
      ask({ what: 'deregistering', right: 'service:write on "onex-"' }, async ({ agent }) => {
        try {
          await agent.service.deregister(serviceId);
        } catch (error) {
          const status = statusOf(error) ?? 0;
          if (status === 404) return;
          // Before 1.11, an agent with ACLs answers 500 for a service that it does not know.
          if (status < 500 || Object.hasOwn(await agent.service.list(), serviceId)) throw error;
        }
      }),
    entries: (prefix) =>
      ask(reading(prefix), async ({ kv }) => {
        const found = (await kv.get({ key: prefix, recurse: true })) as unknown;
        return Array.isArray(found) ? (found as Item[]).map(entryOf) : [];
      }),
    put: (key, value) =>
      ask(writing(key), async ({ kv }) => {
        await kv.set(key, JSON.stringify(value));
      }),
    remove: (key) =>
      ask({ ...writing(key), what: `removing ${key}` }, async ({ kv }) => {
        await kv.del({ key, recurse: true });
      }),
    update: (key, change) =>
      ask(writing(key), async ({ kv }) => {
        for (let tries = 0; tries < MOST_TRIES; tries += 1) {
          const item = (await kv.get(key)) as unknown as Item | undefined;
          const changed = change(parse(item?.Value ?? null));
          if (changed === undefined) return false;
          const value = JSON.stringify(changed);
          // The result is undefined, not false, if another client has changed the key meanwhile.
          if ((await kv.set({ key, value, cas: item?.ModifyIndex ?? 0 })) === true) return true;
        }
        throw new Error(`${key} is changed by others too often`);
      }),
    tie: (serviceId, entries) =>
      ask({ what: 'creating a session', right: 'session:write' }, (consul) =>
        tie(consul, serviceId, entries),
      ),
    mayListServices: () =>
      ask({ what: 'listing nodes', right: 'node:read' }, async ({ catalog }) => {
        const nodes = (await catalog.node.list()) as unknown;
        return Array.isArray(nodes) && nodes.length > 0;
      }),
    close,
  };
}

const readingService: Doing = { what: 'listing services', right: 'service:read on "onex-"' };
const registering = (name: string): Doing => ({ what: 'registering', right: `service:write on "${name}"` });
const reading = (key: string): Doing => ({ what: `reading ${key}`, right: 'key:read on "onex/"' });
const writing = (key: string): Doing => ({ what: `writing ${key}`, right: 'key:write on "onex/"' });

/** Entries that another session already holds are tied as well. The new session then ends if it holds none. */
async function tie(
  { session, kv }: Consul,
  serviceId: string,
  entries: readonly ConsulEntry[],
): Promise<void> {
  const { ID } = await session.create({
    name: serviceId,
    behavior: 'delete',
    lockdelay: '0s',
    checks: ['serfHealth', `service:${serviceId}`],
  });
  const held = await Promise.all(
    entries.map(({ key, value }) => kv.set({ key, value: JSON.stringify(value), acquire: ID })),
  );
  if (!held.includes(true)) await session.destroy(ID);
}

interface AgentAnswer {
  readonly Service: string;
  readonly Tags?: readonly string[] | null;
  readonly Address?: string;
  readonly Port: number;
  readonly Meta?: Readonly<Record<string, string>> | null;
}

function agentService(found: AgentAnswer, status: CheckStatus | undefined): AgentService {
  const { Service: name, Tags, Address, Port: port, Meta } = found;
  return { name, tags: Tags ?? [], address: Address ?? '', port, meta: Meta ?? {}, status: status ?? null };
}

/** An entry of Consul's health endpoint. A service without its own address has that of the agent. */
interface HealthEntry {
  readonly Node: { readonly Address: string };
  readonly Service: {
    readonly ID: string;
    readonly Address: string;
    readonly Port: number;
    readonly Meta?: Readonly<Record<string, string>> | null;
  };
  readonly Checks?: readonly { readonly Status: string }[] | null;
}

function listedService({ Node: agent, Service: service, Checks }: HealthEntry): ListedService {
  const statuses = new Set((Checks ?? []).map(({ Status }) => Status));
  return {
    id: service.ID,
    address: service.Address === '' ? agent.Address : service.Address,
    port: service.Port,
    nodeName: service.Meta?.['node_name'] ?? '',
    status: (['critical', 'warning'] as const).find((status) => statuses.has(status)) ?? 'passing',
  };
}

interface Item {
  readonly Key: string;
  readonly Value: string | null;
  readonly ModifyIndex: number;
  readonly Session?: string;
}

function entryOf({ Key: key, Value, Session }: Item): ConsulEntry {
  return { key, value: parse(Value), tied: Session !== undefined && Session !== '' };
}

function parse(text: string | null): unknown {
  try {
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}
