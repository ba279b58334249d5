import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { BIN, built } from '../support/built.ts';
import { run } from '../support/process.ts';

const RELEASES = join(import.meta.dirname, '../fixtures/releases');
const versions = existsSync(RELEASES) ? readdirSync(RELEASES) : [];

describe('projects of earlier releases', function () {
  this.timeout(120_000);
  before(built);

  for (const version of versions) {
    it(`upgrades what ${version} generated, keeps an edit, and comes to rest`, async () => {
      const root = join(mkdtempSync(join(tmpdir(), 'onex-release-')), 'shop');
      cpSync(join(RELEASES, version), root, { recursive: true });
      const handler = join(root, 'nodes/node_billing_payment_effect/v1_0_0/handlers/handler_create.ts');
      appendFileSync(handler, '// mine\n');
      const upgrade = async () => {
        const { code, stdout } = await run(process.execPath, [BIN, 'upgrade', '--json'], { cwd: root });
        return [code, (JSON.parse(stdout) as { status: string }).status];
      };
      const [code, status] = await upgrade();
      expect([code, ['done', 'unchanged'].includes(String(status))]).to.deep.equal([0, true]);
      expect(readFileSync(handler, 'utf8')).to.contain('// mine');
      expect(await upgrade()).to.deep.equal([0, 'unchanged']);
    });
  }
});
