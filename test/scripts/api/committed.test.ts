import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { generatorReport, generators } from '../../../scripts/api/generators.ts';
import { FOLDER } from '../../../scripts/api/index.ts';
import { ROOT } from '../../../scripts/build/steps.ts';

const HINT = 'the public interface changed; run npm run api, and review the difference';

// That the reports of the runtime are up to date needs the compiler: `npm run api -- --check`, which CI runs.
describe('the reports of the public interface', () => {
  it('are there for each entry point of the runtime', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'runtime/package.json'), 'utf8')) as {
      exports: Record<string, unknown>;
    };
    const names = Object.entries(manifest.exports)
      .filter(([, target]) => typeof target === 'object')
      .map(([name]) => `${name === '.' ? 'index' : name.slice(2)}.api.md`);
    const files = globSync('*', { cwd: join(ROOT, FOLDER, 'runtime') });
    expect(files.toSorted()).to.deep.equal(names.toSorted());
  });

  it('say which options each generator has', async () => {
    const reports = await generators();
    expect(globSync('*', { cwd: join(ROOT, FOLDER, 'generators') })).to.have.length(reports.size);
    for (const [folder, command] of reports) {
      const file = join(ROOT, FOLDER, 'generators', `${folder}.api.md`);
      expect(readFileSync(file, 'utf8') === generatorReport(folder, command), HINT).to.equal(true);
    }
  });
});
