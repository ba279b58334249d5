import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readContract, type Contract } from 'onex-runtime/contract';
import { collect, onexHere } from '../support/in-process.ts';
import { runOf } from '../support/yeoman.ts';

interface Asked {
  readonly name: string;
  readonly choices?: readonly { readonly value: string }[];
  validate?(text: string): unknown;
}

describe('onex add and onex remove in a terminal', function () {
  this.timeout(60_000);
  let start = '';
  /** The project of the run before. */
  let last = '';
  let exitCode: typeof process.exitCode;

  before(async () => {
    start = join(mkdtempSync(join(tmpdir(), 'onex-ask-')), 'shop');
    mkdirSync(start);
    for (const words of [
      ['effect', 'payment', '--domain', 'billing', '--yes'],
      ['reducer', 'order', '--yes'],
      ['orchestrator', 'checkout', '--steps', 'payment:create', '--yes'],
    ])
      expect((await onexHere(start, words)).code).to.equal(0);
  });
  beforeEach(() => {
    exitCode = process.exitCode;
  });
  afterEach(() => {
    process.exitCode = exitCode;
  });

  /** Answers the questions that are named; gives back what was asked, and the project. */
  async function prompted(
    kind: 'add' | 'remove',
    words: readonly string[],
    answers: object,
    options: object = {},
  ): Promise<{ root: string; asked: Readonly<Record<string, Asked>> }> {
    const root = join(mkdtempSync(join(tmpdir(), 'onex-ask-')), 'shop');
    cpSync(start, root, { recursive: true });
    last = root;
    const asked: Record<string, Asked> = {};
    const callback = (answer: unknown, { question }: { question: unknown }): unknown => {
      asked[(question as Asked).name] = question as Asked;
      return answer;
    };
    const [out, err] = [collect(process.stdout), collect(process.stderr)];
    const run = runOf(kind, root)
      .withArguments([...words])
      .withOptions({ quiet: true, ...options } as never)
      .withAnswers({ write: true, ...answers } as never, { callback } as never)
      .run();
    await run.finally(() => [out(), err()]);
    return { root, asked };
  }

  const contractOf = (root: string, node: string): Contract =>
    readContract(readFileSync(join(root, 'nodes', node, 'v1_0_0/contract.yaml'), 'utf8'), {
      file: 'contract.yaml',
    }).contract!;

  it('asks for all that is left out, and offers what the node can have', async () => {
    const { root, asked } = await prompted('add', [], {
      node: 'payment',
      thing: 'operation',
      names: 'refund',
      input: 'amount: Decimal',
      output: 'done: bool',
    });
    const refund = contractOf(root, 'node_billing_payment_effect').operations.at(-1);
    expect([refund?.name, refund?.input?.[0]?.name, refund?.output?.[0]?.name]).to.deep.equal([
      'refund',
      'amount',
      'done',
    ]);
    expect(asked['node']?.choices?.map(({ value }) => value)).to.deep.equal(['checkout', 'order', 'payment']);
    expect(asked['thing']?.choices?.map(({ value }) => value)).to.deep.equal(['operation', 'field', 'topic']);
    expect(asked['input']?.validate?.('amount: Decmal[')).to.match(/cannot be read/);
    expect(asked['names']?.validate?.('a/b')).to.match(/looks like a path/);
  });

  it('asks only for what the words do not say', async () => {
    const { root, asked } = await prompted('add', ['payment', 'field', 'create'], {
      side: 'output',
      fields: 'receipt: str | None',
    });
    expect(Object.keys(asked)).to.deep.equal(['side', 'fields', 'write']);
    const [create] = contractOf(root, 'node_billing_payment_effect').operations;
    expect(create?.output?.map(({ name }) => name)).to.include('receipt');
  });

  it('asks nothing but whether to write where the words say it all', async () => {
    const { root, asked } = await prompted('add', ['payment', 'operation', 'refund'], {});
    expect(Object.keys(asked)).to.deep.equal(['write']);
    expect(contractOf(root, 'node_billing_payment_effect').operations.at(-1)?.name).to.equal('refund');
  });

  it('offers the operations of the other nodes as steps, and the states of the machine', async () => {
    const step = await prompted('add', ['checkout', 'step'], { names: 'payment:read' });
    expect(step.asked['names']?.choices?.map(({ value }) => value)).to.include.members([
      'payment:read',
      'order:start',
    ]);
    expect(
      contractOf(step.root, 'node_billing_checkout_orchestrator').workflow?.steps.at(-1)?.operation,
    ).to.equal('read');
    const state = await prompted('add', ['order', 'state'], {
      names: 'archived',
      from: 'completed',
      on: 'archive',
    });
    expect(state.asked['from']?.choices?.map(({ value }) => value)).to.deep.equal([
      'idle',
      'active',
      'completed',
      'failed',
    ]);
    expect(contractOf(state.root, 'node_billing_order_reducer').stateMachine?.transitions.at(-1)).to.include({
      from: 'completed',
      to: 'archived',
      trigger: 'archive',
    });
  });

  it('asks for what a thing with a name still needs', async () => {
    const operation = await prompted('add', ['order', 'operation', 'pause'], {
      from: 'active',
      to: 'active',
    });
    expect(Object.keys(operation.asked)).to.deep.equal(['from', 'to', 'write']);
    const topic = await prompted('add', ['payment', 'topic', 'onex.evt.shop.closed.v1'], {
      direction: 'publish',
    });
    expect(Object.keys(topic.asked)).to.deep.equal(['direction', 'write']);
    expect(contractOf(topic.root, 'node_billing_payment_effect').topics.publish.at(-1)?.topic).to.equal(
      'onex.evt.shop.closed.v1',
    );
  });

  it('writes nothing when the answer is no', async () => {
    const failure = await prompted('add', ['payment', 'operation', 'refund'], { write: false }).catch(
      (error: Error) => error.message,
    );
    expect(failure).to.equal('stopped; nothing was written');
    expect(contractOf(last, 'node_billing_payment_effect').operations).to.have.length(4);
  });

  it('asks for the node to remove', async () => {
    const { root } = await prompted('remove', [], { node: 'order' });
    expect(existsSync(join(root, 'nodes/node_billing_order_reducer'))).to.equal(false);
  });
});
