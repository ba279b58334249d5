import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { NodeProcess } from '../../start/node-process.ts';
import { runHere } from '../support/run-here.ts';
import { type TestProject, writeProject } from '../support/project.ts';

interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly message: string;
  readonly remedy: string | null;
}

/** Nobody listens there. */
const KAFKA = { KAFKA_BOOTSTRAP_SERVERS: '127.0.0.1:1' };

/** A variable that no start accepts: its name, its value, what else is set, and what is said of it. */
const REFUSED: readonly (readonly [string, string, Record<string, string>, RegExp])[] = [
  ['ONEX_PORT', 'http', {}, /expected a port from 0 to 65535/u],
  ['ONEX_PORT', '65536', {}, /expected a port/u],
  ['ONEX_HOST', 'no host', {}, /expected a host name/u],
  ['ONEX_ADVERTISE_HOST', '0.0.0.0', {}, /not a wildcard/u],
  ['ONEX_CONCURRENCY', '0', {}, /expected a whole number/u],
  ['ONEX_LOG_LEVEL', 'loud', {}, /expected one of/u],
  ['ONEX_GROUP_PER_VERSION', 'maybe', {}, /expected true or false/u],
  ['KAFKA_BOOTSTRAP_SERVERS', 'kafka', {}, /expected host:port/u],
  ['CONSUL_HTTP_ADDR', 'ftp://consul', {}, /expected an http or https URL/u],
  ['ONEX_STATE_URL', 'mysql://db', {}, /expected a postgresql:\/\/ URL/u],
  ['ONEX_HEARTBEAT_SECONDS', 'often', {}, /ONEX_HEARTBEAT_SECONDS must be a number of seconds above 0/u],
  ['ONEX_HEARTBEAT_SECONDS', '-1', {}, /above 0/u],
  ['ONEX_HEARTBEAT_SECONDS', '0', {}, /above 0/u],
  ['ONEX_TOPIC_PARTITIONS', 'many', KAFKA, /ONEX_TOPIC_PARTITIONS must be a whole number above 0/u],
  ['ONEX_TOPIC_REPLICATION', '0', KAFKA, /ONEX_TOPIC_REPLICATION must be/u],
  ['KAFKA_SECURITY_PROTOCOL', 'TLS', KAFKA, /KAFKA_SECURITY_PROTOCOL must be one of/u],
  [
    'KAFKA_SASL_MECHANISM',
    'GSSAPI',
    { ...KAFKA, KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT' },
    /KAFKA_SASL_MECHANISM must be one of/u,
  ],
  [
    'KAFKA_SASL_PASSWORD',
    '',
    { ...KAFKA, KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT', KAFKA_SASL_USERNAME: 'me' },
    /KAFKA_SASL_PASSWORD is not set/u,
  ],
  [
    'KAFKA_SASL_USERNAME',
    '',
    { ...KAFKA, KAFKA_SECURITY_PROTOCOL: 'SASL_SSL', KAFKA_SASL_PASSWORD: 'hush' },
    /KAFKA_SASL_USERNAME is not set/u,
  ],
  [
    'KAFKA_SSL_CA_FILE',
    '/nowhere/ca.pem',
    { ...KAFKA, KAFKA_SECURITY_PROTOCOL: 'SSL' },
    /\/nowhere\/ca\.pem cannot be read \(ENOENT\)/u,
  ],
  [
    'KAFKA_SSL_CA_FILE',
    path.resolve('package.json'),
    { ...KAFKA, KAFKA_SECURITY_PROTOCOL: 'SSL' },
    /is not a PEM file/u,
  ],
  [
    'KAFKA_SSL_CERT_FILE',
    import.meta.dirname,
    { ...KAFKA, KAFKA_SECURITY_PROTOCOL: 'SSL' },
    /cannot be read \(EISDIR\)/u,
  ],
];

describe('doctor, of settings', () => {
  let project: TestProject;
  beforeEach(() => {
    project = writeProject(['node_billing_payment_effect']);
  });
  afterEach(() => project.remove());
  const doctor = async (env: Record<string, string>, ...args: string[]) => {
    const { code, stdout } = await runHere(['doctor', '--json', ...args], { cwd: project.root, env });
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    return { code, wrong: findings.filter(({ ok }) => !ok) };
  };

  for (const [variable, value, others, expected] of REFUSED) {
    it(`finds that ${variable} cannot be ${value === '' ? 'empty' : path.basename(value)}`, async () => {
      const { code, wrong } = await doctor({ ...others, [variable]: value });
      const found = wrong.filter(({ name }) => name === variable);
      expect(found, JSON.stringify(wrong)).to.have.length(1);
      expect(found[0]!.message).to.match(expected);
      expect(found[0]!.remedy).to.equal(`correct ${variable}`);
      expect(code).to.equal(1);
    });
  }

  it('finds a certificate without its key, and a key that cannot be used', async () => {
    const pem = path.join(project.root, 'x.pem');
    writeFileSync(pem, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    const tls = { ...KAFKA, KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CERT_FILE: pem };
    expect((await doctor(tls)).wrong[0]!.message).to.match(/^KAFKA_SSL_KEY_FILE is not set/u);
    const both = await doctor({ ...tls, KAFKA_SSL_KEY_FILE: pem });
    expect(both.wrong[0]!.message).to.match(/^KAFKA_SSL_KEY_FILE cannot be used with KAFKA_SSL_CERT_FILE/u);
  });

  it('names the .env that sets a value, and the place in a config file', async () => {
    const env = path.join(project.root, '.env');
    project.write('.env', 'ONEX_PORT=http\n');
    project.write('config/node_billing_payment_effect.yaml', 'runtime:\n  concurrency: none\n');
    const { wrong } = await doctor({}, '--config-dir', 'config');
    expect(wrong.map(({ name, remedy }) => [name, remedy])).to.deep.equal([
      ['ONEX_PORT', `correct ${env}:1: ONEX_PORT`],
      [
        'ONEX_CONCURRENCY',
        `correct ${path.join(project.root, 'config/node_billing_payment_effect.yaml')}:2:16: runtime.concurrency`,
      ],
    ]);
  });

  it('checks no variables of Kafka where there is no Kafka', async () => {
    expect((await doctor({ KAFKA_SECURITY_PROTOCOL: 'TLS' })).wrong).to.deep.equal([]);
  });

  it('uses the checks of a start: what it finds, a start refuses in the same words', async function () {
    this.timeout(30_000);
    const sample = REFUSED.filter(([variable]) =>
      [
        'ONEX_HEARTBEAT_SECONDS',
        'KAFKA_SASL_PASSWORD',
        'KAFKA_SSL_CA_FILE',
        'ONEX_TOPIC_PARTITIONS',
      ].includes(variable),
    );
    for (const [variable, value, others, expected] of sample.filter((_, index) => index % 2 === 0)) {
      const node = new NodeProcess('payment', [], { ...others, [variable]: value });
      expect(await node.ended()).to.equal(1);
      expect(node.stderr).to.match(expected);
    }
  });
});
