import { join } from 'node:path';
import { expect } from 'chai';
import { folder, removeFolders } from '../support/folders.ts';
import { run } from '../support/process.ts';
import { SETTINGS_CONTRACT } from './routed-contract.ts';
import { nodeFromText, sampleProject, textOf, writeProject } from './support.ts';

describe('settings of a contract', function () {
  this.timeout(60_000);
  afterEach(removeFolders);

  it('are the configuration, by the contract, the environment or what is given', async () => {
    const root = await folder();
    const { unit } = await nodeFromText(SETTINGS_CONTRACT, true);
    await writeProject(root, [sampleProject(), unit]);
    const models = join(root, unit.root, 'v1_0_0/models/index.ts');
    const script = `const { ModelPageConfig: Config } = await import(${JSON.stringify(models)});
      console.log(JSON.stringify([Config.parse({}), Config.parse({ page_size: 9, base: 'b', strict: true })]))`;
    const env = { PAGE_STRICT: 'off', PAGE_LIMIT: '0.25', PAGE_BASE: 'http://pages' };
    const args = ['--input-type=module', '--eval', script];
    const { stdout, stderr } = await run(process.execPath, args, { cwd: root, env });
    expect(stderr).to.equal('');
    const common = { max_entries: 10_000, "it's": ['a'], limit: 0.25, label: 'plain' };
    expect(JSON.parse(stdout)).to.deep.equal([
      { ...common, page_size: 50, strict: false, base: 'http://pages' },
      { ...common, page_size: 9, strict: true, base: 'b' },
    ]);
  });

  it('are told in the README of the node, with what the environment has to hold', async () => {
    const { unit } = await nodeFromText(SETTINGS_CONTRACT, true);
    expect(textOf(unit, 'README.md'))
      .to.contain('- `PAGE_KEY` (needed): Opens pages.')
      .and.to.contain('- `PAGE_BASE` (needed): Where pages are.')
      .and.to.contain('- `PAGE_LABEL`: A label.');
  });
});
