import { expect } from 'chai';
import { removeEventBus } from '../../../lib/injection/index.ts';
import { injected } from '../support/sound.ts';
import { PATH, TEXT } from './sample.ts';

describe('taking an injection out', () => {
  it('leaves what its owner wrote elsewhere since', () => {
    const { text, record } = injected(PATH, TEXT);
    const added = text.replace("at = join('a', 'b');", "at = join('a', 'c');\n  more = 1;");
    expect(removeEventBus({ path: PATH, text: added }, record).text).to.equal(
      TEXT.replace("at = join('a', 'b');", "at = join('a', 'c');\n  more = 1;"),
    );
  });

  it('leaves what its owner wrote between the pieces, and finds those that were moved', () => {
    const plain = 'export class Store {\n  x = 1;\n}\n';
    const { text, record } = injected(PATH, plain);
    const reported = /\/\*\* Whether it has been reported[^]*?= false;\n\n/.exec(text)?.[0] ?? '';
    const lines: [edited: string, left: string][] = [
      [
        text.replace(/^let EVENT_BUS_AVAILABLE.*\n/m, "$&import 'node:fs';\n"),
        `import 'node:fs';\n\n${plain}`,
      ],
      [text.replace(reported, `${reported}let mine = 1;\n`), `let mine = 1;\n\n${plain}`],
      [text.replace(reported, '').replace(/$/, `\n${reported.trimEnd()}\n`), plain],
      [
        text.replace('  async shutdown', '  own(): void {}\n\n  async shutdown'),
        plain.replace('  x = 1;\n', '$&\n  own(): void {}\n'),
      ],
    ];
    for (const [edited, left] of lines) {
      expect(edited).not.to.equal(text);
      const result = removeEventBus({ path: PATH, text: edited }, record);
      expect('reason' in result ? result.reason.message : '').to.equal('');
      expect(result.text).to.equal(left);
    }
  });

  it('finds pieces that were moved next to each other; blank lines may stay behind', () => {
    const plain = 'export class Store {\n  x = 1;\n  y = 2;\n}\n';
    const { text, record } = injected(PATH, plain);
    const withoutBlank = (value: string): string => value.replaceAll(/^\n/gm, '');
    for (const name of ['initialize', 'shutdown']) {
      const method = new RegExp(` {2}async ${name}\\([\\s\\S]*?\\n {2}\\}\\n`).exec(text)?.[0] ?? '';
      for (const above of [/ {2}x = 1/, / {2}y = 2/]) {
        const moved = text.replace(method, '').replace(above, `${method}$&`);
        const result = removeEventBus({ path: PATH, text: moved }, record);
        expect(result.status).to.equal('removed');
        expect(withoutBlank(result.text)).to.equal(plain);
      }
    }
  });

  it('goes on where the class is gone, and has nothing to do where all is', () => {
    const { text, record } = injected(PATH, TEXT);
    const gone = text.replace(/export class[\s\S]*/, 'export const at = join();\n');
    const rest = removeEventBus({ path: PATH, text: gone }, record);
    expect(rest.status).to.equal('removed');
    expect(rest.text).to.equal(TEXT.replace(/export class[\s\S]*/, 'export const at = join();\n'));
    const all = removeEventBus({ path: PATH, text: TEXT }, record);
    expect(all).to.deep.include({ status: 'unchanged', record: null });
  });

  it('is refused where a piece was deleted, at its class, and names the piece that is meant', () => {
    const { text, record } = injected(PATH, TEXT);
    const gone = text.replace(/\n {2}async shutdown[\s\S]*?\n {2}\}\n/, '');
    const result = removeEventBus({ path: PATH, text: gone }, record);
    expect('reason' in result && result.reason).to.deep.include({
      message: 'the method shutdown() was deleted since it was injected',
      line: gone.split('\n').indexOf('export class Store {') + 1,
    });
  });

  it('is refused where a piece was edited, with its line', () => {
    const { text, record } = injected(PATH, TEXT);
    const edited = text.replace('REPORTED = false', 'REPORTED = !1');
    const result = removeEventBus({ path: PATH, text: edited }, record);
    expect(result.status).to.equal('refused');
    expect('reason' in result && result.reason.message).to.equal(
      'the variable that says whether a missing event bus was reported was edited since it was injected',
    );
    expect('reason' in result && edited.split('\n')[result.reason.line - 1]).to.include('/** Whether it');
    expect(result.text).to.equal(edited);
  });

  it('works without a record where it is exactly what this version makes', () => {
    const { text } = injected(PATH, TEXT, { identity: { domain: 'sales' } });
    expect(removeEventBus({ path: PATH, text }, null).text).to.equal(TEXT);
    const edited = text.replace('REPORTED = false', 'REPORTED = !1');
    expect(removeEventBus({ path: PATH, text: edited }, null).status).to.equal('refused');
    expect(removeEventBus({ path: PATH, text: TEXT }, null).status).to.equal('unchanged');
  });

  it('works without a record to the byte where braces stood on the line of the code', () => {
    for (const text of [
      'class A { x = 1 }\n',
      'class A {}\n',
      'export class A {\n  x = 1; }\n',
      'export class A { x = 1;\n  y = 2;\n}\n',
      'export class A {\n  async initialize() { go(); }\n  async shutdown() { go(); }\n}\n',
      'export class A {\n  x = 1;\n  async shutdown() {}\n}\n',
      'export class A { x = 1 }\nexport class B {\n  y = 1;\n}\n',
    ]) {
      for (const path of [PATH, 'store.js']) {
        const { text: whole } = injected(path, text, { all: true });
        expect(removeEventBus({ path, text: whole }, null).text).to.equal(text);
      }
    }
  });

  it('leaves a comment of its owner above a line that a semicolon guards', () => {
    const source = "import { join } from 'node:path'\n\n;[1].map(join)\n\nexport class Store {\n  a = 1\n}\n";
    const { text, record } = injected(PATH, source);
    for (const comment of ['/** mine */', '/*\n * mine\n */', "// it's mine", '// mine\n/* mine, too */']) {
      const edited = text.replace('/** Whether it', () => `${comment}\n/** Whether it`);
      const result = removeEventBus({ path: PATH, text: edited }, record);
      expect('reason' in result ? result.reason.message : '', comment).to.equal('');
      expect(result.text).to.contain(comment).and.contain('\n;[1].map(join)\n');
    }
  });

  it('takes one class of several, and what they share with the last', () => {
    const two = 'export class A {}\nexport class B {}\n';
    const { text, record } = injected(PATH, two, { all: true });
    const one = removeEventBus({ path: PATH, text }, record, { className: 'A' });
    expect(one.text).to.include('let EVENT_BUS_AVAILABLE');
    expect(one.text).to.include('export class A {}\n');
    const none = removeEventBus({ path: PATH, text: one.text }, 'record' in one ? one.record : null);
    expect(none.text).to.equal(two);
  });
});
