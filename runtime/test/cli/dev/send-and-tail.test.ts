import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { writeProject, type TestProject } from '../support/project.ts';
import { runHere } from '../support/run-here.ts';
import { kill, run, start, type Running } from '../support/run.ts';

const PAYMENT_TOPIC = 'onex.cmd.billing.payment-requested.v1';

interface JsonEvent {
  readonly topic: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: {
    readonly envelope_id: string;
    readonly correlation_id: string;
    readonly payload: unknown;
  };
}

describe('send and tail beside a running dev', function () {
  let project: TestProject;
  let dev: Running;

  before(async () => {
    project = writeProject([
      'node_billing_payment_effect',
      'node_billing_checkout_orchestrator',
      'node_billing_tax_compute',
    ]);
    // What would lead out of the machine is not used.
    const env = { KAFKA_BOOTSTRAP_SERVERS: '127.0.0.1:1', CONSUL_HTTP_ADDR: '127.0.0.1:1', ONEX_PORT: '1' };
    dev = start(['dev'], { cwd: project.root, env });
    await dev.until('Ready.');
  });
  after(async () => {
    await kill(dev);
    project.remove();
  });

  const send = (...args: string[]) => runHere(['send', ...args], { cwd: project.root });
  const events = async (...args: string[]): Promise<JsonEvent[]> => {
    const { code, stdout, stderr } = await runHere(['tail', '--json', ...args], { cwd: project.root });
    expect(code, stderr).to.equal(0);
    const lines = stdout.split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as JsonEvent);
  };

  it('shows what runs, where its health is, and a command that works when pasted', async () => {
    const shown = dev.stdout();
    expect(shown).to.match(/node_billing_payment_effect +effect +1\.0\.0 +http:\/\/127\.0\.0\.1:\d+\/health/);
    expect(shown).to.match(/node_billing_tax_compute .* not on the bus: `send` calls it directly/);
    expect(shown).to.not.include('\u001b');
    const pasted = /npx onex-runtime send (\S+) '(.*)'/.exec(shown)!;
    expect(pasted[1]).to.equal('checkout:run');
    const { code } = await send(pasted[1]!, pasted[2]!);
    expect(code).to.equal(0);
    const health = await fetch(/http:\/\/127\.0\.0\.1:\d+\/health/.exec(shown)![0]);
    expect(health.status).to.equal(200);
  });

  it('keeps the way in to itself readable by this user alone', function () {
    if (process.platform === 'win32') this.skip();
    const file = path.join(project.root, '.onex-state', 'dev.json');
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(statSync(path.dirname(file)).mode & 0o777).to.equal(0o700);
    const { supervisor } = JSON.parse(readFileSync(file, 'utf8')) as { supervisor: number };
    expect(supervisor).to.equal(dev.child.pid);
  });

  it('wraps a payload, waits for the completed event and prints its payload', async () => {
    const { code, stdout, stderr } = await send('payment:create', '{"amount": 3}');
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.deep.equal({ paid: 3, limit: 100 });
    expect(stderr).to.include(`→ ${PAYMENT_TOPIC} → node_billing_payment_effect`);
    expect(stderr).to.match(/✓ onex\.evt\.billing\.payment-completed\.v1 after \d+ ms/);
  });

  it("waits for an orchestrator's own result, and shows the workflow's events on the way", async () => {
    const { code, stdout, stderr } = await send('checkout', '{"amount": 7}');
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.deep.equal({ paid: 7 });
    const shown = [...stderr.matchAll(/onex\.\w+\.billing\.([a-z-]+)\.v1 {2}#/g)].map((match) => match[1]);
    expect(shown).to.deep.equal([
      'checkout-workflow-started',
      'checkout-stage-started',
      'payment-requested',
      'payment-completed',
      'checkout-stage-completed',
      'checkout-workflow-completed',
    ]);
  });

  it('ends with 1 when the node failed, and says why', async () => {
    const { code, stdout, stderr } = await send('payment:read', '{"id": "x"}');
    expect(code).to.equal(1);
    expect(JSON.parse(stdout)).to.have.nested.property('error.message', 'There is no such payment.');
    expect(stderr).to.include(
      'payment-failed.v1: [ONEX_CORE_001_INVALID_PARAMETER] There is no such payment.',
    );
  });

  it('does not wait for what was refused: it says that the message is among the dead letters', async () => {
    const { code, stdout, stderr } = await send('payment:create', '{"amount": "much"}');
    expect(code).to.equal(1);
    expect(stdout).to.equal('');
    expect(stderr).to.match(/✗ Not accepted, now in onex\.dlq\.billing\.commands\.v1: .*amount/);
  });

  it('names the command that shows dead letters, which dlq reads on Kafka alone', async () => {
    await send('payment:create', '{"amount": "much"}', '-q');
    const dlq = await runHere(['dlq', 'list'], { cwd: project.root });
    expect(dlq).to.include({ code: 1, stdout: '' });
    expect(dlq.stderr).to.match(
      /^✗ dlq reads dead letters on Kafka .* npx onex-runtime tail 'onex\.dlq\.\*'\n$/,
    );
    const tail = await runHere(['tail', 'onex.dlq.*'], { cwd: project.root });
    expect(tail.stdout).to.match(/onex\.dlq\.billing\.commands\.v1 {2}#[0-9a-f]{8} {2}.*amount/);
  });

  it('sends a whole envelope as it is, to a topic by its name, from standard input', async () => {
    const envelope = {
      payload: { operation: 'create', amount: 5 },
      envelope_id: '10000000-0000-4000-8000-000000000001',
      correlation_id: '20000000-0000-4000-8000-000000000002',
    };
    const sent = await run(['send', PAYMENT_TOPIC, '-', '--json'], {
      cwd: project.root,
      input: JSON.stringify(envelope),
    });
    expect(sent.code).to.equal(0);
    expect(JSON.parse(sent.stdout)).to.deep.include({
      status: 'completed',
      topic: PAYMENT_TOPIC,
      correlation_id: envelope.correlation_id,
      envelope_id: envelope.envelope_id,
    });
    const [command, completed, ...more] = await events('--correlation', envelope.correlation_id);
    expect(command!.value).to.deep.equal(envelope);
    expect(completed!.value.payload).to.deep.equal({ paid: 5, limit: 100 });
    expect(completed!.value.correlation_id).to.equal(envelope.correlation_id);
    expect(more).to.deep.equal([]);
  });

  it('takes a correlation id, and does not wait when told so', async () => {
    const id = '30000000-0000-4000-8000-000000000003';
    const { code, stdout } = await send(
      'payment:create',
      '{"amount": 1}',
      '--correlation',
      id,
      '--no-wait',
      '--json',
    );
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.include({ status: 'sent', correlation_id: id });
    const [command] = await events(PAYMENT_TOPIC, '--correlation', id);
    expect(command!.headers).to.include({
      correlation_id: id,
      source: 'onex-cli',
      content_type: 'application/json',
    });
  });

  it('takes the beginning of a correlation id, as it prints it, and nothing that is none', async () => {
    const id = '4b0430b5-0000-4000-8000-000000000004';
    await send('payment:create', '{"amount": 1}', '--correlation', id, '-q');
    for (const short of ['4b0430b5', '#4b0430b5', '4B0430B5-0000', '4b0430b500004', id]) {
      const shown = await events('--correlation', short);
      expect(shown.map(({ value }) => value.correlation_id)).to.deep.equal([id, id]);
    }
    for (const wrong of ['abc', '4b0430b', '4b04-30b5', '4b0430b5x', `${id}0`, '##4b0430b5']) {
      const { code, stdout, stderr } = await runHere(['tail', `--correlation=${wrong}`], {
        cwd: project.root,
      });
      expect({ code, stdout }, wrong).to.deep.equal({ code: 1, stdout: '' });
      expect(stderr).to.equal(
        `✗ --correlation takes a UUID or its first 8 hex digits or more, not "${wrong}"\n`,
      );
    }
  });

  it('calls a node that is not on the bus directly', async () => {
    const { code, stdout } = await send('tax', '{"amount": 10}');
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.deep.equal({ tax: 2 });
    const refused = await send('tax', '{"amount": "ten"}');
    expect(refused.code).to.equal(1);
    expect(refused.stderr).to.match(/✗ .*amount/);
  });

  it('prints one line per event, by pattern or by node, none of them heartbeats', async () => {
    await send('payment:create', '{"amount": 3}', '-q');
    const { stdout } = await runHere(['tail', 'onex.evt.billing.payment-*'], { cwd: project.root });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).to.be.greaterThan(0);
    for (const line of lines) {
      expect(line).to.match(
        /^\d\d:\d\d:\d\d\.\d{3} {2}onex\.evt\.billing\.payment-\w+\.v1 {2}#[0-9a-f]{8} {2}\{/,
      );
    }
    const ofNode = await events('payment');
    expect(new Set(ofNode.map(({ topic }) => topic))).to.include(PAYMENT_TOPIC);
    expect(ofNode.some(({ topic }) => topic.includes('checkout'))).to.equal(false);
  });

  it('refuses, in one line, what cannot be meant', async () => {
    const refusals: [string[], string][] = [
      [['paymnt:create', '{}'], 'There is no node "paymnt". Did you mean payment?'],
      [['payment:crate', '{}'], 'has no operation "crate". Did you mean create? It has: create, read'],
      [
        ['payment', '{}'],
        'Which operation of node_billing_payment_effect? Write node_billing_payment_effect:OPERATION',
      ],
      [['payment:create', '{"operation": "read"}'], 'The JSON says operation "read", the target "create"'],
      [['onex.cmd.billing.paymnt-requested.v1', '{}'], `Did you mean ${PAYMENT_TOPIC}?`],
      [['payment:create', '{amount: 3}'], 'The message is not JSON: '],
      [['payment:create', '[1]'], 'The message must be a JSON object'],
      [['payment:create', '{}', '{}'], 'put quotes around the whole JSON'],
      [['payment:create'], 'What to send to payment:create?'],
      [['payment:create', '{}', '--timeout', 'soon'], '--timeout takes a time such as 30s'],
      [['payment:create', '{}', '--correlation', 'x'], '--correlation takes a UUID'],
      [['payment:create', '{"payload": 1, "envelope_id": 2}'], 'The envelope cannot be sent: '],
    ];
    const before = (await events(PAYMENT_TOPIC)).length;
    for (const [args, message] of refusals) {
      const { code, stdout, stderr } = await send(...args);
      expect(code, args.join(' ')).to.equal(1);
      expect(stdout).to.equal('');
      expect(stderr).to.include(message);
      expect(stderr.trimEnd().split('\n'), stderr).to.have.length(1);
    }
    expect((await events(PAYMENT_TOPIC)).length).to.equal(before);
    const unknown = await runHere(['tail', 'onex.evt.billing.paymnt-completed.v1'], { cwd: project.root });
    expect(unknown.code).to.equal(1);
    expect(unknown.stderr).to.include('Did you mean onex.evt.billing.payment-completed.v1?');
  }).timeout(60_000);

  it('refuses a second dev in the same project', async () => {
    const { code, stderr } = await run(['dev'], { cwd: project.root });
    expect(code).to.equal(1);
    expect(stderr).to.include(`dev already runs in this project (process ${dev.child.pid})`);
  });
});
