import { expect } from 'chai';
import { sound } from '../support/sound.ts';

const CLASS = "import x from 'x';\n\nexport class A {\n  a = x;\n\n  run() {\n    go('y');\n  }\n}\n";

/** Every line that went in, without its line end. */
function added(text: string, options: Parameters<typeof sound>[2] = {}): string[] {
  return sound('a.ts', text, options).insertions.flatMap((one) => one.text.split(/\r\n|\n/));
}

describe('the style of a file', () => {
  it('are followed in CRLF: no bare LF goes in', () => {
    const { text } = sound('a.ts', CLASS.replaceAll('\n', '\r\n'));
    expect(text.replaceAll('\r\n', '')).not.to.match(/[\r\n]/);
  });

  it('are followed in a file of mixed line ends, by what stands next to the place', () => {
    const text = CLASS.replace("';\n\nexport", "';\r\n\r\nexport");
    const [top, ...inside] = sound('a.ts', text).insertions;
    expect(top?.text.replaceAll('\r\n', '')).not.to.include('\n');
    expect(inside.map((one) => one.text.includes('\r'))).to.deep.equal(inside.map(() => false));
  });

  it('are followed in indentation by tabs, and by four spaces', () => {
    const tabs = added(CLASS.replaceAll('  ', '\t'));
    expect(tabs.filter((line) => line.startsWith(' '))).to.deep.equal([]);
    expect(tabs).to.include('\tasync shutdown(): Promise<void> {');
    const wide = added(CLASS.replaceAll('  ', '    '));
    expect(wide).to.include('    async shutdown(): Promise<void> {');
    expect(wide.filter((line) => /^( {4})* {1,3}\S/.test(line))).to.deep.equal([]);
  });

  it('are followed in quotes', () => {
    const double = added(CLASS.replaceAll("'", '"'));
    expect(double.filter((line) => line.includes("'"))).to.deep.equal([]);
    expect(double).to.include('    bus = await import("onex-runtime/event-bus");');
  });

  it('are followed in semicolons', () => {
    const bare = added(CLASS.replaceAll(';', ''));
    expect(bare.filter((line) => line.endsWith(';'))).to.deep.equal([]);
  });

  it('keep a byte order mark first, and the lack of a final line end', () => {
    const { text } = sound('a.ts', `\uFEFF${CLASS.trimEnd()}`);
    expect(text.startsWith('\uFEFFimport x')).to.equal(true);
    expect(text.endsWith('}')).to.equal(true);
    expect(text.lastIndexOf('\uFEFF')).to.equal(0);
  });

  it('survive characters of two units: offsets are right behind them', () => {
    const { text } = sound('a.ts', "// 🚀 日本\nexport class A {\n  name = '🚀';\n  m() {} // 🚀\n}\n");
    expect(text).to.include("  name = '🚀';\n  m() {} // 🚀\n\n  async initialize()");
  });

  it('keep code after a piece apart where no semicolon does', () => {
    for (const member of ['[key: string]: unknown', '*gen() {}', "['computed'] = 1", "'in' = 2"]) {
      const text = `export class A {\n  ${member}\n  b = 1\n  c = 2\n  d = 3\n}\n`;
      sound('a.ts', text);
    }
  });

  it('keep a semicolon that guards its line, directly below what goes in, too', () => {
    const guarded = 'export class A {\n  a = 1\n  b = 2\n  async shutdown() {\n    ;[1].map(go)\n  }\n}\n';
    const { text } = sound('a.ts', guarded);
    expect(text).to.include('.closeEventBus(this)\n    }\n    ;[1].map(go)\n');
    expect(sound('a.js', ';(async () => {})()\nclass A {\n  a = 1\n  b = 2\n}\n').text).to.include(
      '  return bus\n}\n\n;(async',
    );
  });

  it('keep a field called get, set or static from swallowing the method behind it', () => {
    for (const name of ['get', 'set', 'static', 'async', 'accessor']) {
      sound('a.js', `export class A {\n  a = 1\n  b = 2\n  ${name}\n}\n`);
    }
  });
});
