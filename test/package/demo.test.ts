import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import { built, ROOT } from '../support/built.ts';
import { folder, removeFolders } from '../support/folders.ts';

/** The number of messages of the four commands: paid, shipped, undone, and paid again. */
const MESSAGES = [20, 3, 18, 20];

describe('npm run demo -- --stay', function () {
  this.timeout(300_000);
  let demo: ChildProcess | undefined;
  let output = '';
  let code: number | null;

  before(async function () {
    // A signal cannot be sent to another process there.
    if (process.platform === 'win32') this.skip();
    await built();
    const project = join(await folder(), 'shop');
    const args = ['--conditions=onex-source', join(ROOT, 'scripts/demo.ts'), '--stay', project];
    const child = spawn(process.execPath, args, { env: { ...process.env, NO_COLOR: '1' } });
    demo = child;
    child.stderr.on('data', (text: Buffer) => (output += text.toString()));
    const ended = once(child, 'exit');
    child.stdout.on('data', (text: Buffer) => {
      const before = output;
      output += text.toString();
      if (!before.includes('Press Ctrl+C') && output.includes('Press Ctrl+C')) child.kill('SIGINT');
    });
    [code] = (await ended) as [number | null];
  });
  after(async () => {
    if (demo?.exitCode === null && demo.signalCode === null) demo.kill('SIGKILL');
    await removeFolders();
  });

  it('explains every message of an order that is paid, shipped, and of one that is undone', () => {
    const messages = output
      .split('$ npx onex-runtime send ')
      .slice(1)
      .map((part) =>
        [...part.matchAll(/^  (\S.*?) {2,}onex\.(?:cmd|evt|intent)\.\S+$/gm)].map(
          ([, explanation]) => explanation,
        ),
      );
    expect(
      messages.map(({ length }) => length),
      output,
    ).to.deep.equal(MESSAGES);
    expect(messages.flat()).to.not.include('A message of another system.');
    const [paid, shipped, undone, again] = messages;
    expect(paid).to.include.members(['The price is 33.75 EUR, with 10 % off.', 'The payment is authorized.']);
    expect(shipped).to.include('The order is now in the state shipped.');
    expect(undone).to.include.members(['The bank declines the card.', '90 units are back in stock.']);
    expect(undone?.at(-1)).to.equal('The answer: the order has failed, and why.');
    expect(again?.at(-1)).to.equal('The answer: 90 units for 8059.50, order placed.');
  });

  it('says what to try, and ends without an error at a signal', () => {
    expect(output).to.contain('npx onex-runtime tail --follow').and.contain('Ended.');
    expect(output).to.not.match(/error/i);
    expect(code).to.equal(0);
  });
});
