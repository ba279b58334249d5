import { expect } from 'chai';
import { injectEventBus, removeEventBus } from '../../../lib/injection/index.ts';
import { maskedDecorators } from '../../../lib/injection/parse/masked-decorators.ts';
import { injected } from '../support/sound.ts';

const CLASS = 'class Store {\n  a = 1;\n}\n';

/** Injects, checks that a second run changes nothing, and takes the bus out again. */
function accepts(path: string, text: string): void {
  const { text: after, record } = injected(path, text);
  const again = injectEventBus({ path, text: after }, { record, all: true });
  expect(again.status).to.equal('unchanged');
  expect(removeEventBus({ path, text: after }, record).text).to.equal(text);
}

/** The reason of a file that is refused. */
function refusal(path: string, text: string) {
  const result = injectEventBus({ path, text });
  if (result.status !== 'refused') return expect.fail(result.status);
  const { message, remedy, line, column } = result.reason;
  return { place: `${line}:${column}`, message, remedy };
}

describe('syntax that is accepted', () => {
  const sloppy = [
    'var public = 1;',
    "const package = require('./package.json');",
    'function f(a, a) {}',
    'var let = 1, yield = 2, await = 3, static = 4, interface = 5;',
    'with (Math) { abs(1); }',
    'var octal = 010, text = "\\07"; delete octal;',
    'arguments = 1; eval = 2;',
    'if (1) function g() {}',
    'var implements = {}, private, protected;',
    '<!-- a comment of the web\nvar a = 1;',
    'return;',
  ];
  for (const code of sloppy)
    it(`of CommonJS in sloppy mode: ${code}`, () => {
      for (const path of ['store.js', 'store.cjs'])
        accepts(path, `${code}\n${CLASS}module.exports = Store;\n`);
    });

  it('is not what a module may not say', () => {
    for (const code of ['var public = 1;', 'function f(a, a) {}']) {
      expect(refusal('store.js', `${code}\nexport ${CLASS}`).message).to.match(/does not parse/);
      expect(refusal('store.mjs', `${code}\n${CLASS}`).message).to.match(/does not parse/);
    }
  });

  const decorated = [
    'constructor(@Inject() ...parts: string[]) {}',
    "constructor(@Inject('a(b', { c: [1] }) private readonly a: string, @Rest ...parts: string[]) {}",
    'first(@Body() [one, two]: string[]) {}',
    'first(@Body /* why */ [one]: string[], @Param("id") id: string) {}',
    'first(@Body()\n  // why\n  [one]: string[]) {}',
    '@field() [key] = 1',
    '@field [key]: number\n  other = 2',
    '@a() @b(() => [")"]) [key]() {}',
    'first(@Query() { one }: Record<string, string>, @Body() [two]: string[]) {}',
  ];
  for (const member of decorated)
    it(`of decorators: ${member}`, () => {
      accepts('store.ts', `const key = 'k';\nexport class Store {\n  ${member}\n}\n`);
    });

  it('has decorators of the standard beside such that are left out', () => {
    accepts('store.ts', 'export @first class Store {\n  @field() [key] = 1\n}\n');
  });

  it('keeps all offsets and line ends where decorators are left out', () => {
    const text = 'class A { m(@B(\n"x)"\r\n) ...c) {} @d e = "@f [" }';
    const masked = maskedDecorators(text);
    expect(masked).to.equal('class A { m(   \n    \r\n  ...c) {} @d e = "   [" }');
    expect(maskedDecorators('@a() b = 1; @c(')).to.equal('@a() b = 1; @c(');
  });

  const flow = [
    '// @flow\ntype A = {| +a: ?string |};\n',
    'type A = {| +a: ?string |};\nimport typeof B from "./b";\n',
    '// @flow strict\nopaque type Id = string;\nenum Kind { A, B }\nconst a = (1: any);\n',
    '/**\n * Long.\n * @flow\n */\nfunction f<T: Object = {}>(x: T, ...y: Array<T>): boolean %checks { return !!x; }\n',
  ];
  for (const code of flow)
    it(`of Flow, with and without its comment: ${code.split('\n', 1)[0]}`, () =>
      accepts('store.js', code + CLASS));
});

describe('syntax of Flow that TypeScript has, too', () => {
  const code = [
    'const a = (1 as number), b = [] as const;',
    'function isA(x: mixed): x is A { return true; }',
    'type If<T> = T extends string ? keyof T : T;',
    'type Map<T> = { [K in keyof T]: T[K] };',
    'function f<const T>(x: T) {}',
  ];
  for (const line of code)
    it(`is accepted: ${line}`, () => accepts('store.js', `/**\n * @flow strict\n */\n${line}\n${CLASS}`));
});

describe('syntax that is refused', () => {
  it('is named at the place that no way of reading accepts', () => {
    expect(refusal('a.js', '// @flow\nconst a: ?string = null;\nclass A {}\nlet = = 1;\n').place).to.equal(
      '4:7',
    );
    expect(refusal('a.ts', '@first @second() class A {\n  @b c: number\n  d( { }\n}\n').place).to.equal(
      '4:1',
    );
    expect(refusal('a.js', 'var public;\nclass A {\n  m(\n').place).to.equal('4:1');
  });

  it('is named at its place where it is of Flow, and the parser does not know it', () => {
    const text = '// @flow\ntype A = {| a: ?string |};\nclass Store {}\ncomponent Button() {}\n';
    expect(refusal('a.js', text).place).to.match(/^4:/);
  });

  it('is refused for its depth where it is too deep, at the expression', () => {
    const deep: readonly string[] = [
      `const sum = ${'a + '.repeat(10_000)}a;`,
      `const list = ${'['.repeat(20_000)}${']'.repeat(20_000)};`,
      `const call = ${'f('.repeat(20_000)}${')'.repeat(20_000)};`,
    ];
    for (const code of deep) {
      for (const path of ['a.ts', 'a.js', 'a.mjs']) {
        expect(refusal(path, `export class A {\n}\n${code}\n`)).to.deep.equal({
          place: '3:1',
          message: 'an expression is nested too deeply to be parsed',
          remedy: 'split the expression into several statements',
        });
      }
    }
  });
});
