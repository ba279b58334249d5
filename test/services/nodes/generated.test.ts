import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import {
  type Envelope,
  type EventTransport,
  createEnvelope,
  createHeaders,
  parseEnvelope,
} from '../../../runtime/src/event-bus/index.ts';
import { createKafkaTransport } from '../../../runtime/src/event-bus/transports/kafka/index.ts';
import { silentLogger } from '../../../runtime/src/logging/index.ts';
import { introspectionSchema } from '../../../runtime/test/discovery/strict-schemas.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { built } from '../../support/built.ts';
import { onex, run } from '../../support/process.ts';
import { type GeneratedNode, startGenerated } from '../support/generated-node.ts';
import { runFolder } from '../support/run-folder.ts';
import { type ConsulService, type KafkaService, startConsul, startKafka } from '../support/services.ts';

const EFFECT = 'node_billing_payment_effect';
const ORCHESTRATOR = 'node_billing_checkout_orchestrator';
const START = 'onex.cmd.billing.checkout-requested.v1';
const INTROSPECTION = 'onex.evt.platform.node-introspection.v1';
const event = (name: string): string => `onex.evt.billing.${name}.v1`;
const PAID = ['workflow-started', 'stage-started', 'stage-completed', 'workflow-completed'];
const REFUSED = ['workflow-started', 'stage-started', 'stage-failed', 'workflow-failed'];
const KINDS = [...new Set([...PAID, ...REFUSED])];
const ENDS = ['checkout-completed', 'checkout-failed', 'payment-completed', 'payment-failed'];

interface Check {
  readonly ServiceName: string;
  readonly Status: string;
}

