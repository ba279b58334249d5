import { join } from 'node:path';
import { expect } from 'chai';
import { folder, removeFolders } from '../../support/folders.ts';
import { run } from '../../support/process.ts';
import { SETTINGS_CONTRACT } from '../routed-contract.ts';
import { nodeFromText, sampleProject, textOf, writeProject } from '../support.ts';

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
    const common = { max_entries: 7, "it's": ['a'], limit: 0.25, label: 'plain' };
    expect(JSON.parse(stdout)).to.deep.equal([
      { ...common, page_size: 50, strict: false, base: 'http://pages' },
      { ...common, page_size: 9, strict: true, base: 'b' },
    ]);
  });

  it('have the type that the contract says, also where they come from the environment', async () => {
    const root = await folder();
    const contract = `
name: node_routed_site_effect
node_type: effect
config:
  port: {type: int, default: 8080, env_var: SITE_PORT}
  names: {default: [a], env_var: SITE_NAMES}
  sizes: {type: "list[int]", env_var: SITE_SIZES}
  deep: {default: {a: 1}, env_var: SITE_DEEP, description: Deep.}
  mode: {type: string, enum: [fast, slow], default: slow, env_var: SITE_MODE}
  max_entries: {default: 500, env_var: SITE_ENTRIES}
`;
    const { unit } = await nodeFromText(contract, true);
    await writeProject(root, [sampleProject(), unit]);
    const models = join(root, unit.root, 'v1_0_0/models/index.ts');
    const script = `const { ModelSiteConfig: Config } = await import(${JSON.stringify(models)});
      const { success, data, error } = Config.safeParse(JSON.parse(process.env.GIVEN ?? '{}'));
      console.log(JSON.stringify(success ? data : error.issues.map(({ path }) => path.join('.'))));`;
    const parse = async (env: Record<string, string>): Promise<unknown> => {
      const args = ['--conditions=onex-source', '--input-type=module', '--eval', script];
      const { stdout, stderr } = await run(process.execPath, args, { cwd: root, env });
      expect(stderr).to.equal('');
      return JSON.parse(stdout);
    };
    const byDefault = { max_entries: 500, port: 8080, names: ['a'], deep: { a: 1 }, mode: 'slow' };
    expect(await parse({})).to.deep.equal(byDefault);
    expect(await parse({ GIVEN: '{"port": 9090}' })).to.deep.equal({ ...byDefault, port: 9090 });
    const all = { SITE_PORT: '7', SITE_NAMES: 'b, c', SITE_SIZES: '[1,2]', SITE_DEEP: '{"b": 2}' };
    expect(await parse({ ...all, SITE_MODE: 'fast', SITE_ENTRIES: '9' })).to.deep.equal({
      max_entries: 9,
      port: 7,
      names: ['b', 'c'],
      sizes: [1, 2],
      deep: { b: 2 },
      mode: 'fast',
    });
    expect(await parse({ SITE_PORT: 'many', SITE_MODE: 'odd', SITE_ENTRIES: '0' })).to.deep.equal([
      'max_entries',
      'port',
      'mode',
    ]);
  });

  it('are told in the README of the node, with what the environment has to hold', async () => {
    const { unit } = await nodeFromText(SETTINGS_CONTRACT, true);
    expect(textOf(unit, 'README.md'))
      .to.contain('- `PAGE_KEY` (required): Opens pages.')
      .and.to.contain('- `PAGE_BASE` (required): Where pages are.')
      .and.to.contain('- `PAGE_LABEL`: A label.');
  });
});
