import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { text } from 'node:stream/consumers';
import { consulAddress } from '../../../../discovery/index.ts';
import { bad, type Finding } from '../check.ts';
import type { Place } from '../settings/index.ts';
import { reachability, reasonOf, STEP_MS } from './reachability.ts';

/** Whether an agent of Consul answers, has a leader, and takes the token. */
export async function checkConsul(place: Place<string>, token: string | undefined): Promise<Finding[]> {
  const address = consulAddress(place.value);
  if (address === null) {
    return [bad('setting', place.variable, 'cannot be read as an address', `correct ${place.origin}`)];
  }
  const { host, port, secure } = address;
  const origin = `${secure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return [reachability(place, `${host}:${port}`, await consulProblem(origin, token))];
}

async function consulProblem(origin: string, token: string | undefined): Promise<string | null> {
  const notConsul = 'is not Consul: it does not answer like a Consul agent';
  try {
    const leader = await read(`${origin}/v1/status/leader`, token);
    if (leader.status !== 200) return notConsul;
    const named = json(leader.body);
    if (typeof named !== 'string') return notConsul;
    if (named === '') return 'is a Consul agent whose cluster has no leader';
    const services = await read(`${origin}/v1/agent/services`, token);
    if (services.status === 200) return null;
    if (services.status !== 403) return `answers with status ${services.status}`;
    return token === undefined || token === ''
      ? 'expects a token: set CONSUL_HTTP_TOKEN'
      : 'rejects the token in CONSUL_HTTP_TOKEN';
  } catch (error) {
    const reason = reasonOf(error);
    if (/^HPE_|Parse Error/u.test(reason)) return notConsul;
    if (/WRONG_VERSION_NUMBER|PACKET_LENGTH/u.test(reason))
      return 'does not speak TLS: write http:// for https://';
    return `cannot be reached: ${reason}`;
  }
}

interface Reply {
  readonly status: number;
  readonly body: string;
}

async function read(url: string, token: string | undefined): Promise<Reply> {
  const get = url.startsWith('https:') ? getSecure : getPlain;
  const headers = token === undefined || token === '' ? {} : { 'x-consul-token': token };
  const options = { headers, agent: false as const, signal: AbortSignal.timeout(STEP_MS) };
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(url, options, resolve).on('error', reject);
    });
    return { status: response.statusCode ?? 0, body: await text(response) };
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error;
    throw new Error(`no answer within ${STEP_MS / 1000} s`, { cause: error });
  }
}

function json(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
