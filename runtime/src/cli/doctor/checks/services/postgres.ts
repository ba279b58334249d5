import { projectCommands } from '../../../../project/index.ts';
import { Socket } from 'node:net';
import { missingPeer } from '../../../../errors/index.ts';
import { bad, type Finding } from '../check.ts';
import type { Place } from '../settings/index.ts';
import { reachability, reasonOf, STEP_MS } from './reachability.ts';

/** Whether the database takes the login and answers a query. */
export async function checkPostgres(place: Place<string>): Promise<Finding[]> {
  const { hostname, port, pathname } = new URL(place.value);
  const where = `${hostname}:${port === '' ? 5432 : port}`;
  try {
    const { default: pg } = await import('pg').catch(missingPeer('pg', 'The client of PostgreSQL'));
    const socket = new Socket();
    const client = new pg.Client({
      stream: () => socket,
      connectionString: place.value,
      connectionTimeoutMillis: STEP_MS,
      query_timeout: STEP_MS,
    });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('SELECT 1');
    } finally {
      // Otherwise, the client would wait for a server that does not answer.
      socket.destroy();
    }
    return [reachability(place, where, null)];
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    if (/, run: /u.test(message))
      return [bad('missing-client', place.variable, message, projectCommands(process.cwd()).add('pg'))];
    if (code === '3D000') return [reachability(place, where, `has no database ${pathname.slice(1)}`)];
    // A class of SQLSTATE: the server has answered, and refuses the login.
    if (code.startsWith('28')) return [reachability(place, where, `rejects the login: ${message}`)];
    if (/timeout|unexpected|Received|parse/iu.test(message) && !/^E[A-Z]+$/u.test(code)) {
      return [reachability(place, where, 'does not answer as PostgreSQL')];
    }
    const reason = reasonOf(error);
    return [reachability(place, where, `cannot be reached: ${reason}`)];
  }
}
