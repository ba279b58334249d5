import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../../support/built.ts';
import { folder, removeFolders, snapshot } from '../../support/folders.ts';
import { onex, PAYMENT } from '../support/program.ts';

describe('the manifests of a project', function () {
  this.timeout(60_000);
  let root: string;
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
      cwd: root,
      encoding: 'utf8',
    });
  const make = (...args: readonly string[]): void => {
    const { code, err } = onex(root, [...args, '--yes']);
    expect(code, err).to.equal(0);
  };
  const versions = (): string[] =>
    [...readFileSync(join(root, PAYMENT, 'node.manifest.yaml'), 'utf8').matchAll(/^ {4}folder: (.*)$/gm)].map(
      ([, name]) => name!,
    );

  before(built);
  beforeEach(async () => {
    root = await folder();
    make('effect', 'payment', '--domain', 'billing');
  });
  afterEach(removeFolders);

  it('list a version that is made below the newest one at once, as an upgrade lists it', async () => {
    for (const version of ['1.10.0', '1.9.0', '0.5.0']) make('effect', 'payment', '--node-version', version);
    expect(versions()).to.deep.equal(['v0_5_0', 'v1_0_0', 'v1_9_0', 'v1_10_0']);
    const before = readFileSync(join(root, PAYMENT, 'node.manifest.yaml'), 'utf8');
    make('effect', 'payment', '--node-version', '1.9.0');
    make('upgrade');
    expect(readFileSync(join(root, PAYMENT, 'node.manifest.yaml'), 'utf8')).to.equal(before);
  });

  it('are the same after a checkout with CRLF, in an upgrade and in a run over each node', async () => {
    make('compute', 'tax', '--event-bus');
    make('orchestrator', 'checkout', '--steps', 'payment:create,tax');
    writeFileSync(join(root, 'old.ts'), 'export class Old {\n  constructor() {}\n}\n');
    make('event-bus', 'old.ts');
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'made');
    git('config', 'core.autocrlf', 'true');
    for (const name of git('ls-files').trimEnd().split('\n')) rmSync(join(root, name));
    git('checkout', '-q', '--', '.');
    const contract = readFileSync(join(root, PAYMENT, 'v1_0_0/contract.yaml'), 'utf8');
    expect(contract).to.include('\r\n');
    const before = await snapshot(root);
    make('upgrade');
    make('upgrade', 'checkout');
    make('orchestrator', 'checkout', '--steps', 'payment:create,tax');
    make('event-bus', 'old.ts');
    expect(await snapshot(root)).to.deep.equal(before);
  });
});
