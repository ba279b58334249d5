/** Arguments that a command refuses before it reaches for Kafka or Consul: exit code 1, one line, nothing printed. */
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { describeNodes } from '../../src/cli/bus/index.ts';
import { writeProject, type TestProject } from './support/project.ts';
import { runHere } from './support/run-here.ts';

const TOPIC = 'onex.dlq.a.commands.v1';
const KAFKA = ['--kafka-servers', '127.0.0.1:1'];

const REFUSALS: readonly (readonly [args: readonly string[], message: string])[] = [
  [['dlq'], 'The action is missing. onex-runtime dlq list|show|replay TOPIC'],
  [['dlq', 'lst'], '"lst" is not an action. Did you mean list? onex-runtime dlq list|show|replay TOPIC'],
  [['dlq', 'list', TOPIC, '0:1'], `list takes one topic; to see 0:1: onex-runtime dlq show ${TOPIC} 0:1`],
  [['dlq', 'show'], 'The topic is missing: onex-runtime dlq show TOPIC PARTITION:OFFSET'],
  [['dlq', 'show', TOPIC], `Which dead letter? onex-runtime dlq show ${TOPIC} PARTITION:OFFSET`],
  [
    ['dlq', 'show', TOPIC, '0:1', '0:2'],
    `Which dead letter? onex-runtime dlq show ${TOPIC} PARTITION:OFFSET`,
  ],
  [
    ['dlq', 'replay', TOPIC],
    `Which dead letters? Either their places, or --all: onex-runtime dlq replay ${TOPIC} 0:17`,
  ],
  [['dlq', 'replay', TOPIC, '0:1', '--all'], 'Which dead letters? Either their places, or --all'],
  [['dlq', 'list', '--correlation', 'xyz', ...KAFKA], '--correlation'],
  [['registrar', 'payment', ...KAFKA], 'registrar takes no argument, but was given "payment"'],
  [
    ['registrar'],
    'The registrar needs --kafka-servers (or KAFKA_BOOTSTRAP_SERVERS) and --consul (or CONSUL_HTTP_ADDR)',
  ],
  [['registrar', ...KAFKA], 'The registrar needs --consul (or CONSUL_HTTP_ADDR)'],
  [['registrar', '--consul', 'c'], 'The registrar needs --kafka-servers (or KAFKA_BOOTSTRAP_SERVERS)'],
  [['registrar', ...KAFKA, '--consul', 'ftp://c'], '--consul: expected an http or https URL'],
  [['registrar', ...KAFKA, '--consul', 'c', '--log-level', 'loud'], '--log-level: expected one of '],
  [['tail', ...KAFKA.slice(0, 1), 'nowhere'], '--kafka-servers'],
];

describe('a command', () => {
  for (const [args, message] of REFUSALS)
    it(`refuses ${args.join(' ')}`, async () => {
      const { code, stdout, stderr } = await runHere(args, { cwd: tmpdir() });
      expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
      expect(stderr.startsWith('✗ '), stderr).to.equal(true);
      expect(stderr).to.include(message);
      expect(stderr.trimEnd().split('\n')).to.have.length(1);
    });

  it('refuses a misspelled variable, where it is the registrar', async () => {
    const env = { ONEX_LOG_LEVLE: 'debug' };
    const args = ['registrar', ...KAFKA, '--consul', 'c'];
    const { code, stdout, stderr } = await runHere(args, { cwd: tmpdir(), env });
    expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
    expect(stderr).to.match(
      /^✗ ONEX_LOG_LEVLE: no node reads this variable\. Did you mean ONEX_LOG_LEVEL\?.*\n$/u,
    );
  });

  it('takes an empty variable for one that is not set', async () => {
    const env = { KAFKA_BOOTSTRAP_SERVERS: ' ', CONSUL_HTTP_ADDR: '' };
    const { stderr } = await runHere(['registrar'], { cwd: tmpdir(), env });
    expect(stderr).to.include('needs --kafka-servers (or KAFKA_BOOTSTRAP_SERVERS) and --consul');
  });
});

describe('a project inside another', () => {
  let project: TestProject;
  beforeEach(() => {
    project = writeProject(['node_billing_payment_effect', 'node_billing_tax_compute']);
  });
  afterEach(() => project.remove());

  it('has its packages from the folder above, as Node finds them', async () => {
    project.write('packages/shop/.yo-rc.json', '{"generator-onex": {}}');
    project.write(
      'packages/shop/package.json',
      '{"dependencies": {"onex-runtime": "*", "zod": "*", "none": "*"}}',
    );
    const cwd = path.join(project.root, 'packages/shop');
    const messages = async (): Promise<Record<string, string>> => {
      const { stdout } = await runHere(['doctor', '--json'], { cwd });
      const { findings } = JSON.parse(stdout) as { findings: { name: string; message: string }[] };
      return Object.fromEntries(findings.map(({ name, message }) => [name, message]));
    };
    expect(await messages()).to.include({ dependencies: 'not installed: none' });
    project.write('packages/shop/package.json', '{"dependencies": {"onex-runtime": "*", "zod": "*"}}');
    expect(await messages()).to.include({ dependencies: '2 installed', project: `shop in ${cwd}` });
  });

  it('is described by its contracts, whether its nodes run or not', () => {
    const nodes = describeNodes(project.root).map(({ name, onBus, healthUrl }) => ({
      name,
      onBus,
      healthUrl,
    }));
    expect(nodes).to.deep.equal([
      { name: 'node_billing_payment_effect', onBus: true, healthUrl: null },
      { name: 'node_billing_tax_compute', onBus: true, healthUrl: null },
    ]);
    const warnings: string[] = [];
    project.write(
      'nodes/node_billing_tax_compute/v1_0_0/contract.yaml',
      'name: node_billing_tax_compute\nnode_type: compute\nnobody_reads_this: 1\n',
    );
    describeNodes(project.root, (line) => warnings.push(line));
    expect(warnings.join('\n')).to.match(
      /^nodes\/node_billing_tax_compute\/v1_0_0\/contract\.yaml:3:1: warning: .*nobody_reads_this/m,
    );
    project.write('nodes/node_billing_tax_compute/v1_0_0/contract.yaml', 'name: [\n');
    expect(() => describeNodes(project.root)).to.throw(/contract\.yaml:\d+:\d+/);
  });
});
