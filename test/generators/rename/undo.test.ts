import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from 'chai';
import { snapshot } from '../../support/folders.ts';
import { shop } from './shop.ts';
import { copyOf, edit, generate, PAYMENT, read, refusal, rename, write } from './support.ts';

describe('onex rename --undo', function () {
  this.timeout(60_000);
  let start = '';
  let root = '';

  before(async () => {
    start = await shop();
    rmSync(`${start}/node_modules`, { recursive: true });
  });
  beforeEach(() => {
    root = copyOf(start);
  });
  afterEach(() => rmSync(dirname(root), { recursive: true }));
  after(() => rmSync(start, { recursive: true }));

  for (const names of [
    ['payment', 'invoice'],
    ['payment:create', 'charge'],
    ['billing', 'order-desk'],
  ]) {
    it(`gives back every file, mode, and record: ${names.join(' ')}`, async () => {
      const before = await snapshot(root);
      await rename(root, names);
      expect(await snapshot(root)).to.not.deep.equal(before);
      const report = await rename(root, [], { undo: true });
      expect(report.status).to.equal('done');
      expect(await snapshot(root)).to.deep.equal(before);
    });
  }

  it('undoes once', async () => {
    await rename(root, ['payment', 'invoice']);
    await rename(root, [], { undo: true });
    expect(await refusal(root, [], { undo: true })).to.match(/no rename to undo/);
  });

  it('shows what it would do with --dry-run, and does nothing', async () => {
    await rename(root, ['payment:create', 'charge']);
    const before = await snapshot(root);
    const report = await rename(root, [], { undo: true, 'dry-run': true });
    expect(report.files.map(({ path }) => path)).to.include(`${PAYMENT}/handlers/handler_create.ts`);
    expect(await snapshot(root)).to.deep.equal(before);
  });

  it('refuses once a file was edited', async () => {
    await rename(root, ['payment:create', 'charge']);
    edit(root, `${PAYMENT}/handlers/handler_charge.ts`, 'too big', 'far too big');
    const before = await snapshot(root);
    expect(await refusal(root, [], { undo: true })).to.match(
      /handler_charge\.ts changed after onex rename payment:create charge, so it cannot be undone/,
    );
    expect(await snapshot(root)).to.deep.equal(before);
  });

  it('refuses after the next run that changes something', async () => {
    await rename(root, ['payment:create', 'charge']);
    await generate(root, 'compute', ['price'], { install: false });
    expect(await refusal(root, [], { undo: true })).to.match(
      /price_compute\/\.onex\/\S+ changed after onex rename/,
    );
  });

  it('refuses a damaged record, and one that leads out of the project', async () => {
    await rename(root, ['payment:create', 'charge']);
    const text = read(root, '.onex-state/undo.json');
    write(root, '.onex-state/undo.json', text.slice(0, -2));
    expect(await refusal(root, [], { undo: true })).to.match(/undo\.json is damaged/);
    const step = { path: '../outside.txt', old: 'YQ==', mode: 0o644, after: null };
    const record = JSON.parse(text) as { steps: object[] };
    write(root, '.onex-state/undo.json', JSON.stringify({ ...record, steps: [...record.steps, step] }));
    expect(await refusal(root, [], { undo: true })).to.match(/undo\.json is damaged/);
    expect(existsSync(`${dirname(root)}/outside.txt`)).to.equal(false);
  });
});
