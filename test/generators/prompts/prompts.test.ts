import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { readContract, type Contract } from 'onex-runtime/contract';
import { folder, removeFolders, snapshot } from '../../support/folders.ts';
import { onexHere } from '../support/in-process.ts';
import { runOf, type Kind } from '../support/yeoman.ts';

/** A question as it was asked: what stands there to be taken with Enter, and what it says to another answer. */
interface Asked {
  readonly name: string;
  readonly message: string;
  readonly default?: unknown;
  validate?(text: string): unknown;
}

/** Answers the questions that are named, presses Enter at the others, and tells what was asked. */
async function prompted(
  kind: Kind,
  cwd: string,
  { name, answers = {}, ...options }: { name?: string; answers?: object } & Record<string, unknown> = {},
): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const callback = (answer: unknown, { question }: { question: unknown }): unknown => {
    asked.push(question as Asked);
    return answer;
  };
  await runOf(kind, cwd)
    .withArguments(name === undefined ? [] : [name])
    .withOptions({ quiet: true, force: false, ...options } as never)
    .withAnswers(answers as never, { callback } as never)
    .run();
  return asked;
}

const of = (asked: readonly Asked[], name: string): Asked => {
  const question = asked.find((one) => one.name === name);
  if (question === undefined) throw new Error(`${name} was not asked`);
  return question;
};

const pathOf = (node: string, version = 'v1_0_0'): string => `nodes/${node}/${version}/contract.yaml`;

async function contractOf(cwd: string, node: string, version?: string): Promise<Contract> {
  const text = await readFile(join(cwd, pathOf(node, version)), 'utf8');
  return readContract(text, { file: 'contract.yaml' }).contract!;
}

const operationsOf = async (cwd: string, node: string, version?: string): Promise<readonly string[]> =>
  (await contractOf(cwd, node, version)).operations.map(({ name }) => name);

const stepsOf = async (cwd: string, node: string): Promise<readonly string[]> =>
  (await contractOf(cwd, node)).workflow!.steps.map(({ id }) => id);

const PAYMENT = 'node_billing_payment_effect';
const CHECKOUT = 'node_billing_checkout_orchestrator';

