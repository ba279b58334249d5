import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { excesses, refusals, shrunk, type Excess, type Exceptions } from '../../../scripts/house/limits.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const exceptions = JSON.parse(
  readFileSync(join(ROOT, 'scripts/house/exceptions.json'), 'utf8'),
) as Exceptions;

const FOUND: readonly Excess[] = [
  { kind: 'files', path: 'lib/long.ts', size: 310 },
  { kind: 'folders', path: 'lib/full', size: 14 },
];
const allowing = (lines: number, files: number): Exceptions => ({
  files: { 'lib/long.ts': { size: lines, reason: 'A table.' } },
  folders: { 'lib/full': { size: files, reason: 'One for each kind.' } },
});

describe('the limits of files and folders', () => {
  it('hold in this repository, but for the exceptions', () => {
    expect(refusals(excesses(ROOT), exceptions)).to.deep.equal([]);
  });

  it('refuse what has no exception', () => {
    expect(refusals(FOUND, { files: {}, folders: {} })).to.deep.equal([
      'lib/long.ts has 310 lines; the limit is 300. Divide it.',
      'lib/full has 14 files; the limit is 12. Divide it.',
    ]);
  });

  it('refuse what grew over its exception, and an exception of the other kind', () => {
    expect(refusals(FOUND, allowing(310, 14))).to.deep.equal([]);
    expect(refusals(FOUND, allowing(309, 13))).to.have.length(2);
    const swapped = { files: allowing(400, 20).folders, folders: allowing(400, 20).files };
    expect(refusals(FOUND, swapped)).to.have.length(2);
  });

  it('let exceptions shrink and end, but not grow', () => {
    expect(shrunk(FOUND, allowing(400, 20))).to.deep.equal(allowing(310, 14));
    expect(shrunk(FOUND, allowing(305, 13))).to.deep.equal(allowing(305, 13));
    expect(shrunk([], allowing(400, 20))).to.deep.equal({ files: {}, folders: {} });
  });
});
