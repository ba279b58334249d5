import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { packBase, unpackBase } from '../../../lib/reconcile/store/base.ts';
import { writeManifest } from '../../../lib/reconcile/store/write.ts';
import { compareVersions } from '../../../lib/reconcile/versions.ts';

describe('the store in .onex', () => {
  it('packs texts to the same bytes on every machine', () => {
    const packed = packBase(['export const a = 1;\n'.repeat(40), '# Title\n', 'ünï\n']);
    const digest = createHash('sha256').update(packed).digest('hex');
    // Taken with zlib 1.2.13 and 1.3.1, on Node 20 and 24.
    expect(digest).to.equal('95b23129c3c5bce649dab01e882de21a547fd5ce81e0c817ed433e37698b7fd3');
  });

  it('packs the same texts to the same bytes in any order, each once', () => {
    expect(packBase(['a\n', 'b\n', 'a\n']).equals(packBase(['b\n', 'a\n']))).to.equal(true);
  });

  it('gives texts back by their hash', () => {
    const texts = unpackBase(packBase(['a\n', '', 'ü\n']), 'base.bin');
    expect([...texts.values()].toSorted()).to.deep.equal(['', 'a\n', 'ü\n']);
  });

  it('looks binary to git and to searches from its first byte', () => {
    expect(packBase(['a\n'])[0]).to.equal(0);
  });

  it('writes one file a line, sorted, so that branches merge', () => {
    const sha256 = 'a'.repeat(64);
    const text = writeManifest({
      format: 1,
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
