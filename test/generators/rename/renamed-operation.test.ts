import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { onexHere } from '../support/in-process.ts';
import { emptyFolder, generate, PAYMENT, read, rename } from './support.ts';

const NEW_NAMES = { create: 'charge', read: 'fetch', update: 'correct', delete: 'drop' };

/** Each test goes on with the project of the one before it. */
describe('an operation after onex rename', function () {
  this.timeout(60_000);
  let root = '';

  before(async () => {
    root = emptyFolder();
    await generate(root, 'effect', ['payment'], { install: false, domain: 'billing' });
    for (const [from, to] of Object.entries(NEW_NAMES)) await rename(root, [`payment:${from}`, to]);
  });
  after(() => rmSync(root, { recursive: true }));

  it('is generated with the code that it had, because its operation_type says what it does', async () => {
    expect(read(root, `${PAYMENT}/handlers/handler_charge.ts`)).to.include('this.#store.create(');
    expect(read(root, `${PAYMENT}/handlers/handler_fetch.ts`)).to.include('this.#store.read(');
    const { code, out } = await onexHere(root, ['status', '--check']);
    expect(out).to.equal('All files are as generated\n');
    expect(code).to.equal(0);
  });

  it('is removed without a conflict, and its handler goes with it', async () => {
    for (const name of ['charge', 'drop']) {
      const removed = await onexHere(root, ['remove', `payment:${name}`, '--force', '--json']);
      const { status, files } = JSON.parse(removed.out) as {
        readonly status: string;
        readonly files: readonly { readonly path: string; readonly action: string }[];
      };
      expect([removed.code, status]).to.deep.equal([0, 'done']);
      expect(files.map(({ action }) => action)).to.not.include('keep');
      expect(existsSync(join(root, `${PAYMENT}/handlers/handler_${name}.ts`))).to.equal(false);
    }
    expect((await onexHere(root, ['status', '--check'])).code).to.equal(0);
  });
});
