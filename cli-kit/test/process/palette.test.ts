import { PassThrough } from 'node:stream';
import { WriteStream } from 'node:tty';
import { expect } from 'chai';
import { createPalette, paint } from '../../src/index.ts';

const ESCAPE = '\u001b[';

/** A stream that says whether it is a terminal. */
function streamOf(isTTY: boolean): NodeJS.WriteStream {
  const stream = Object.assign(new PassThrough(), {
    isTTY,
    getColorDepth: WriteStream.prototype.getColorDepth,
  });
  return stream as unknown as NodeJS.WriteStream;
}

describe('the palette', () => {
  const NAMES = ['NO_COLOR', 'FORCE_COLOR', 'NODE_DISABLE_COLORS', 'TERM', 'CI'] as const;
  const before = NAMES.map((name) => [name, process.env[name]] as const);
  beforeEach(() => {
    for (const name of NAMES) delete process.env[name];
    process.env['TERM'] = 'xterm-256color';
  });
  afterEach(() => {
    for (const [name, value] of before)
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  });

  it('paints for a terminal, and for nothing else', () => {
    expect(paint('bad', 'x', streamOf(true))).to.include(ESCAPE);
    expect(paint('bad', 'x', streamOf(false))).to.equal('x');
  });

  it('obeys NO_COLOR and FORCE_COLOR', () => {
    process.env['NO_COLOR'] = '1';
    expect(paint('good', 'x', streamOf(true))).to.equal('x');
    delete process.env['NO_COLOR'];
    process.env['FORCE_COLOR'] = '1';
    expect(paint('good', 'x', streamOf(false))).to.include(ESCAPE);
  });

  it('paints each tone as `paint` does, and numbers with the same color for the same number', () => {
    const stream = streamOf(true);
    const palette = createPalette(stream);
    for (const tone of ['good', 'bad', 'caution', 'accent', 'faint', 'strong'] as const)
      expect(palette[tone]('x'))
        .to.equal(paint(tone, 'x', stream))
        .and.to.include('x');
    expect(palette.numbered(0, 'x'))
      .to.equal(palette.numbered(7, 'x'))
      .and.not.equal(palette.numbered(1, 'x'));
  });
});
