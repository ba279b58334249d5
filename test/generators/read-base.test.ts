import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { baseReader } from '../../generators/event-bus/read-base.ts';
import { folder, removeFolders } from '../support/folders.ts';

describe('a base class that a file imports', () => {
  afterEach(removeFolders);

  it('is looked for once in files that pass each other on', async () => {
    const root = await folder();
    const all = "export * from './a.js';\nexport * from './b.js';\nexport * from './c.js';\n";
    for (const name of ['a', 'b', 'c']) await writeFile(join(root, `${name}.ts`), all);
    await writeFile(join(root, 'd.ts'), `${all}export class Other {}\n`);
    const asked: string[] = [];
    const read = baseReader(join(root, 'store.ts'), root, (path) => {
      asked.push(path);
      return null;
    });
    expect(read('./a.js', 'Base')).to.equal(null);
    expect(asked).to.have.length(3);
    expect(read('./d.js', 'Other')?.members).to.deep.equal([]);
  });
});
