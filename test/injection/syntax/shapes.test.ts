import { expect } from 'chai';
import { SAMPLES } from '../samples.ts';
import { SYNTAX } from './syntax.ts';
import { sound } from '../support/sound.ts';

describe('files of every shape', () => {
  for (const [name, text] of Object.entries(SYNTAX)) {
    it(`are injected and given back to the byte: ${name}`, () => {
      sound('a.ts', text, { all: true });
      sound('a.ts', text, { all: true, separate: true });
    });
  }

  for (const { path: file, text, options } of SAMPLES) {
    it(`are injected and given back to the byte: ${file}`, () => {
      sound(file, text, options);
    });
  }

  it('of 5,000 lines keep every line', () => {
    const method = (n: number): string => `\n  /** ${n} */\n  m${n}(): number {\n    return ${n};\n  }\n`;
    const text = `export class Long {${Array.from({ length: 1000 }, (_, n) => method(n)).join('')}}\n`;
    expect(text.split('\n').length).to.be.greaterThan(5000);
    sound('long.ts', text);
  }).timeout(60_000);
});
