import { appendFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { built } from '../support/built.ts';
import { folder, removeFolders, snapshot } from '../support/folders.ts';
import { done } from './support/done.ts';
import { onex, type Outcome } from '../support/process.ts';

const NODE = 'nodes/node_billing_payment_effect';
const PAYMENT = ['effect', 'payment', '--domain', 'billing', '--yes'];

const reportOf = ({ stdout }: Outcome): { status: string; files: Record<string, string>[]; next: string[] } =>
  JSON.parse(stdout);

describe('onex effect', function () {
  before(async function () {
    this.timeout(60_000);
    await built();
  });
  afterEach(removeFolders);

  it('makes a project and the node in an empty folder, with an executable start script', async () => {
    const cwd = await folder();
    const { stdout } = await done(cwd, PAYMENT);
    const files = await snapshot(cwd);
    expect(files).to.include.keys(
      'package.json',
      '.yo-rc.json',
      'tsconfig.json',
      `${NODE}/node.manifest.yaml`,
      `${NODE}/v1_0_0/node.ts`,
      `${NODE}/v1_0_0/contract.yaml`,
    );
    expect((await stat(join(cwd, NODE, 'v1_0_0/start_node.ts'))).mode & 0o777).to.equal(0o755);
    expect((await stat(join(cwd, NODE, 'v1_0_0/node.ts'))).mode & 0o777).to.equal(0o644);
    expect(await readFile(join(cwd, NODE, 'v1_0_0/node.ts'), 'utf8')).to.include('const EVENT_BUS_AVAILABLE');
    expect(stdout).to.match(/Next:\n {2}npm install\n {2}npm test\n {2}npm run dev\n$/);
  });

  it('changes nothing when it is run again', async () => {
    const cwd = await folder();
    await done(cwd, PAYMENT);
    const before = await snapshot(cwd);
    const report = reportOf(await done(cwd, [...PAYMENT, '--json']));
    expect(report.status).to.equal('unchanged');
    expect(new Set(report.files.map(({ action }) => action))).to.deep.equal(new Set(['unchanged']));
    expect(await snapshot(cwd)).to.deep.equal(before);
  });

  it('reports to machines each file with its action and mode, and nothing else', async () => {
    const cwd = await folder();
    const outcome = await done(cwd, [...PAYMENT, '--json']);
    const report = reportOf(outcome);
    expect(report).to.have.keys('status', 'project', 'files', 'warnings', 'next', 'error');
    expect(report.status).to.equal('done');
    expect(report.files).to.deep.include({
      path: `${NODE}/v1_0_0/start_node.ts`,
      action: 'create',
      mode: '755',
    });
    const onDisk = Object.entries(await snapshot(cwd)).filter(([path, what]) => {
      return !what.endsWith('folder') && !path.split('/').includes('.onex');
    });
    expect(report.files.map(({ path }) => path)).to.have.members(onDisk.map(([path]) => path));
  });

  it('writes nothing under --dry-run, and shows what it would write under --diff', async () => {
    const cwd = await folder();
    const { stdout } = await done(cwd, [...PAYMENT, '--dry-run', '--diff']);
    expect(stdout)
      .to.include(`+++ b/${NODE}/v1_0_0/node.ts`)
      .and.to.include('+export class NodePaymentEffect');
    expect(stdout).to.include('nothing was written');
    expect(await snapshot(cwd)).to.deep.equal({});
  });

  it('says nothing under --quiet', async () => {
    expect(await done(await folder(), [...PAYMENT, '--quiet'])).to.include({ stdout: '', stderr: '' });
  });

  it('takes answers from a file and from standard input; options win over them', async () => {
    const [one, two] = [await folder(), await folder()];
    await writeFile(join(one, 'a.yaml'), 'name: payment\ndomain: shipping\noperations: [create, read]\n');
    await done(one, ['effect', '--answers', 'a.yaml', '--domain', 'billing', '--yes']);
    const answers = JSON.stringify({ name: 'payment', domain: 'billing', operations: ['create', 'read'] });
    await done(two, ['effect', '--answers', '-'], answers);
    const [first, second] = [await snapshot(join(one, NODE)), await snapshot(join(two, NODE))];
    expect(first).to.include.keys('v1_0_0/handlers/handler_create.ts', 'v1_0_0/handlers/handler_read.ts');
    expect(first).to.not.have.any.keys('v1_0_0/handlers/handler_delete.ts');
    expect(Object.keys(second)).to.deep.equal(Object.keys(first));
  });

  it('adds to the nearest project above, and leaves the other nodes as they were', async () => {
    const cwd = await folder();
    await done(cwd, PAYMENT);
    const before = await snapshot(cwd);
    const below = join(cwd, NODE, 'v1_0_0');
    const { stdout } = await done(below, ['compute', 'price', '--yes']);
    expect(stdout).to.include('cd ').and.to.include(`in ${cwd}`);
    const after = await snapshot(cwd);
    expect(after).to.include(before);
    expect(after).to.include.keys('nodes/node_billing_price_compute/v1_0_0/node.ts');
  });

  it('takes the domain of the project where none is given, without a terminal too', async () => {
    const cwd = await folder();
    await done(cwd, ['project', '.', '--domain', 'sales', '--yes']);
    await done(cwd, ['effect', 'refund']);
    const contract = await readFile(join(cwd, 'nodes/node_sales_refund_effect/v1_0_0/contract.yaml'), 'utf8');
    expect(parse(contract)).to.have.nested.property('annotations.domain', 'sales');
  });

  it('takes another folder with --destination, and says how to get there', async () => {
    const cwd = await folder();
    const { stdout } = await done(cwd, [...PAYMENT, '--destination', 'my shop']);
    expect(stdout).to.include("Next:\n  cd 'my shop'\n  npm install\n");
    expect(JSON.parse(await readFile(join(cwd, 'my shop/package.json'), 'utf8'))).to.include({
      name: 'my-shop',
    });
  });

  it('follows settings that send projects to another folder, and says so', async () => {
    const cwd = await folder();
    const settings = JSON.stringify({ 'generator-onex': { destination: 'playground' } });
    await writeFile(join(cwd, '.yo-rc.json'), settings);
    const { stdout } = await done(cwd, PAYMENT);
    expect(stdout)
      .to.include(`in ${join(cwd, 'playground')}, where ${cwd} sends`)
      .and.to.include('cd playground\n');
    expect(await snapshot(join(cwd, 'playground'))).to.include.keys('package.json', `${NODE}/v1_0_0/node.ts`);
    expect((await onex(['compute', 'price', '--yes'], { cwd })).code).to.equal(0);
    expect(await snapshot(cwd)).to.include.keys('playground/nodes/node_billing_price_compute');
    expect(await readFile(join(cwd, '.yo-rc.json'), 'utf8')).to.equal(settings);
  });

  it('keeps a package.json that was there and adds what the project needs', async () => {
    const cwd = await folder();
    const own = {
      name: 'shop',
      version: '3.1.4',
      scripts: { hello: 'echo hello' },
      dependencies: { chai: '6.3.0' },
    };
    await writeFile(join(cwd, 'package.json'), `${JSON.stringify(own, null, 2)}\n`);
    await onex([...PAYMENT, '--on-conflict', 'ours'], { cwd });
    const merged = JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8'));
    expect(merged).to.deep.include({ name: 'shop', version: '3.1.4' });
    expect(merged.scripts).to.include.keys('hello', 'onex:dev', 'onex:test');
    expect(merged.dependencies).to.include.keys('chai', 'onex-runtime');
  });

  it('keeps an edit, and ends with 2 and writes nothing when an edit clashes', async () => {
    const cwd = await folder();
    await done(cwd, PAYMENT);
    const handler = join(cwd, NODE, 'v1_0_0/handlers/handler_create.ts');
    await appendFile(handler, '\n// mine\n');
    expect(reportOf(await done(cwd, [...PAYMENT, '--json'])).files).to.deep.include({
      path: `${NODE}/v1_0_0/handlers/handler_create.ts`,
      action: 'keep',
      mode: '644',
    });
    const manifest = join(cwd, NODE, 'README.md');
    const text = await readFile(manifest, 'utf8');
    await writeFile(manifest, text.replace(/^.*\n/, '# Mine\n').replaceAll(/Stores the.*/g, 'Mine.'));
    const before = await snapshot(cwd);
    const { code, stdout } = await onex([...PAYMENT, '--description', 'Other words.'], { cwd });
    expect(stdout).to.include('nothing was written').and.to.include('--on-conflict');
    expect(code).to.equal(2);
    expect(await snapshot(cwd)).to.deep.equal(before);
  });

  it('keeps an edited file that was to be restored, and says that it is not deleted', async () => {
    const cwd = await folder();
    await done(cwd, PAYMENT);
    const path = `${NODE}/v1_0_0/handlers/handler_read.ts`;
    await appendFile(join(cwd, path), '// mine\n');
    const before = await snapshot(cwd);
    for (const args of [PAYMENT, ['upgrade']]) {
      const { code, stdout } = await onex([...args, '--restore', path, '--json'], { cwd });
      expect(code, stdout).to.equal(0);
      expect((JSON.parse(stdout) as { warnings: string[] }).warnings).to.deep.equal([
        `--restore ${path}: it is not deleted, so it is not changed; to restore the generated text, delete it first`,
      ]);
    }
    expect(await snapshot(cwd)).to.deep.equal(before);
  });

  it('takes name, description and version of a package.json that was there, on one line as well', async () => {
    const cwd = await folder();
    await writeFile(join(cwd, 'package.json'), '{"name":"outer","version":"1.0.0"}\n');
    await done(cwd, PAYMENT);
    const own = async (): Promise<Record<string, unknown>> =>
      JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8'));
    expect(await own()).to.include({ name: 'outer', version: '1.0.0' });
    await writeFile(
      join(cwd, 'package.json'),
      JSON.stringify({ ...(await own()), version: '1.1.0' }, null, 2),
    );
    await done(cwd, ['upgrade']);
    expect(await own()).to.include({ version: '1.1.0' });
  });

  it('says of an option that is the project’s that a new node does not change it', async () => {
    const cwd = await folder();
    await done(cwd, PAYMENT);
    const options = ['--runtime-version', '9.9.9', '--with-node'];
    const { warnings } = JSON.parse(
      (await done(cwd, ['compute', 'price', ...options, '--yes', '--json'])).stdout,
    );
    expect(warnings).to.deep.equal([
      '--runtime-version is a setting of the project, which already exists; to change it: onex upgrade --runtime-version 9.9.9',
      '--with-node is a setting of the project, which already exists; to change it: onex project --with-node',
    ]);
    for (const command of [['upgrade'], ['compute', 'tax', '--yes'], ['project', 'shop', '--yes']]) {
      const { code, stderr } = await onex([...command, '--runtime-version', '>=bad'], { cwd });
      expect(stderr).to.match(/--runtime-version ">=bad" is not a version; write one such as 0\.1\.0/);
      expect(code).to.equal(1);
    }
    for (const range of [
      '0.1.0',
      '^0.1',
      '>=0.1.0 <1.0.0',
      '1.x || 2.0.0-beta.1',
      'latest',
      '1.0.0 - 2.0.0',
    ]) {
      await done(cwd, ['upgrade', '--runtime-version', range, '--dry-run']);
    }
  });

  it('leaves a deleted file deleted, and brings it back with --restore', async () => {
    const cwd = await folder();
    await done(cwd, PAYMENT);
    const path = `${NODE}/v1_0_0/handlers/handler_read.ts`;
    await rm(join(cwd, path));
    await done(cwd, PAYMENT);
    expect(await snapshot(cwd)).to.not.have.any.keys(path);
    await done(cwd, [...PAYMENT, '--restore', `./${path}`]);
    expect(await snapshot(cwd)).to.include.keys(path);
  });

  it('takes any text as a description, and takes it for text', async () => {
    const cwd = await folder();
    const hostile = 'a "b" \'c\' `d` ${e} */ <%= f %> """ \\ \n second line # g: {h} </script>';
    await done(cwd, [...PAYMENT, '--description', hostile]);
    const contract = parse(await readFile(join(cwd, NODE, 'v1_0_0/contract.yaml'), 'utf8'));
    expect(contract.description.replaceAll(/\s+/g, ' ')).to.equal(hostile.replaceAll(/\s+/g, ' '));
    await done(cwd, [...PAYMENT, '--description', hostile]);
  });

  it('generates from a contract, and keeps its text', async () => {
    const [cwd, other] = [await folder(), await folder()];
    await done(cwd, PAYMENT);
    const contract = await readFile(join(cwd, NODE, 'v1_0_0/contract.yaml'), 'utf8');
    await mkdir(join(other, 'contracts'));
    await writeFile(join(other, 'contracts/c.yaml'), `# mine\n${contract}`);
    await done(other, ['node', '--contract', 'contracts/c.yaml', '--yes']);
    expect(await readFile(join(other, NODE, 'v1_0_0/contract.yaml'), 'utf8')).to.equal(`# mine\n${contract}`);
  });
});
