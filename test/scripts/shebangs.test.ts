import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const cwd = fileURLToPath(new URL('../..', import.meta.url));

describe('the programs that users start by name', () => {
  it('have a shebang that every kernel and every env can read', () => {
    const files = globSync(['bin/**/*.ts', 'runtime/src/**/*.ts', 'generators/*/templates/**/*'], { cwd });
    const lines = files
      .filter((file) => /\.[a-z]+$/u.test(file))
      .map((file) => [file, readFileSync(`${cwd}/${file}`, 'utf8').split('\n', 1)[0] ?? ''] as const)
      .filter(([, line]) => line.startsWith('#!'));
    expect(lines).to.have.deep.members([
      ['bin/onex.ts', '#!/usr/bin/env node'],
      ['runtime/src/cli/main.ts', '#!/usr/bin/env node'],
      ['generators/node/templates/start_node.ts.ejs', '#!/usr/bin/env node'],
    ]);
  });
});
