import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { commandsOf, detectManager, managerOfAgent, projectCommands } from '../../src/project/index.ts';

describe('the commands of a project', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'onex-commands-'));
    mkdirSync(path.join(root, '.git'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const write = (file: string, text = ''): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };

  it('are those of the package manager, for its own scripts and those in a package that existed', () => {
    const lines = (['npm', 'pnpm', 'yarn', 'bun'] as const).map((manager) => {
      const { install, run, exec, add } = commandsOf({ manager, existing: false });
      return [
        install,
        run('test'),
        run('dev', '--watch'),
        exec('onex-runtime doctor'),
        add('node@24', 'development'),
      ];
    });
    expect(lines).to.deep.equal([
      [
        'npm install',
        'npm test',
        'npm run dev -- --watch',
        'npx onex-runtime doctor',
        'npm install --save-dev node@24',
      ],
      [
        'pnpm install',
        'pnpm test',
        'pnpm run dev --watch',
        'pnpm exec onex-runtime doctor',
        'pnpm add --save-dev node@24',
      ],
      [
        'yarn install',
        'yarn test',
        'yarn run dev --watch',
        'yarn run onex-runtime doctor',
        'yarn add --dev node@24',
      ],
      [
        'bun install',
        'bun run test',
        'bun run dev --watch',
        'bunx onex-runtime doctor',
        'bun add --dev node@24',
      ],
    ]);
    const existing = commandsOf({ manager: 'npm', existing: true });
    expect(existing.run('test')).to.equal('npm run onex:test');
    expect(existing.run('start', 'NODE')).to.equal('npm run onex:start -- NODE');
  });

  it('follow packageManager, then a lock file, in the nearest folder of the repository that has one', () => {
    expect(detectManager(root)).to.equal(null);
    for (const [file, manager] of [
      ['package-lock.json', 'npm'],
      ['yarn.lock', 'yarn'],
      ['bun.lock', 'bun'],
      ['pnpm-lock.yaml', 'pnpm'],
    ] as const) {
      write(file);
      expect(detectManager(path.join(root, 'packages/shop')), file).to.equal(manager);
    }
    write('package.json', '\uFEFF{ "packageManager": "yarn@4.18.1+sha512.abc" }');
    expect(detectManager(root)).to.equal('yarn');
    write('packages/shop/package-lock.json');
    expect(detectManager(path.join(root, 'packages/shop'))).to.equal('npm');
    mkdirSync(path.join(root, 'inner/.git'), { recursive: true });
    expect(detectManager(path.join(root, 'inner'))).to.equal(null);
  });

  it('follow what was recorded of the project, then the user agent, where no file decides', () => {
    const agent = { npm_config_user_agent: 'pnpm/12.21.0 npm/? node/v24.18.0 linux x64' };
    expect(managerOfAgent(agent)).to.equal('pnpm');
    expect(projectCommands(root, agent).manager).to.equal('pnpm');
    expect(projectCommands(root, {}).manager).to.equal('npm');
    write('.yo-rc.json', '{ "generator-onex": { "packageManager": "bun", "existingPackage": {} } }');
    mkdirSync(path.join(root, 'nodes'));
    const { manager, run } = projectCommands(path.join(root, 'nodes'), agent);
    expect([manager, run('dev')]).to.deep.equal(['bun', 'bun run onex:dev']);
  });

  it('hold no text of a file', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constant('rm -rf ~;@1')), (name) => {
        write('package.json', JSON.stringify({ packageManager: name }));
        write('.yo-rc.json', JSON.stringify({ 'generator-onex': { packageManager: name } }));
        const [word] = projectCommands(root, { npm_config_user_agent: name }).install.split(' ');
        expect(['npm', 'pnpm', 'yarn', 'bun']).to.include(word);
      }),
      { numRuns: 50 },
    );
  });
});