describe('the questions about a node', function () {
  this.timeout(60_000);
  let exitCode: typeof process.exitCode;
  let cwd = '';
  const home = process.cwd();
  const payment = (more: object = {}): Promise<readonly Asked[]> =>
    prompted('effect', cwd, { name: 'payment', domain: 'billing', yes: true, ...more });

  beforeEach(async () => {
    exitCode = process.exitCode;
    cwd = await folder();
  });
  afterEach(async () => {
    process.exitCode = exitCode;
    process.chdir(home);
    await removeFolders();
  });

  describe('about lines of the contract that both sides changed', () => {
    const described = async (): Promise<void> => {
      await payment({ description: 'Takes money.' });
      const file = join(cwd, pathOf(PAYMENT));
      await writeFile(file, (await readFile(file, 'utf8')).replaceAll('Takes money.', 'Takes much money.'));
    };
    const readme = (): Promise<string> => readFile(join(cwd, 'nodes', PAYMENT, 'README.md'), 'utf8');
    const again = { name: 'payment', domain: 'billing', description: 'Takes cash.' };

    for (const [answer, text] of [
      ['theirs', 'Takes cash.'],
      ['ours', 'Takes much money.'],
    ] as const) {
      it(`come once, before the other files are rendered from them: ${answer}`, async () => {
        await described();
        const asked = await prompted('effect', cwd, { ...again, answers: { answer } });
        expect(asked.filter(({ name }) => name === 'answer')).to.have.length(1);
        expect((await contractOf(cwd, PAYMENT)).description).to.equal(text);
        expect(await readme()).to.contain(text);
        const { out } = await onexHere(cwd, ['status']);
        expect(out).to.not.contain('stale');
      });
    }

    it('are not asked about in a run that writes nothing', async () => {
      await described();
      const asked = await prompted('effect', cwd, { ...again, 'dry-run': true });
      const upgraded = await prompted('upgrade', cwd, { 'dry-run': true });
      expect([...asked, ...upgraded].map(({ name }) => name)).to.not.include('answer');
      expect((await contractOf(cwd, PAYMENT)).description).to.equal('Takes much money.');
    });

    it('are asked again in the next run when they are skipped; the other files fit the contract', async () => {
      await described();
      await prompted('effect', cwd, { ...again, answers: { answer: 'skip' } });
      expect((await contractOf(cwd, PAYMENT)).description).to.equal('Takes much money.');
      expect(await readme()).to.contain('Takes much money.');
      const asked = await prompted('effect', cwd, { ...again, answers: { answer: 'theirs' } });
      expect(asked.filter(({ name }) => name === 'answer')).to.have.length(1);
      expect(await readme()).to.contain('Takes cash.');
    });
  });

  describe('that is there already', () => {
    it('offer what it has, so that Enter at each of them changes nothing', async () => {
      await payment({ operations: 'charge,refund', description: 'Takes money, and gives it back.' });
      await prompted('compute', cwd, { name: 'price', 'event-bus': true, yes: true });
      await prompted('reducer', cwd, { name: 'order', 'event-bus': true, yes: true });
      await prompted('orchestrator', cwd, { name: 'checkout', steps: 'price,payment:refund', yes: true });
      const before = await snapshot(cwd);
      const effect = await prompted('effect', cwd, { name: 'payment' });
      expect(of(effect, 'operations').default).to.equal('charge, refund');
      expect(of(effect, 'description').default).to.equal('Takes money, and gives it back.');
      expect(of(await prompted('compute', cwd, { name: 'price' }), 'event-bus').default).to.equal(true);
      expect(of(await prompted('reducer', cwd, { name: 'order' }), 'event-bus').default).to.equal(true);
      const orchestrator = await prompted('orchestrator', cwd, { name: 'checkout' });
      expect(of(orchestrator, 'steps').default).to.equal('price:compute, payment:refund');
      expect(of(await prompted('node', cwd, { name: 'price' }), 'kind').default).to.equal('compute');
      expect(await snapshot(cwd)).to.deep.equal(before);
    });

    it('keep what its owner wrote into the contract, and add what is answered beyond it', async () => {
      await payment({ operations: 'charge' });
      const path = join(cwd, pathOf(PAYMENT));
      const text = await readFile(path, 'utf8');
      await writeFile(path, text.replaceAll(/\bcharge\b/g, 'collect'));
      const asked = await prompted('effect', cwd, {
        name: 'payment',
        answers: { operations: 'collect, refund' },
      });
      expect(of(asked, 'operations').default).to.equal('collect');
      expect(await operationsOf(cwd, PAYMENT)).to.deep.equal(['collect', 'refund']);
    });

    it('copy it into a version beside it, edits and all', async () => {
      await payment({ operations: 'charge,refund' });
      const handler = join(cwd, `nodes/${PAYMENT}/v1_0_0/handlers/handler_charge.ts`);
      await writeFile(handler, `${await readFile(handler, 'utf8')}// mine\n`);
      const before = await snapshot(join(cwd, 'nodes', PAYMENT, 'v1_0_0'));
      await prompted('effect', cwd, { name: 'payment', 'node-version': '1.1.0' });
      expect(await operationsOf(cwd, PAYMENT, 'v1_1_0')).to.deep.equal(['charge', 'refund']);
      expect(await snapshot(join(cwd, 'nodes', PAYMENT, 'v1_0_0'))).to.deep.equal(before);
      const copy = `nodes/${PAYMENT}/v1_1_0/handlers/handler_charge.ts`;
      expect(await readFile(join(cwd, copy), 'utf8')).to.include('// mine');
    });

    it('are about the newest version of one that never had a first', async () => {
      await payment({ operations: 'charge', 'node-version': '2.0.0' });
      const before = await snapshot(cwd);
      expect(of(await prompted('effect', cwd, { name: 'payment' }), 'operations').default).to.equal('charge');
      await prompted('effect', cwd, { name: 'payment', yes: true });
      expect(await snapshot(cwd)).to.deep.equal(before);
    });

    it('are about the newest of several versions', async () => {
      await payment({ operations: 'charge' });
      await payment({ operations: 'charge,refund', 'node-version': '1.1.0' });
      const before = await snapshot(cwd);
      const asked = await prompted('effect', cwd, { name: 'payment' });
      expect(of(asked, 'operations').default).to.equal('charge, refund');
      expect(await snapshot(cwd)).to.deep.equal(before);
      await prompted('node', cwd, {
        name: 'payment',
        kind: 'effect',
        yes: true,
        operations: 'charge,settle',
      });
      expect(await operationsOf(cwd, PAYMENT)).to.deep.equal(['charge']);
      expect(await operationsOf(cwd, PAYMENT, 'v1_1_0')).to.deep.equal(['charge', 'refund', 'settle']);
    });

    it('change the engine of a workflow and nothing else of it', async () => {
      await payment();
      await prompted('orchestrator', cwd, { name: 'checkout', steps: 'payment:create', yes: true });
      await prompted('orchestrator', cwd, { name: 'checkout', 'workflow-engine': 'llamaindex' });
      expect(await stepsOf(cwd, CHECKOUT)).to.deep.equal(['create_payment']);
      const node = await readFile(join(cwd, `nodes/${CHECKOUT}/v1_0_0/node.ts`), 'utf8');
      expect(node).to.include("engine: 'llamaindex'");
    });
  });

  describe('what an orchestrator is to drive', () => {
    beforeEach(async () => {
      await payment();
      await prompted('compute', cwd, { name: 'price', 'event-bus': true, yes: true });
    });

    it('take them in the order of the answer, with their operations', async () => {
      await prompted('orchestrator', cwd, {
        name: 'checkout',
        answers: { steps: 'price, payment:update,payment:create' },
      });
      expect(await stepsOf(cwd, CHECKOUT)).to.deep.equal([
        'compute_price',
        'update_payment',
        'create_payment',
      ]);
    });

    it('name the nodes with their operations, without the orchestrator itself', async () => {
      await prompted('orchestrator', cwd, { name: 'checkout', yes: true });
      const { message } = of(await prompted('orchestrator', cwd, { name: 'checkout' }), 'steps');
      expect(message)
        .to.include('payment:create payment:read payment:update payment:delete')
        .and.include('price:compute')
        .and.not.include('checkout');
    });

    it('refuse at once what is not there', async () => {
      const { validate } = of(await prompted('orchestrator', cwd, { name: 'checkout' }), 'steps');
      expect(validate!('price:compute, payment')).to.equal(true);
      expect(validate!('paymnet:create')).to.match(/Did you mean payment\?/);
      expect(validate!('payment:crate')).to.equal('payment has no operation "crate". Did you mean create?');
      const again = of(await prompted('orchestrator', cwd, { name: 'checkout' }), 'steps');
      expect(again.validate!('checkout')).to.match(/no such node/);
    });
  });

  describe('that is new', () => {
    it('begin with its name, and refuse there what cannot be one', async () => {
      const asked = await prompted('effect', cwd, { domain: 'billing', answers: { name: 'payment' } });
      const [first] = asked;
      expect(first).to.include({ name: 'name' });
      expect(await first!.validate!('1st')).to.match(/starts with a digit/);
      expect(await first!.validate!('Payment')).to.equal(true);
      expect(await first!.validate!('nosuch.yaml')).to.equal('there is no such file');
      expect(of(asked, 'operations').validate!('create, create')).to.match(/"create" is listed twice/);
      expect(await operationsOf(cwd, PAYMENT)).to.deep.equal(['create', 'read', 'update', 'delete']);
    });

    it('take the path of a contract for a name, and ask nothing that it says', async () => {
      await payment();
      const text = await readFile(join(cwd, pathOf(PAYMENT)), 'utf8');
      await writeFile(join(cwd, 'refund.yaml'), text.replaceAll('payment', 'refund'));
      const asked = await prompted('node', cwd, { answers: { name: 'refund.yaml' } });
      expect(asked.map(({ name }) => name)).to.deep.equal(['name', 'write']);
      expect(await operationsOf(cwd, 'node_billing_refund_effect')).to.include('create');
    });
  });

  describe('that is called by its full name', () => {
    it('mean that node', async () => {
      await payment({ operations: 'charge' });
      const before = await snapshot(cwd);
      await prompted('effect', cwd, { name: PAYMENT, yes: true });
      await prompted('node', cwd, { name: PAYMENT, yes: true });
      const asked = await prompted('effect', cwd, { answers: { name: PAYMENT } });
      expect(asked.map(({ name }) => name)).to.deep.equal(['name', 'description', 'operations']);
      expect(await snapshot(cwd)).to.deep.equal(before);
    });

    it('make one of that name in its domain, and never one that is called node twice over', async () => {
      await prompted('effect', cwd, { name: PAYMENT, domain: 'billing', yes: true });
      expect(await operationsOf(cwd, PAYMENT)).to.include('create');
      const refused = (kind: 'effect' | 'compute', name: string, more: object = {}): Promise<string> =>
        prompted(kind, cwd, { name, yes: true, ...more }).then(
          () => expect.fail(`${name} was not refused`),
          (error: Error) => error.message,
        );
      expect(await refused('effect', 'node_sales_refund_effect')).to.match(
        /is a full name, of a node that the project does not have; write the name alone, with --domain/,
      );
      expect(await refused('compute', PAYMENT)).to.match(/of kind effect, not compute; use onex effect/);
      expect(await refused('effect', PAYMENT, { domain: 'sales' })).to.match(
        /is of the domain billing, not sales/,
      );
    });
  });
});
