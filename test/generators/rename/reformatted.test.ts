import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { format, type Options } from 'prettier';
import { reformatted } from '../../../lib/reconcile/index.ts';
import { ROOT } from '../../support/built.ts';
import { copyOf, edit, emptyFolder, generate, PAYMENT, read, rename, write } from './support.ts';

const OPTIONS: Options = { semi: false, tabWidth: 4, printWidth: 60, proseWrap: 'always' };
const FILES = [
  'handlers/handler_create.ts',
  'handlers/store_payment.ts',
  'models/model_payment_create.ts',
  'models/model_payment_input.ts',
  'models/index.ts',
  'enums/enum_payment_operation_type.ts',
  'node.test.ts',
  'node.ts',
].map((path) => `${PAYMENT}/${path}`);

async function reformat(root: string): Promise<void> {
  for (const path of FILES)
    write(root, path, await format(read(root, path), { ...OPTIONS, filepath: join(root, path) }));
}

const renamedPath = (path: string): string =>
  path.replace(/(?<=handler_|model_payment_)create(?=\.ts$)/, 'charge');

describe('onex rename in a project that its owner reformatted', function () {
  this.timeout(60_000);
  let plain = '';
  let wanted = '';

  before(async () => {
    plain = emptyFolder();
    const options = { install: false, domain: 'billing', operations: 'create,read' };
    await generate(plain, 'effect', ['payment'], options);
    wanted = copyOf(plain);
    await rename(wanted, ['payment:create', 'charge']);
  });
  after(() => {
    for (const root of [plain, wanted]) rmSync(root, { recursive: true });
  });

  it('gives the reformatted text of what it gives elsewhere, if the formatter is installed', async () => {
    const root = copyOf(plain);
    mkdirSync(join(root, 'node_modules'));
    symlinkSync(join(ROOT, 'node_modules/prettier'), join(root, 'node_modules/prettier'));
    const settings = JSON.parse(read(root, 'package.json')) as Record<string, unknown>;
    write(root, 'package.json', JSON.stringify({ ...settings, prettier: OPTIONS }));
    await reformat(root);
    edit(
      root,
      `${PAYMENT}/handlers/handler_create.ts`,
      'return {',
      'console.log(input.data)\n        return {',
    );
    await rename(root, ['payment:create', 'charge']);
    for (const path of FILES.map(renamedPath)) {
      const text = await format(read(wanted, path), { ...OPTIONS, filepath: join(root, path) });
      const withEdit = path.endsWith('handler_charge.ts')
        ? text.replace('return {', 'console.log(input.data)\n        return {')
        : text;
      expect(read(root, path), path).to.equal(withEdit);
    }
    rmSync(root, { recursive: true });
  });

  it('gives the same code as elsewhere, if no formatter is installed', async () => {
    const root = copyOf(plain);
    await reformat(root);
    await rename(root, ['payment:create', 'charge']);
    const pairs = FILES.map(renamedPath).map((path) => ({
      path,
      generated: read(wanted, path),
      ours: read(root, path),
    }));
    const different = pairs.filter(({ generated, ours }) => generated !== ours);
    expect(different.length).to.be.greaterThan(FILES.length / 2);
    expect([...(await reformatted(different, null))]).to.deep.equal(different.map(({ path }) => path));
    expect(existsSync(join(root, `${PAYMENT}/handlers/handler_create.ts`))).to.equal(false);
    rmSync(root, { recursive: true });
  });
});
