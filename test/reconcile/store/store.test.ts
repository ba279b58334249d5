import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { packText, readBase, writeBase } from '../../../lib/reconcile/store/base.ts';
import { writeManifest } from '../../../lib/reconcile/store/write.ts';
import { compareVersions } from '../../../lib/reconcile/versions.ts';

describe('the store in .onex', () => {
  const line = (path: string, text: string) => ({
    path,
    sha256: createHash('sha256').update(text).digest('hex'),
    packed: packText(text),
  });

  it('packs texts to the same characters on every machine', () => {
    const packed = ['export const a = 1;\n'.repeat(40), '# Title\n', 'ünï\n'].map(packText).join(' ');
    const digest = createHash('sha256').update(packed).digest('hex');
    // Computed with zlib 1.2.13 and 1.3.1.
    expect(digest).to.equal('5278c0675299bcf161fef3485e5aae8ef43c6596a5134cd7a21c6f347d61558b');
  });

  it('writes the same texts in any order to the same bytes, one line for each path', () => {
    const lines = [line('b.ts', 'a\n'), line('a.ts', 'b\n'), line('c.ts', 'a\n')];
    expect(writeBase(lines)).to.equal(writeBase([...lines.toReversed(), lines[0]!]));
    expect(writeBase(lines).trimEnd().split('\n')).to.have.length(3);
  });

  it('gives texts back by their hash, also from a checkout with CRLF', () => {
    const texts = ['a\n', '', 'ü\n'];
    const written = writeBase(texts.map((text, index) => line(`${index}.ts`, text)));
    for (const contents of [written, written.replaceAll('\n', '\r\n')]) {
      const base = readBase(contents, 'base.txt');
      expect(texts.map((text) => base.text(line('', text).sha256))).to.deep.equal(texts);
      expect(base.text('0'.repeat(64))).to.equal(null);
    }
  });

  it('refuses a text that does not have the hash of its line', () => {
    const { packed } = line('a.ts', 'other\n');
    const base = readBase(`${'0'.repeat(64)} ${packed} a.ts\n`, 'base.txt');
    expect(() => base.text('0'.repeat(64))).to.throw('base.txt is damaged');
  });

  it('writes one file a line, sorted, so that branches merge', () => {
    const sha256 = 'a'.repeat(64);
    const text = writeManifest({
      format: 2,
      version: '0.1.0',
      unit: { kind: 'node', name: 'n' },
      answers: { z: 1, a: { y: 1, b: 2 } },
      files: [
        { path: 'b.ts', mode: '644', sha256 },
        { path: 'a.ts', mode: '755', sha256 },
      ],
    });
    expect(text.split('\n').filter((line) => line.includes('path'))).to.deep.equal([
      `    {"path":"a.ts","mode":"755","sha256":"${sha256}"},`,
      `    {"path":"b.ts","mode":"644","sha256":"${sha256}"}`,
    ]);
    expect(text.indexOf('"a":')).to.be.lessThan(text.indexOf('"z":'));
    expect(JSON.parse(text)).to.have.property('version', '0.1.0');
  });

  it('orders versions as semver does', () => {
    const ordered = [
      '0.9.0',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0',
      '1.0.1',
      '1.10.0',
    ];
    expect(ordered.toReversed().toSorted(compareVersions)).to.deep.equal(ordered);
  });
});
