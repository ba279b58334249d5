import { runInNewContext } from 'node:vm';
import { parse } from '@babel/parser';
import { expect } from 'chai';
import fc from 'fast-check';
import { parse as parseYaml } from 'yaml';
import {
  jsDoc,
  jsonText,
  markdownCode,
  markdownText,
  propertyKey,
  stringLiteral,
  valueLiteral,
  yamlString,
} from '../../../lib/render/text/escape.ts';
import { interpolate } from '../../../lib/render/text/source-text.ts';

/** Any text, and text made of what ends strings, comments, templates and tags. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '*/',
        '/*',
        '//',
        '`',
        '${x}',
        "'",
        '"',
        '"""',
        '\\',
        '\n',
        '\r\n',
        '\t',
        '<%= x %>',
        '-->',
        '|',
        '---',
        '# ',
        '__proto__',
        '@ts-expect-error',
        'eslint-disable',
        '\u2028',
        '\u202e',
        '\ufeff',
        '\u200b',
        '\u180e',
        '\ud800',
        'é',
        'word',
        ' ',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

describe('escaping text of a contract', () => {
  it('gives a string literal that means the text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const literal = stringLiteral(text);
        expect(runInNewContext(literal)).to.equal(text);
        expect(literal).not.to.match(/[\n\r\u180e\u200b\u2028\u2029\u202e\ufeff]/);
      }),
    );
  });

  it('gives a literal that means the value, and no prototype', () => {
    fc.assert(
      fc.property(fc.jsonValue(), hostile, (value, key) => {
        const object = { [key]: value };
        expect(JSON.stringify(runInNewContext(`(${valueLiteral(object)})`))).to.equal(JSON.stringify(object));
      }),
    );
    expect(Object.keys(runInNewContext(`({ ${propertyKey('__proto__')}: 1 })`) as object)).to.deep.equal([
      '__proto__',
    ]);
  });

  it('gives one comment, whatever the text', () => {
    fc.assert(
      fc.property(hostile, hostile, fc.integer({ min: 0, max: 8 }), (first, second, indent) => {
        const { text } = jsDoc([first, second], indent);
        const file = parse(`${text}\nconst after = 1;\n`, { sourceType: 'module' });
        expect(file.program.body).to.have.length(1);
        expect(file.comments).to.have.length(1);
      }),
    );
  });

  it('gives a comment without characters that hide, or that a linter takes for irregular spaces', () => {
    const irregular =
      '\u000b\u000c\u0085\u00a0\u061c\u1680\u180e\u2000\u200a\u200b\u2028\u202f\u205f\u3000\ufeff';
    expect(jsDoc([`a${irregular}b`]).text).to.match(/^\/\*\* a +b \*\/$/);
    expect(jsDoc(['a\u200bb']).text).to.equal('/** ab */');
  });

  it('gives a comment that no compiler or linter takes for a directive', () => {
    for (const directive of [
      '@ts-expect-error',
      '@ts-ignore',
      'eslint-disable',
      'oxlint-disable-next-line',
    ]) {
      expect(jsDoc([directive]).text).not.to.match(/^\/\*\*\s*(@ts-|eslint-|oxlint-)/);
    }
  });

  it('gives a YAML scalar that is the text, in a mapping and in a list', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const yaml = `key: ${yamlString(text).text}\nlist:\n  - ${yamlString(text).text}\n`;
        expect(parseYaml(yaml)).to.deep.equal({ key: text, list: [text] });
      }),
    );
  });

  it('gives YAML text where a bare word would be a boolean, a number or null', () => {
    for (const word of ['yes', 'no', 'null', 'on', '1.0', '1e3', '0x1f', '~', '2026-01-01', '']) {
      expect(parseYaml(`key: ${yamlString(word).text}`)).to.deep.equal({ key: word });
    }
  });

  it('gives JSON that is the value, without characters that hide', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const json = jsonText({ text }).text;
        expect(JSON.parse(json)).to.deep.equal({ text });
        expect(json).not.to.match(/[\u180e\u200b\u2028\u2029\u202e\ufeff]/);
      }),
    );
  });

  it('gives Markdown on one line, without HTML, links or a heading of its own', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { text: markdown } = markdownText(text);
        expect(markdown).not.to.match(/\n|(?<!\\)[<>[\]`#|]/);
        expect(markdownCode(text).text).not.to.include('\n');
      }),
    );
  });

  it('refuses to interpolate text that no helper has made fit', () => {
    for (const text of ["it's", 'a\nb', '*/', '${x}', 'a: b', '- a', '<%= x %>']) {
      expect(() => interpolate(text), text).to.throw('interpolates raw text');
    }
    expect(interpolate('onex.evt.billing.payment-completed.v1')).to.equal(
      'onex.evt.billing.payment-completed.v1',
    );
  });
});
