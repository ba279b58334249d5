import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const PROGRAM = fileURLToPath(new URL('stray-program.ts', import.meta.url));
const MESSAGE = '11111111-1111-4111-8111-111111111111';

interface Printed {
  readonly outputs: readonly { readonly payload: { readonly error?: { readonly message: string } } }[] | null;
  readonly lines: readonly Readonly<Record<string, unknown>>[];
}

/** The program runs in a process of its own: this one belongs to the test runner. */
function run(how: string): { readonly status: number | null; readonly printed: Printed } {
  const args = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning', PROGRAM, how];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stdout, stderr).to.not.equal('');
  return { status, printed: JSON.parse(stdout) as Printed };
}

describe('an error that nobody handles', () => {
  for (const how of ['at once', 'later']) {
    it(`fails the message of a handler whose promise is rejected ${how}, and the process goes on`, () => {
      const { status, printed } = run(how);
      expect(status).to.equal(0);
      expect(printed.outputs?.[0]?.payload.error?.message).to.contain('stray');
      expect(printed.lines.find(({ level }) => level === 'error')).to.include({
        operation: 'send',
        message_id: MESSAGE,
        error: 'stray',
      });
    });
  }

  it('names the message when it ends the process', () => {
    const { status, printed } = run('in a timer');
    expect(status).to.equal(1);
    expect(printed.lines.at(-1)).to.include({ level: 'fatal', operation: 'send', message_id: MESSAGE });
  });

  it('is not made of a handler that returns', () => {
    const { status, printed } = run('not at all');
    expect([status, printed.outputs?.[0]?.payload]).to.deep.equal([0, {}]);
  });
});
