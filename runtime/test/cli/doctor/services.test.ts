import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { expect } from 'chai';
import { runHere } from '../support/run-here.ts';
import { type TestProject, writeProject } from '../support/project.ts';

interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly message: string;
  readonly remedy: string | null;
}

describe('doctor, of services', () => {
  let project: TestProject;
  const servers: Server[] = [];
  beforeEach(() => {
    project = writeProject(['node_billing_payment_effect']);
  });
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
    project.remove();
  });
  const listen = async (server: Server): Promise<number> => {
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const tcp = (onSocket: (socket: Socket) => void): Promise<number> =>
    listen(createServer((socket) => onSocket(socket.on('error', () => {}))));
  const http = (listener: RequestListener): Promise<number> => listen(createHttpServer(listener));
  const closedPort = async (): Promise<number> => {
    const port = await tcp(() => {});
    servers.pop()!.close();
    return port;
  };
  const doctor = async (env: Record<string, string>) => {
    const { code, stdout } = await runHere(['doctor', '--json'], { cwd: project.root, env });
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    return { code, stdout, findings, wrong: findings.filter(({ ok }) => !ok) };
  };
  /** An agent of Consul, as far as it is asked. */
  const consul: (services: number, leader?: string) => RequestListener =
    (services, leader = '127.0.0.1:8300') =>
    (request, response) => {
      const isLeader = request.url === '/v1/status/leader';
      response.statusCode = isLeader ? 200 : services;
      response.end(isLeader ? JSON.stringify(leader) : '{}');
    };

  it('finds that nobody listens, and shows no secret', async () => {
    const [port, web] = [await closedPort(), await http(consul(200))];
    const { wrong, stdout, findings } = await doctor({
      KAFKA_BOOTSTRAP_SERVERS: `127.0.0.1:${port}`,
      CONSUL_HTTP_ADDR: `127.0.0.1:${web}`,
      ONEX_STATE_URL: `postgres://me:hunter2@127.0.0.1:${port}/db`,
    });
    expect(wrong.map(({ name, message }) => [name, message])).to.deep.equal([
      ['KAFKA_BOOTSTRAP_SERVERS', `127.0.0.1:${port} cannot be reached: ECONNREFUSED`],
      ['ONEX_STATE_URL', `127.0.0.1:${port} cannot be reached: ECONNREFUSED`],
    ]);
    expect(findings.find(({ name }) => name === 'CONSUL_HTTP_ADDR')).to.include({
      ok: true,
      message: `127.0.0.1:${web} can be reached`,
    });
    expect(stdout).to.not.include('hunter2');
    const malformed = await doctor({ ONEX_STATE_URL: 'postgres://me:hunter2@:99999999/' });
    expect(malformed.wrong).to.have.length(1);
    expect(malformed.stdout).to.not.include('hunter2');
  });

  for (const [what, serve] of [
    ['a web server', () => http((_, response) => response.end('<html>'))],
    ['a server that hangs up', () => tcp((socket) => socket.on('data', () => socket.destroy()))],
    ['a server that repeats what it gets', () => tcp((socket) => socket.pipe(socket))],
    ['a server that greets', () => tcp((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'))],
  ] as const) {
    it(`finds that ${what} is not Kafka, Consul, or PostgreSQL`, async function () {
      this.timeout(20_000);
      const port = await serve();
      const { wrong, code } = await doctor({
        KAFKA_BOOTSTRAP_SERVERS: `127.0.0.1:${port}`,
        CONSUL_HTTP_ADDR: `127.0.0.1:${port}`,
        ONEX_STATE_URL: `postgresql://127.0.0.1:${port}/db`,
      });
      expect(code).to.equal(1);
      expect(wrong.map(({ name }) => name)).to.deep.equal([
        'KAFKA_BOOTSTRAP_SERVERS',
        'CONSUL_HTTP_ADDR',
        'ONEX_STATE_URL',
      ]);
      expect(wrong[0]!.message).to.include('is not a Kafka broker');
      expect(wrong[1]!.message).to.match(/is not Consul|cannot be reached/u);
      expect(wrong[2]!.message).to.match(/does not answer as PostgreSQL|cannot be reached/u);
    });
  }

  it('finds an agent of Consul without a leader, that expects a token, or that refuses it', async () => {
    const [lost, closed] = [await http(consul(200, '')), await http(consul(403))];
    const of = async (port: number, env = {}): Promise<string> =>
      (await doctor({ CONSUL_HTTP_ADDR: `127.0.0.1:${port}`, ...env })).wrong[0]!.message;
    expect(await of(lost)).to.include('has no leader');
    expect(await of(closed)).to.include('expects a token: set CONSUL_HTTP_TOKEN');
    const refused = await of(closed, { CONSUL_HTTP_TOKEN: 'hush-hush' });
    expect(refused).to.include('rejects the token in CONSUL_HTTP_TOKEN').and.not.include('hush');
  });

  it('finds that https is written for a Consul without TLS', async () => {
    const port = await http(consul(200));
    const { wrong } = await doctor({ CONSUL_HTTP_ADDR: `https://127.0.0.1:${port}` });
    expect(wrong[0]!.message).to.match(/does not speak TLS|cannot be reached/u);
  });

  it('names the file that sets an address that cannot be reached', async () => {
    const port = await closedPort();
    project.write('.env', `ONEX_STATE_URL=postgresql://127.0.0.1:${port}/db\n`);
    const file = 'config/node_billing_payment_effect.yaml';
    project.write(file, `runtime:\n  consul_url: http://127.0.0.1:${port}\n`);
    const { stdout } = await runHere(['doctor', '--json', '--config-dir', 'config'], { cwd: project.root });
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    expect(findings.filter(({ ok }) => !ok).map(({ name, message }) => [name, message])).to.deep.equal([
      [
        'CONSUL_HTTP_ADDR',
        `127.0.0.1:${port} cannot be reached: ECONNREFUSED ` +
          `(set in ${path.join(project.root, file)}:2:15: runtime.consul_url)`,
      ],
      [
        'ONEX_STATE_URL',
        `127.0.0.1:${port} cannot be reached: ECONNREFUSED ` +
          `(set in ${path.join(project.root, '.env')}:1: ONEX_STATE_URL)`,
      ],
    ]);
  });
});
