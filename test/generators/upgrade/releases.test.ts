import { appendFileSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { unpackTree } from '../../../scripts/release/packed-tree.ts';
import { BIN, built } from '../../support/built.ts';
import { run } from '../../support/process.ts';

const RELEASES = join(import.meta.dirname, '../../fixtures/releases');
const versions = readdirSync(RELEASES).map((name) => name.replace(/\.json$/, ''));

describe('projects of earlier releases', function () {
  this.timeout(120_000);
  before(built);

  it('are kept, the first one at least', () => {
    expect(versions).to.include('0.1.0');
  });

  for (const version of versions) {
    it(`upgrades what ${version} generated, keeps an edit in every node, and comes to rest`, async () => {
      const root = join(mkdtempSync(join(tmpdir(), 'onex-release-')), 'shop');
      unpackTree(readFileSync(join(RELEASES, `${version}.json`), 'utf8'), root);
      const nodes = readdirSync(join(root, 'nodes'));
      expect(nodes).to.have.length(4);
      // Beside the code, where no template has ever had a line.
      const edited = nodes.map((node) => join(root, 'nodes', node, 'v1_0_0/node.ts'));
      for (const file of edited) {
        appendFileSync(file, '\n/** Of the owner. */\nexport const OWNED = 1;\n');
      }
      const upgrade = async () => {
        const args = [BIN, 'upgrade', '--json', '--on-conflict', 'ours'];
        const { code, stdout } = await run(process.execPath, args, { cwd: root });
        return [code, (JSON.parse(stdout) as { status: string }).status];
      };
      const [code, status] = await upgrade();
      expect([code, ['done', 'unchanged'].includes(String(status))]).to.deep.equal([0, true]);
      for (const file of edited) expect(readFileSync(file, 'utf8')).to.contain('export const OWNED = 1;');
      expect(await upgrade()).to.deep.equal([0, 'unchanged']);
    });
  }
});
