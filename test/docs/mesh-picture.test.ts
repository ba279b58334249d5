import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { meshPicture } from '../../scripts/reference/mesh-picture.ts';

describe('docs/mesh.svg', () => {
  it('is what `npm run docs:reference` draws', () => {
    const current = readFileSync(join(import.meta.dirname, '../../docs/mesh.svg'), 'utf8');
    const hint = 'docs/mesh.svg is out of date; run: npm run docs:reference';
    expect(current === meshPicture(), hint).to.equal(true);
  });
});