describe('generated nodes on Kafka, registered in Consul', function () {
  this.timeout(300_000);
  let kafka: KafkaService;
  let consul: ConsulService;
  let bus: EventTransport;
  const nodes: GeneratedNode[] = [];
  const seen: { readonly topic: string; readonly envelope: Envelope }[] = [];

  /** A project as its user makes it: two commands and an installation. Its effect has room for one payment. */
  const makeProject = async (): Promise<string> => {
    await built();
    const cwd = mkdtempSync(path.join(runFolder(), 'shop-'));
    const steps = ['--steps', 'payment:create'];
    const outcomes = [
      await onex(['effect', 'payment', '--domain', 'billing', '--yes'], { cwd }),
      await onex(['orchestrator', 'checkout', '--domain', 'billing', ...steps, '--yes'], { cwd }),
      await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd }),
    ];
    for (const { code, stderr, stdout } of outcomes) expect(code, stderr + stdout).to.equal(0);
    mkdirSync(path.join(cwd, 'config'));
    writeFileSync(path.join(cwd, 'config', `${EFFECT}.yaml`), 'max_entries: 1\n');
    return cwd;
  };
  const checkout = async (item: string): Promise<Envelope> => {
    const envelope = createEnvelope({ data: { item } }, { correlationId: randomUUID() });
    const key = envelope.correlation_id;
    const headers = createHeaders(envelope, { topic: START, source: 'test', key });
    await bus.publish([{ topic: START, key, value: JSON.stringify(envelope), headers }]);
    return envelope;
  };
  const heard = (topic: string, { correlation_id: id }: Envelope): Envelope[] =>
    seen
      .filter((one) => one.topic === topic && one.envelope.correlation_id === id)
      .map(({ envelope }) => envelope);
  /** The kinds of workflow events of a conversation, in the order in which they happened. */
  const story = (command: Envelope): readonly string[] =>
    KINDS.flatMap((kind) =>
      heard(event(`checkout-${kind}`), command).map(({ payload }) => ({ kind, payload })),
    )
      .toSorted((one, other) => happened(one.payload) - happened(other.payload))
      .map(({ kind }) => kind);
  const checks = async (): Promise<Check[]> => {
    const response = await fetch(`${consul.url}/v1/agent/checks`);
    return Object.values((await response.json()) as Record<string, Check>);
  };

  before(async function () {
    this.timeout(600_000);
    const project = await makeProject();
    kafka = await startKafka();
    consul = await startConsul();
    const args = ['--create-topics', '--kafka-servers', kafka.servers, '--consul', consul.url];
    const config = ['--config', path.join(project, 'config', `${EFFECT}.yaml`)];
    nodes.push(await startGenerated(project, EFFECT, [...args, ...config]));
    nodes.push(await startGenerated(project, ORCHESTRATOR, args));
    bus = await createKafkaTransport({ servers: [kafka.servers], clientId: 'test', logger: silentLogger });
    await bus.connect();
    await bus.subscribe({
      groupId: `test-${randomUUID()}`,
      topics: [INTROSPECTION, ...ENDS.map(event), ...KINDS.map((kind) => event(`checkout-${kind}`))],
      from: 'earliest',
      handle: async ({ topic, value }) => void seen.push({ topic, envelope: parseEnvelope(value) }),
    });
  });
  after(async () => {
    await Promise.all(nodes.map((node) => node.end()));
    await bus?.close();
    await kafka?.stop();
    await consul?.stop();
  });

  it('announce themselves at the start', async () => {
    const announced = (): string[] =>
      seen
        .filter(({ topic }) => topic === INTROSPECTION)
        .map(({ envelope }) => introspectionSchema.parse(envelope.payload))
        .filter(({ reason }) => reason === 'startup')
        .map(({ node_name: name }) => name)
        .toSorted();
    await until(() => announced().length >= 2);
    expect(announced()).to.deep.equal([ORCHESTRATOR, EFFECT]);
  });

  it('are in Consul, whose own checks of them pass', async () => {
    const passing = async (): Promise<string[]> =>
      (await checks())
        .filter(({ Status }) => Status === 'passing')
        .map(({ ServiceName }) => ServiceName)
        .toSorted();
    await until(async () => (await passing()).length >= 2);
    expect(await passing()).to.deep.equal(['onex-effect', 'onex-orchestrator']);
  });

  it('do what one command asks: the events of the workflow in order, the result, all in its conversation', async () => {
    const command = await checkout('tea');
    await until(() => heard(event('checkout-completed'), command).length > 0);
    await until(() => story(command).length === PAID.length);
    expect(story(command)).to.deep.equal(PAID);
    const [result] = heard(event('checkout-completed'), command);
    const [payment] = heard(event('payment-completed'), command);
    expect(payment?.metadata.tags).to.include({ operation: 'create' });
    expect(payment?.payload).to.deep.include({ data: { item: 'tea' } });
    expect(result?.payload).to.have.nested.property('results.create_payment.data.item', 'tea');
    expect(result?.metadata.tags['causation_id']).to.be.a('string');
    expect(heard(event('checkout-failed'), command)).to.deep.equal([]);
  });

  it('tell of a failure: the step’s error in the events, and as the result', async () => {
    const command = await checkout('milk');
    await until(() => heard(event('checkout-failed'), command).length > 0);
    await until(() => story(command).length === REFUSED.length);
    expect(story(command)).to.deep.equal(REFUSED);
    const [failure] = heard(event('checkout-failed'), command);
    expect(JSON.stringify(failure?.payload)).to.contain('The store is full');
    expect(heard(event('checkout-completed'), command)).to.deep.equal([]);
  });

  it('end with 0 at SIGTERM, say goodbye, and are in Consul no more', async () => {
    expect(await Promise.all(nodes.map((node) => node.end()))).to.deep.equal([0, 0]);
    const goodbyes = (): number =>
      seen.filter(
        ({ topic, envelope }) =>
          topic === INTROSPECTION && (envelope.payload as { reason: string }).reason === 'shutdown',
      ).length;
    await until(() => goodbyes() === 2);
    expect((await checks()).filter(({ ServiceName }) => ServiceName !== '')).to.deep.equal([]);
  });
});

/** When an event says that it happened, in ms; those of one moment stay in the order of `KINDS`. */
function happened(payload: unknown): number {
  return Date.parse((payload as { timestamp: string }).timestamp);
}
