import { globSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { BIN, built, ROOT } from '../support/built.ts';
import { run } from '../support/process.ts';

const GUIDE = readFileSync(join(ROOT, 'docs/guide.md'), 'utf8');

/** The first column of the table in "When something fails", without ellipses. */
const MESSAGES = [...GUIDE.split('## When something fails')[1]!.matchAll(/^\| `([^`]+)` \|/gm)].map((match) =>
  match[1]!.replaceAll('…', '').trim(),
);

/** These fail without a project. The other messages need nodes. */
const COMMANDS = [['effect'], ['dv'], ['dev']];

/** oxlint prints this message. */
const OTHERS = ['No files found to lint'];

const PATTERN = '{bin,generators,lib,cli-kit/src,runtime/src}/**/*.{ts,cjs,ejs}';

/** Names and operations of the guide are variables of the sources. */
function partsOf(message: string): string[] {
  return message
    .split(/node_billing_payment_effect|operation refund|refund|handlers/u)
    .filter((part) => part.trim() !== '');
}

describe('the messages of the guide', function () {
  this.timeout(60_000);
  before(built);

  it('are those that the commands print', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'onex-guide-'));
    const printed: string[] = [];
    for (const args of COMMANDS) {
      const { stderr } = await run(process.execPath, [BIN, ...args], { cwd });
      printed.push(MESSAGES.find((message) => stderr.includes(message)) ?? `not in the guide: ${stderr}`);
    }
    const sources = globSync(PATTERN, { cwd: ROOT }).map((path) => readFileSync(join(ROOT, path), 'utf8'));
    const rest = MESSAGES.filter((message) => !printed.includes(message) && !OTHERS.includes(message));
    expect(MESSAGES).to.have.length.above(rest.length + OTHERS.length);
    expect(printed).to.deep.equal(MESSAGES.filter((message) => printed.includes(message)));
    const unknown = rest.filter(
      (message) => !sources.some((text) => partsOf(message).every((part) => text.includes(part))),
    );
    expect(unknown).to.deep.equal([]);
  });
});
