import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { PROJECT_VERSIONS } from '../../../lib/render/index.ts';
import { folder, removeFolders } from '../../support/folders.ts';
import { fourKinds, ROOT, sampleNode, sampleProject, textOf, writeProject } from '../support.ts';

const execute = promisify(execFile);
const readJson = async (path: string): Promise<Record<string, Record<string, string>>> =>
  JSON.parse(await readFile(join(ROOT, path), 'utf8')) as Record<string, Record<string, string>>;

describe('generated project', () => {
  afterEach(removeFolders);

  it('pins the versions that the runtime itself stands on', async () => {
    const [generator, runtime] = await Promise.all([
      readJson('package.json'),
      readJson('runtime/package.json'),
    ]);
    expect(PROJECT_VERSIONS.zod).to.equal(runtime['dependencies']?.['zod']);
    expect(PROJECT_VERSIONS.kafkajs).to.equal(runtime['devDependencies']?.['kafkajs']);
    expect(PROJECT_VERSIONS.workflowCore).to.equal(runtime['devDependencies']?.['@llamaindex/workflow-core']);
    expect(PROJECT_VERSIONS.engines).to.equal(runtime['engines']?.['node']);
    for (const [name, version] of [
      ['typescript', PROJECT_VERSIONS.typescript],
      ['oxlint', PROJECT_VERSIONS.oxlint],
      ['oxlint-tsgolint', PROJECT_VERSIONS.oxlintTsgolint],
      ['@types/node', PROJECT_VERSIONS.nodeTypes],
    ] as const) {
      expect(version, name).to.equal(generator['devDependencies']?.[name]);
    }
  });

  it('takes the runtime from vendor/, or from a registry where that was asked for', async () => {
    const unit = sampleProject();
    const vendored = JSON.parse(textOf(unit, 'package.json')) as { dependencies: Record<string, string> };
    expect(vendored.dependencies['onex-runtime']).to.equal('file:vendor/onex-runtime-0.1.0-1a2b3c4d.tgz');
    expect(unit.files.some(({ path }) => path === 'vendor/onex-runtime-0.1.0-1a2b3c4d.tgz')).to.equal(true);
  });

  it('keeps its answers in .yo-rc.json, whatever text they hold', () => {
    const description = 'Sells "things" `x` ${y} */ <%= z %>\n---';
    const unit = sampleProject({ description });
    const saved = JSON.parse(textOf(unit, '.yo-rc.json')) as Record<string, { description: string }>;
    expect(saved['generator-onex']?.description).to.equal(description);
    expect((JSON.parse(textOf(unit, 'package.json')) as { description: string }).description).to.equal(
      description,
    );
  });

  it('has a Node of its own only where that was asked for', () => {
    const dev = (withNode: string | null) =>
      (JSON.parse(textOf(sampleProject({ withNode }), 'package.json')) as { devDependencies: object })
        .devDependencies;
    expect(dev(null)).not.to.have.property('node');
    expect(dev('^24.11.0')).to.have.property('node', '^24.11.0');
  });

  it('says in one line that a package is missing, which depends on the script', async () => {
    const root = await folder();
    await writeProject(root, [sampleProject()]);
    await rm(join(root, 'node_modules'), { recursive: true });
    const check = (script: string) =>
      execute(process.execPath, ['check-node.cjs'], {
        cwd: root,
        env: { ...process.env, npm_lifecycle_event: script },
      }).then(
        () => '',
        ({ code, stderr }: { code: number; stderr: string }) => `${code}: ${stderr}`,
      );
    expect(await check('dev')).to.equal(
      '1: The package onex-runtime is not installed in this project: run npm install.\n',
    );
    await mkdir(join(root, 'node_modules/onex-runtime'), { recursive: true });
    await writeFile(join(root, 'node_modules/onex-runtime/package.json'), '{"exports": "./x.js"}');
    for (const script of ['dev', 'start', 'test', 'onex:dev', '']) expect(await check(script)).to.equal('');
    expect(await check('onex:typecheck')).to.match(/^1: The package typescript is not installed.*\n$/);
    expect(await check('lint')).to.match(/^1: The package oxlint is not installed.*\n$/);
    await mkdir(join(root, 'node_modules/oxlint'));
    await writeFile(join(root, 'node_modules/oxlint/package.json'), '{}');
    expect(await check('onex:lint')).to.match(/^1: The package oxlint-tsgolint is not installed.*\n$/);
  });

  it('reports in one line that the runtime of a node is not installed, or only in part', async () => {
    const root = await folder();
    const { unit } = await sampleNode('effect', 'payment');
    await writeProject(root, [sampleProject(), unit]);
    await rm(join(root, 'node_modules'), { recursive: true });
    const script = join(root, 'nodes', unit.name, 'v1_0_0/start_node.ts');
    const start = (...args: string[]) =>
      execute(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { cwd: root }).catch(
        (error: { code: number; stderr: string }) => error,
      );
    const failure = {
      code: 1,
      stderr:
        'start_node.ts: onex-runtime is not installed, or not completely: run npm install, or delete node_modules first if that changes nothing.\n',
    };
    expect(await start(script)).to.include(failure);
    // The folder of the package is there, and its modules are not.
    const installed = join(root, 'node_modules/onex-runtime');
    await mkdir(installed, { recursive: true });
    const manifest = { bin: { 'onex-runtime': './dist/main.js' }, exports: { './start': './dist/start.js' } };
    await writeFile(
      join(installed, 'package.json'),
      JSON.stringify({ ...manifest, exports: { ...manifest.exports, './package.json': './package.json' } }),
    );
    expect(await start(script)).to.include(failure);
    const run = (await start('check-node.cjs', 'onex-runtime', 'dev')) as { code: number; stderr: string };
    expect(run.code).to.equal(1);
    expect(run.stderr).to.match(
      /^onex-runtime is not installed completely \(.*main\.js.*\): delete node_modules and run npm install\.\n$/,
    );
  });

  it('says in one line which Node is needed, under one that is too old', async () => {
    const root = await folder();
    await writeProject(root, [sampleProject()]);
    const old = (version: string) =>
      execute(
        process.execPath,
        [
          '-e',
          `Object.defineProperty(process, 'versions', { value: { node: '${version}' } }); require('./check-node.cjs')`,
        ],
        { cwd: root },
      );
    for (const version of ['12.22.0', '20.20.0', '22.17.9', '23.11.0', '24.10.0']) {
      const failure = await old(version).then(
        () => null,
        (error: { code: number; stderr: string }) => error,
      );
      expect(failure?.code, version).to.equal(1);
      expect(failure?.stderr.trim().split('\n'), version).to.have.length(1);
      expect(failure?.stderr).to.include('Node ^22.18.0 || >=24.11.0');
    }
    for (const version of ['22.18.0', '24.11.0', '26.0.0']) await old(version);
  });

  it('is the same whichever nodes it has, so that a second node touches nothing', async () => {
    const { unit } = await sampleNode('effect', 'payment');
    for (const file of sampleProject().files) {
      if (typeof file.contents === 'string') expect(file.contents, file.path).not.to.include(unit.name);
    }
  });

  it('is rendered alike every time', async () => {
    expect(sampleProject()).to.deep.equal(sampleProject());
    expect(await fourKinds()).to.deep.equal(await fourKinds());
  });
});
