import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { built, ROOT } from '../support/built.ts';
import { folder, removeFolders, snapshot } from '../support/folders.ts';
import { onex } from '../support/process.ts';
import { runOf, type Kind } from './support/yeoman.ts';

interface Call {
  readonly cwd: string;
  readonly args?: string[];
  readonly options?: Record<string, unknown>;
  readonly answers?: Record<string, unknown>;
  /** The generator as it is built and published, which knows what it was built from; else its source. */
  readonly asBuilt?: boolean;
}

async function builtGenerator(kind: Kind): Promise<unknown> {
  const url = pathToFileURL(join(ROOT, 'dist/generators', kind, 'index.js')).href;
  return ((await import(url)) as { default: unknown }).default;
}

/** Runs a generator in yeoman-environment, as `yo` does; without answers nothing is asked. */
async function generate(
  kind: Kind,
  { cwd, args = [], options = {}, answers, asBuilt = false }: Call,
): Promise<void> {
  const given = { quiet: true, force: false, ...(answers === undefined ? { yes: true } : {}), ...options };
  await runOf(kind, cwd, asBuilt ? await builtGenerator(kind) : undefined)
    .withArguments(args)
    .withOptions(given as never)
    .withAnswers((answers ?? {}) as never)
    .run();
}

async function failure(work: Promise<unknown>): Promise<{ message: string; code?: unknown }> {
  return work.then(
    () => expect.fail('was not refused'),
    (error: Error) => error,
  );
}

const PAYMENT = 'nodes/node_billing_payment_effect';

describe('the generators in yeoman-environment', function () {
  this.timeout(60_000);
  let exitCode: typeof process.exitCode;
  const home = process.cwd();
  before(built);
  beforeEach(() => {
    exitCode = process.exitCode;
  });
  afterEach(async () => {
    process.exitCode = exitCode;
    process.chdir(home);
    await removeFolders();
  });

  it('make a node of each kind and the project around them, with one commit', async () => {
    const cwd = await folder();
    await generate('effect', { cwd, args: ['payment'], options: { domain: 'billing' } });
    await generate('compute', { cwd, args: ['price'] });
    await generate('reducer', { cwd, args: ['order'], options: { 'event-bus': true } });
    await generate('orchestrator', { cwd, args: ['checkout'], options: { steps: 'payment:create' } });
    await generate('node', { cwd, args: ['refund'], options: { kind: 'effect' } });
    const files = await snapshot(cwd);
    for (const node of [
      'node_billing_payment_effect',
      'node_billing_price_compute',
      'node_billing_order_reducer',
      'node_billing_checkout_orchestrator',
      'node_billing_refund_effect',
    ]) {
      expect(files).to.include.keys(`nodes/${node}/v1_0_0/node.ts`, `nodes/${node}/v1_0_0/contract.yaml`);
    }
    const bus = async (node: string): Promise<boolean> =>
      (await readFile(join(cwd, `nodes/${node}/v1_0_0/node.ts`), 'utf8')).includes('EVENT_BUS_AVAILABLE');
    expect(await bus('node_billing_order_reducer')).to.equal(true);
    expect(await bus('node_billing_price_compute')).to.equal(false);
    expect((await stat(join(cwd, PAYMENT, 'v1_0_0/start_node.ts'))).mode & 0o777).to.equal(0o755);
  });

  it('write the same as onex does, byte for byte', async () => {
    const [one, two] = [await folder(), await folder()];
    const options = { domain: 'billing', destination: 'shop' };
    await generate('effect', { cwd: one, args: ['payment'], options, asBuilt: true });
    await onex(['effect', 'payment', '--domain', 'billing', '--destination', 'shop', '--yes'], { cwd: two });
    expect(await snapshot(one)).to.deep.equal(await snapshot(two));
  });

  it('make a project alone, in the folder that is named', async () => {
    const cwd = await folder();
    await generate('app', { cwd, args: ['shop'], options: { domain: 'billing' } });
    const settings = JSON.parse(await readFile(join(cwd, 'shop/.yo-rc.json'), 'utf8'));
    expect(settings['generator-onex']).to.include({ name: 'shop', domain: 'billing' });
  });

  it('ask for what no option says, and write what was answered', async () => {
    const cwd = await folder();
    const answers = {
      contract: '',
      name: 'payment',
      domain: 'billing',
      description: 'Pays.',
      operations: 'create',
    };
    await generate('effect', { cwd, answers: { ...answers, write: true } });
    const contract = await readFile(join(cwd, PAYMENT, 'v1_0_0/contract.yaml'), 'utf8');
    expect(contract).to.include('description: Pays.').and.to.include('operation: create');
    expect(contract).to.not.include('operation: read');
  });

  it('write nothing when the answer is not to, and end with 130', async () => {
    const cwd = await folder();
    const answers = {
      contract: '',
      name: 'payment',
      domain: 'billing',
      description: '',
      operations: 'create',
    };
    const { message, code } = await failure(
      generate('effect', { cwd, answers: { ...answers, write: false } }),
    );
    expect(message).to.equal('stopped; nothing was written');
    expect(code).to.equal(130);
    expect(await snapshot(cwd)).to.deep.equal({});
  });

  it('fail with one line and a numeric code, which yo needs, and write nothing', async () => {
    const cwd = await folder();
    const calls: [Record<string, unknown>, string[], RegExp][] = [
      [{ domian: 'x' }, ['payment'], /Unknown option "--domian" of yo onex:effect/],
      [{ yes: 'payment' }, [], /--yes takes no value/],
      [{ yes: true }, [], /^the name is missing .*: yo onex:effect NAME/],
      [{ yes: true }, ['../x'], /looks like a path/],
    ];
    for (const [options, args, says] of calls) {
      const { message, code } = await failure(generate('effect', { cwd, args, options }));
      expect(message).to.match(says).and.to.not.include('\n');
      expect(code).to.equal(1);
    }
    expect(await snapshot(cwd)).to.deep.equal({});
  });

  it('keep an edit, leave a clash alone and end with 2', async () => {
    const cwd = await folder();
    const run = (options: object): Promise<void> =>
      generate('effect', { cwd, args: ['payment'], options: { domain: 'billing', ...options } });
    await run({});
    const readme = join(cwd, PAYMENT, 'README.md');
    await writeFile(readme, (await readFile(readme, 'utf8')).replaceAll(/Stores.*/g, 'Mine.'));
    const before = await snapshot(cwd);
    await run({});
    expect(process.exitCode).to.equal(exitCode);
    await run({ description: 'Other words.' });
    expect(process.exitCode).to.equal(2);
    expect(await snapshot(cwd)).to.deep.equal(before);
    process.exitCode = exitCode;
    await run({ description: 'Other words.', 'on-conflict': 'theirs' });
    expect(await readFile(readme, 'utf8'))
      .to.include('Other words.')
      .and.to.not.include('Mine.');
  });
});
