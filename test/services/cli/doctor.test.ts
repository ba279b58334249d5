import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { createKafkaTransport } from '../../../runtime/src/event-bus/transports/kafka/index.ts';
import { recordingLogger } from '../../../runtime/test/event-bus/recording-logger.ts';
import { type TestProject, writeProject } from '../../../runtime/test/cli/support/project.ts';
import { runHere } from '../../../runtime/test/cli/support/run-here.ts';
import { type KafkaService, type PostgresService, startKafka, startPostgres } from '../support/services.ts';

const PASSWORD = 'hush-hush';
const NEEDED = [
  'onex.cmd.billing.payment-requested.v1',
  'onex.evt.platform.node-heartbeat.v1',
  'onex.evt.platform.node-introspection.v1',
];

describe('doctor on real services', () => {
  let broker: KafkaService;
  let postgres: PostgresService;
  let project: TestProject;
  let listeners: Record<string, string>;
  before(async function () {
    this.timeout(240_000);
    broker = await startKafka({ KAFKA_SECURE: '1', KAFKA_PASSWORD: PASSWORD });
    postgres = await startPostgres();
    const ports = readFileSync(path.join(broker.folder, 'secure'), 'utf8').trim().split(' ');
    listeners = Object.fromEntries(
      ports.map((entry) => entry.split('=')).map(([name, port]) => [name, `127.0.0.1:${port}`]),
    );
    project = writeProject(['node_billing_payment_effect']);
  });
  after(async () => {
    project?.remove();
    await postgres?.stop();
    await broker?.stop();
  });
  const doctor = async (env: Record<string, string>) => {
    const { stdout } = await runHere(['doctor', '--json'], { cwd: project.root, env });
    expect(stdout).to.not.include(PASSWORD);
    const { findings } = JSON.parse(stdout) as {
      findings: readonly { name: string; ok: boolean; message: string }[];
    };
    return findings.flatMap(({ name, ok, message }) => (ok ? [] : [`${name}: ${message}`]));
  };
  const ca = (): Record<string, string> => ({ KAFKA_SSL_CA_FILE: path.join(broker.folder, 'ca.pem') });
  const login = { KAFKA_SASL_MECHANISM: 'PLAIN', KAFKA_SASL_USERNAME: 'onex', KAFKA_SASL_PASSWORD: PASSWORD };

  it('finds the topics that are missing, and nothing once they exist', async () => {
    const env = { KAFKA_BOOTSTRAP_SERVERS: broker.servers };
    const [missing, ...others] = await doctor(env);
    expect(others).to.deep.equal([]);
    expect(missing).to.match(/^topics node_billing_payment_effect: missing on 127/u);
    for (const topic of NEEDED) expect(missing).to.include(topic);
    const names = missing!.split(': ').at(-1)!.split(', ');
    const transport = await createKafkaTransport({
      servers: [broker.servers],
      clientId: 'test',
      logger: recordingLogger(),
      creation: {},
    });
    await transport.connect();
    await transport.missingTopics(names);
    await transport.close();
    expect(await doctor(env)).to.deep.equal([]);
  });

  it('finds TLS where there is none, none where there is TLS, and an authority that is not known', async () => {
    const of = (protocol: string, listener: string, env = {}) =>
      doctor({ ...login, ...env, KAFKA_BOOTSTRAP_SERVERS: listener, KAFKA_SECURITY_PROTOCOL: protocol });
    expect((await of('SSL', broker.servers, ca()))[0]).to.include('does not speak TLS');
    expect((await of('SASL_SSL', listeners['SASL_PLAINTEXT']!, ca()))[0]).to.include('does not speak TLS');
    expect((await of('PLAINTEXT', listeners['SASL_SSL']!))[0]).to.include('expects TLS');
    expect((await of('SASL_SSL', listeners['SASL_SSL']!))[0]).to.match(/cannot be used over TLS: \w+/u);
    expect(await of('SASL_SSL', listeners['SASL_SSL']!, ca())).to.deep.equal([]);
  });

  it('finds a login that is refused, and one that is missing', async () => {
    const server = listeners['SASL_PLAINTEXT']!;
    const wrong = await doctor({
      ...login,
      KAFKA_SASL_PASSWORD: 'wrong',
      KAFKA_BOOTSTRAP_SERVERS: server,
      KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT',
    });
    expect(wrong).to.have.length(1);
    expect(wrong[0]).to.match(/authentication failed/iu);
    expect(await doctor({ KAFKA_BOOTSTRAP_SERVERS: server })).to.have.length(1);
  });

  it('finds a database that is not there, and nothing where it is', async () => {
    expect(await doctor({ ONEX_STATE_URL: postgres.url })).to.deep.equal([]);
    const url = new URL(postgres.url);
    url.pathname = '/no_such_database';
    expect((await doctor({ ONEX_STATE_URL: url.href }))[0]).to.include('has no database no_such_database');
    url.username = 'nobody_known';
    expect((await doctor({ ONEX_STATE_URL: url.href }))[0]).to.match(/rejects the login|no database/u);
  });

  it('finds that Kafka is no database, and a database no Kafka', async () => {
    const { host } = new URL(postgres.url);
    const [kafka, state] = await doctor({
      KAFKA_BOOTSTRAP_SERVERS: host,
      ONEX_STATE_URL: `postgresql://${broker.servers}/db`,
    });
    expect(kafka).to.include('is not a Kafka broker');
    expect(state).to.match(/does not answer as PostgreSQL|cannot be reached/u);
  });
});
