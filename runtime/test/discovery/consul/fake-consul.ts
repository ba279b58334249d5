/**
 * An agent of Consul as an HTTP server, with what registration uses of its API and the faults that it is tested with.
 * `entries` holds everything: keys with their JSON values, and `service <id>` with what was registered.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type ConsulClient, createConsulClient } from '../../../src/discovery/index.ts';

type Right = 'key:read' | 'key:write' | 'service:write' | 'session:write';

interface Registered {
  readonly ID: string;
  readonly Name: string;
  readonly Address: string;
  readonly Port: number;
  readonly Meta?: Record<string, string>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const ok = (body: unknown = true): Answer => ({ status: 200, body });
const fails = (status: number, body: string): Answer => ({ status, body });

export interface FakeConsul {
  readonly client: ConsulClient;
  readonly url: string;
  readonly entries: Map<string, unknown>;
  /** Sessions by the keys that they hold. */
  readonly held: Map<string, string>;
  readonly state: ReturnType<typeof initialState>;
  close(): void;
}

function initialState() {
  return {
    /** Every request fails. */
    away: false,
    /** The agent answers, the cluster does not. */
    hasLeader: true,
    denied: new Set<Right>(),
    /** Lists are empty, as for a token without node:read. */
    filtered: false,
    /** What the agent answers when it does not know a service. */
    unknown: 404 as 404 | 500,
    /** Registrations are answered after this. */
    hold: Promise.resolve(),
    /** Lists of healthy services are answered after this. */
    holdListed: Promise.resolve(),
    /** Lists of the agent's services are answered after this. */
    holdAgent: Promise.resolve(),
    waiting: 0,
    asked: 0,
    registering: 0,
    /** Requests that change something. */
    writes: 0,
    /** Status of the checks of services; default passing. */
    statuses: new Map<string, 'passing' | 'warning' | 'critical'>(),
    /** Services of other agents. */
    elsewhere: [] as Registered[],
    sessions: [] as { readonly ID: string; readonly Behavior: string; readonly Checks: readonly string[] }[],
  };
}

export async function startFakeConsul(): Promise<FakeConsul> {
  const entries = new Map<string, unknown>();
  const held = new Map<string, string>();
  const versions = new Map<string, number>();
  const state = initialState();
  let version = 1;

  const services = (): Registered[] =>
    [...entries].flatMap(([key, value]) => (key.startsWith('service ') ? [value as Registered] : []));
  const keys = (prefix: string): string[] =>
    [...entries.keys()].filter((key) => !key.startsWith('service ') && key.startsWith(prefix));
  const item = (key: string) => ({
    Key: key,
    Value: Buffer.from(JSON.stringify(entries.get(key))).toString('base64'),
    ModifyIndex: versions.get(key) ?? 1,
    ...(held.has(key) && { Session: held.get(key) }),
  });
  const statusOf = (id: string): string => state.statuses.get(id) ?? 'passing';
  const health = (service: Registered) => ({
    Node: { Address: '10.0.0.1' },
    Service: service,
    Checks: [{ Status: statusOf(service.ID) }],
  });
  const write = (key: string, body: string, query: URLSearchParams): Answer => {
    const cas = query.get('cas');
    const current = entries.has(key) ? (versions.get(key) ?? 1) : 0;
    if (cas !== null && Number(cas) !== current) return ok(false);
    const session = query.get('acquire');
    if (session !== null) {
      if (held.has(key)) return ok(false);
      held.set(key, session);
    }
    entries.set(key, JSON.parse(body));
    versions.set(key, (version += 1));
    return ok();
  };

  const agent = async (method: string, path: string, body: string): Promise<Answer | null> => {
    if (path === '/v1/agent/services') {
      await state.holdAgent;
      return ok(
        Object.fromEntries(services().map((each) => [each.ID, { ...each, Service: each.Name ?? '' }])),
      );
    }
    if (path === '/v1/agent/checks')
      return ok(
        Object.fromEntries(
          services().map(({ ID }) => [`service:${ID}`, { ServiceID: ID, Status: statusOf(ID) }]),
        ),
      );
    if (method === 'PUT' && path === '/v1/agent/service/register') {
      state.registering += 1;
      await state.hold;
      if (state.denied.has('service:write')) return fails(403, 'Permission denied');
      if (state.away) return fails(500, 'Consul is restarting');
      const service = JSON.parse(body) as Registered;
      entries.set(`service ${service.ID}`, service);
      return ok('');
    }
    const removed = /^\/v1\/agent\/service\/deregister\/(?<id>.+)$/u.exec(path)?.groups?.['id'];
    if (removed === undefined) return null;
    if (entries.delete(`service ${removed}`)) return ok('');
    return fails(state.unknown, `Unknown service "${removed}"`);
  };

  const cluster = async (
    method: string,
    path: string,
    query: URLSearchParams,
    body: string,
  ): Promise<Answer> => {
    const name = /^\/v1\/health\/service\/(?<name>.+)$/u.exec(path)?.groups?.['name'];
    if (name !== undefined) {
      state.waiting += 1;
      await state.holdListed;
      state.waiting -= 1;
      if (state.away) return fails(500, 'Consul is restarting');
    }
    if (!state.hasLeader) return fails(500, 'No cluster leader');
    const visible = state.filtered ? [] : [...services(), ...state.elsewhere];
    if (name !== undefined) return ok(visible.filter(({ Name }) => Name === name).map(health));
    if (path === '/v1/catalog/services') return ok(Object.fromEntries(visible.map(({ Name }) => [Name, []])));
    if (path === '/v1/catalog/nodes') return ok(state.filtered ? [] : [{ Node: 'lab' }]);
    if (path === '/v1/session/create') {
      if (state.denied.has('session:write')) return fails(403, 'Permission denied');
      const session = {
        ...(JSON.parse(body) as object),
        ID: randomUUID(),
      } as (typeof state.sessions)[number];
      state.sessions.push(session);
      return ok({ ID: session.ID });
    }
    if (path.startsWith('/v1/session/destroy/')) {
      state.sessions = state.sessions.filter(({ ID }) => !path.endsWith(ID));
      return ok();
    }
    const key = decodeURIComponent(path.slice('/v1/kv/'.length));
    if (method === 'GET') {
      if (state.denied.has('key:read')) return fails(403, 'Permission denied');
      const found = query.has('recurse') ? keys(key) : keys(key).filter((each) => each === key);
      return found.length === 0 ? fails(404, '') : ok(found.map(item));
    }
    if (state.denied.has('key:write')) return fails(403, 'Permission denied');
    if (method === 'PUT') return write(key, body, query);
    for (const each of keys(key)) entries.delete(each);
    return ok();
  };

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const { method = '' } = request;
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://consul');
    const body = await text(request);
    state.asked += 1;
    if (method !== 'GET') state.writes += 1;
    if (state.away) return fails(500, 'Consul is restarting');
    return (await agent(method, pathname, body)) ?? cluster(method, pathname, searchParams, body);
  };
  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => {
      const type = typeof body === 'string' ? 'text/plain' : 'application/json';
      response.writeHead(status, { 'content-type': type });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createConsulClient({ url });
  return {
    client,
    url,
    entries,
    held,
    state,
    close() {
      client.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
