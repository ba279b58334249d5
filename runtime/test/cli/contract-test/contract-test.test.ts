import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { NODES, writeProject, type TestProject } from '../support/project.ts';
import { kill, run, start, type Ended } from '../support/run.ts';

interface Report {
  readonly status: string;
  readonly where: string;
  readonly results: readonly {
    readonly operation: string;
    readonly what: string;
    readonly expected: string;
    readonly answered: string;
    readonly allowed: boolean;
    readonly fault: string | null;
  }[];
  readonly placeholders: readonly string[];
}

const report = ({ stdout }: Ended): Report => JSON.parse(stdout) as Report;

describe('onex-runtime contract test', function () {
  this.timeout(120_000);
  let project: TestProject;

  beforeEach(() => {
    project = writeProject([
      'node_billing_payment_effect',
      'node_billing_checkout_orchestrator',
      'node_billing_tax_compute',
    ]);
  });
  afterEach(() => project.remove());

  const test = (...args: readonly string[]): Promise<Ended> =>
    run(['contract', 'test', ...args], { cwd: project.root });

  /** Changes a file of a node. */
  function edit(node: keyof typeof NODES, file: 'node.ts' | 'contract.yaml', from: string, to: string): void {
    const text = NODES[node][file]!;
    expect(text).to.include(from);
    project.write(`nodes/${node}/v1_0_0/${file}`, text.replace(from, to));
  }

  it('sends each operation samples, bounds, wrong types, and missing fields, and shows what the node answered', async () => {
    edit(
      'node_billing_payment_effect',
      'contract.yaml',
      '{ amount: int }',
      '{ amount: "Annotated[int, Field(ge=1, le=9)]" }',
    );
    edit('node_billing_payment_effect', 'node.ts', 'amount: z.int()', 'amount: z.int().min(1).max(9)');
    const { code, stdout, stderr } = await test('payment');
    expect(stderr).to.equal('');
    for (const line of [
      /✓ create +the sample +accept +completed/,
      /✓ create +amount at its minimum +accept +completed/,
      /✓ create +amount below its minimum +reject +rejected: /,
      /✓ create +amount above its maximum +reject +rejected: /,
      /✓ create +amount missing +reject +rejected: /,
      /✓ create +amount of another type +reject +rejected: /,
      /✓ create +the sample, twice +accept +completed, the same answer/,
      /✓ read +the sample +accept +failed: ONEX_CORE_001_INVALID_PARAMETER There is no such/,
      /The contract allows every answer to \d+ messages/,
    ])
      expect(stdout).to.match(line);
    expect(code).to.equal(0);
  });

  it('replaces the nodes behind the steps of an orchestrator, and calls a node without a bus', async () => {
    for (const node of ['checkout', 'tax']) {
      const outcome = await test(node, '--json');
      const { status, results } = report(outcome);
      expect([outcome.code, status]).to.deep.equal([0, 'allowed']);
      expect(results[0]).to.deep.include({ what: 'the sample', answered: 'completed' });
    }
  });

  it('keeps nothing of its messages in the project', async () => {
    await test('payment');
    expect(existsSync(path.join(project.root, '.onex-state'))).to.equal(false);
  });

  for (const { title, from, to, what, fault } of [
    {
      title: 'a model that takes what the contract rejects',
      from: 'input: z.object({ amount: z.int(), note: z.string().nullish() }),',
      to: 'input: z.object({ amount: z.any().transform(() => 1), note: z.string().nullish() }),',
      what: 'amount of another type',
      fault: /^the contract’s model rejects the message$/,
    },
    {
      title: 'a model that rejects what the contract takes',
      from: 'input: z.object({ amount: z.int(),',
      to: 'input: z.object({ amount: z.int().min(1000),',
      what: 'the sample',
      fault: /^the contract’s model accepts the message$/,
    },
    {
      title: 'an answer that breaks the contract',
      from: 'output: z.object({ paid: z.int(), limit: z.number() }),\n          handle: ({ amount }: { amount: number }) => ({ paid: amount, limit }),',
      to: 'output: z.object({}).loose(),\n          handle: () => ({ paid: "much", limit }),',
      what: 'the sample',
      fault: /^its answer breaks the contract: paid: /,
    },
    {
      title: 'a handler that does not answer',
      from: 'handle: ({ amount }: { amount: number }) => ({ paid: amount, limit }),',
      to: 'handle: () => new Promise(() => {}),',
      what: 'the sample',
      fault: /^no answer within 700 ms$/,
    },
  ]) {
    it(`ends with 2 and says why for ${title}`, async () => {
      edit('node_billing_payment_effect', 'node.ts', from, to);
      const outcome = await test('payment', '--json', '--timeout', '700ms');
      const { status, results } = report(outcome);
      expect([outcome.code, status]).to.deep.equal([2, 'broken']);
      const rows = what === 'the sample' ? [what, 'the sample, twice'] : [what];
      for (const row of rows) {
        const broken = results.find((result) => result.operation === 'create' && result.what === row);
        expect(broken?.allowed, row).to.equal(false);
        expect(broken?.fault, row).to.match(fault);
      }
    });
  }

  it('waits no longer than --timeout for a node that it calls', async () => {
    edit('node_billing_tax_compute', 'node.ts', '=> ({ tax: amount / 5 })', '=> new Promise(() => amount)');
    const { results } = report(await test('tax', '--json', '--timeout', '200ms'));
    expect(results[0]).to.deep.include({ what: 'the sample', fault: 'no answer within 200 ms' });
  });

  it('finds a node that answers the same message in two ways', async () => {
    edit('node_billing_tax_compute', 'node.ts', 'tax: amount / 5', 'tax: amount / 5 + performance.now()');
    const outcome = await test('tax', '--json');
    expect(outcome.code).to.equal(2);
    expect(report(outcome).results.at(-1)).to.deep.include({
      what: 'the sample, twice',
      fault: 'a message that is delivered twice must take effect once',
    });
  });

  it('says which operations are placeholders', async () => {
    const file = 'nodes/node_billing_payment_effect/v1_0_0/node.ts';
    const text = NODES.node_billing_payment_effect['node.ts']!.replace(
      'handle: ({ amount }: { amount: number }) => ({ paid: amount, limit }),',
      'handle(this: object, { amount }: { amount: number }, context: HandlerContext) { warnOfPlaceholder(this, context); return { paid: amount, limit }; },',
    );
    project.write(
      file,
      text.replace('type Container }', 'warnOfPlaceholder, type Container, type HandlerContext }'),
    );
    const outcome = await test('payment', '--json');
    expect(outcome.code, outcome.stderr).to.equal(0);
    expect(report(outcome).placeholders).to.deep.equal(['create']);
  });

  it('tests the node that runs in dev where that is asked for', async () => {
    const dev = start(['dev'], { cwd: project.root });
    try {
      await dev.until('Ready.');
      const outcome = await test('payment', '--running', '--json');
      expect(outcome.code, outcome.stderr).to.equal(0);
      expect(report(outcome).where).to.match(/^on the in-memory bus of dev \(process \d+\)$/);
      expect(report(outcome).results.length).to.be.greaterThan(5);
    } finally {
      await kill(dev);
    }
  });

  for (const { args, says } of [
    { args: [], says: /Which node\?/ },
    { args: ['paymnet'], says: /There is no node "paymnet"\. Did you mean payment\?/ },
    { args: ['payment', 'tax'], says: /One node is tested, but "tax" follows it/ },
    { args: ['payment', '--running'], says: /dev/ },
    {
      args: ['payment', '--kafka-servers', 'localhost:1'],
      says: /Add --running to test a node on Kafka/,
    },
    { args: ['payment', '--timeout', 'soon'], says: /--timeout/ },
  ]) {
    it(`refuses in one line: ${args.join(' ') || 'no node'}`, async () => {
      const { code, stdout, stderr } = await test(...args);
      expect(stderr).to.match(says);
      expect(stderr.trimEnd().split('\n')).to.have.length(1);
      expect([code, stdout]).to.deep.equal([1, '']);
    });
  }
});
