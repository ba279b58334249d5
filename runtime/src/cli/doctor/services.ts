import { connect } from 'node:net';
import { consulAddress } from '../../discovery/index.ts';
import { bad, good, type Finding } from './check.ts';

type Environment = Readonly<Record<string, string | undefined>>;

interface Service {
  /** The environment variable. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

const CONNECT_MS = 2000;

/** Whether a connection can be made to each service that is configured. Credentials are neither used nor shown. */
export async function checkServices(env: Environment): Promise<Finding[]> {
  const configured = [
    ...servers('KAFKA_BOOTSTRAP_SERVERS', env, 9092),
    ...consul('CONSUL_HTTP_ADDR', env),
    ...address('ONEX_STATE_URL', env, 5432),
  ];
  return Promise.all(configured.map((entry) => ('ok' in entry ? entry : checkService(entry))));
}

function servers(name: string, env: Environment, defaultPort: number): (Service | Finding)[] {
  const list = (env[name] ?? '').split(',').map((server) => server.trim());
  return list.filter((server) => server !== '').map((server) => parse(name, `tcp://${server}`, defaultPort));
}

function address(name: string, env: Environment, defaultPort: number): (Service | Finding)[] {
  const value = env[name]?.trim() ?? '';
  if (value === '') return [];
  return [parse(name, value.includes('://') ? value : `tcp://${value}`, defaultPort)];
}

function consul(name: string, env: Environment): (Service | Finding)[] {
  const value = env[name]?.trim() ?? '';
  if (value === '') return [];
  const found = consulAddress(value);
  return [found === null ? unreadable(name) : { name, host: found.host, port: found.port }];
}

function parse(name: string, url: string, defaultPort: number): Service | Finding {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || parsed.hostname === '') return unreadable(name);
  const port = parsed.port === '' ? defaultPort : Number(parsed.port);
  return { name, host: parsed.hostname.replaceAll(/^\[|\]$/g, ''), port };
}

function unreadable(name: string): Finding {
  return bad(name, 'cannot be read as an address', 'write host:port, or a URL with a host');
}

async function checkService({ name, host, port }: Service): Promise<Finding> {
  const where = `${host}:${port}`;
  const problem = await connectionProblem(host, port);
  if (problem === null) return good(name, `${where} can be reached`);
  return bad(name, `${where} cannot be reached: ${problem}`, `start it, or mend ${name}`);
}

function connectionProblem(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (problem: string | null): void => {
      socket.destroy();
      resolve(problem);
    };
    socket.setTimeout(CONNECT_MS, () => end(`no answer within ${CONNECT_MS / 1000} s`));
    socket.once('connect', () => end(null));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}
