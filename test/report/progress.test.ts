import { expect } from 'chai';
import { showProgress } from '../../lib/report/index.ts';

/** A terminal that remembers what was written, and a clock that goes by 100 ms a look. */
function terminal(isTTY = true, columns = 60) {
  const written: string[] = [];
  let time = 0;
  const stream = { isTTY, columns, write: (text: string) => written.push(text) > 0 };
  return { written, stream, now: () => (time += 100) };
}

describe('report: progress', () => {
  it('shows how far a run is once it lasts, no wider than the terminal, and leaves no trace', () => {
    const { written, stream, now } = terminal();
    const progress = showProgress(10, { quiet: false, stream, now });
    progress.advance('first');
    expect(written, 'too early').to.deep.equal([]);
    for (let step = 2; step <= 10; step += 1) progress.advance(`nodes/${'x'.repeat(100)}`);
    expect(written.length).to.be.greaterThan(0);
    expect(written.at(-1)).to.contain('10/10 nodes/x').and.not.contain('░');
    expect(written.every((line) => line.startsWith('\r\u001b[2K') && line.length <= 5 + 59)).to.equal(true);
    progress.clear();
    progress.clear();
    expect(written.filter((line) => line === '\r\u001b[2K')).to.have.lengthOf(1);
  });

  it('gives the line to a question and draws it again afterwards', () => {
    const { written, stream, now } = terminal();
    const progress = showProgress(9, { quiet: false, stream, now });
    for (let step = 0; step < 5; step += 1) progress.advance('a');
    progress.clear();
    const before = written.length;
    progress.advance('b');
    expect(written.slice(before).join('')).to.contain('6/9 b');
  });

  it('is silent without a terminal, and where silence is asked for', () => {
    for (const { isTTY, quiet } of [
      { isTTY: false, quiet: false },
      { isTTY: true, quiet: true },
    ]) {
      const { written, stream, now } = terminal(isTTY);
      const progress = showProgress(9, { quiet, stream, now });
      for (let step = 0; step < 9; step += 1) progress.advance('a');
      progress.clear();
      expect(written).to.deep.equal([]);
    }
  });
});
