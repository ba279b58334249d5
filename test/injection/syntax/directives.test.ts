import { expect } from 'chai';
import { sound } from '../support/sound.ts';

const DIRECTIVES = [
  '// @ts-expect-error why',
  '// @ts-ignore',
  '// eslint-disable-next-line no-console',
  '// prettier-ignore',
  '/* istanbul ignore next */',
  '/* c8 ignore next */',
  '// biome-ignore lint: why',
];

describe('a directive for the next line', () => {
  for (const directive of DIRECTIVES) {
    const pair = (line: string): RegExp =>
      new RegExp(`${directive.replace(/[^\w\s]/g, '\\$&')}\\s*\\n\\s*${line.replace(/[^\w\s]/g, '\\$&')}`);

    it(`stays with its line: ${directive}`, () => {
      const files: [text: string, line: string][] = [
        [`import a from 'a'; ${directive}\nconst b = bad();\n\nexport class A {}\n`, 'const b'],
        [`import a from 'a';\n${directive}\nconst b = bad();\n\nexport class A {}\n`, 'const b'],
        [`${directive}\nconst b = bad();\n\nexport class A {}\n`, 'const b'],
        [`${directive}\n\nexport class A {}\n`, 'export class A'],
        [`export class A {\n  async shutdown() { ${directive}\n    bad();\n  }\n}\n`, 'bad()'],
        [`export class A {\n  async shutdown() {\n    ${directive}\n    bad();\n  }\n}\n`, 'bad()'],
        [
          `export class A {\n  async initialize() {\n    up();\n    ${directive}\n    return bad;\n  }\n}\n`,
          'return bad',
        ],
        [`export class A {\n  x = 1;\n  ${directive}\n}\n`, '}'],
        [`export class A {\n  x = 1; ${directive}\n}\n`, '}'],
        [`export class A { ${directive}\n}\n`, '}'],
        [`export class A {\n  async initialize() {\n    up(); ${directive}\n  }\n}\n`, '}'],
      ];
      for (const [text, line] of files) {
        expect(text).to.match(pair(line));
        expect(sound('a.ts', text).text, text).to.match(pair(line));
      }
    });

    it(`at the end of a line above a last return has the call above that line: ${directive}`, () => {
      const text = `export class A {\n  async initialize() {\n    up(); ${directive}\n    return bad;\n  }\n}\n`;
      expect(sound('a.ts', text).text).to.match(pair('return bad'));
    });
  }
});

describe('a JSDoc block that stands alone', () => {
  it('does not become the documentation of what goes in', () => {
    const { text } = sound('a.ts', 'export class A {\n  x = 1;\n\n  /** Later: more. */\n}\n');
    expect(text).to.match(/\}\n\s*\/\*\* Later: more\. \*\/\n\}\n$/);
    const only = sound('a.ts', 'export class A {\n  /** Later: more. */\n}\n');
    expect(only.text).to.match(/\}\n\s*\/\*\* Later: more\. \*\/\n\}\n$/);
  });
});
