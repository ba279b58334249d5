import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { pagesIn } from '../../scripts/words/sentences.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGES = pagesIn(ROOT);
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Without blocks of code, where brackets are no links and a # no heading. */
const prose = (text: string): string => text.replaceAll(/^ *```.*?^ *```/gms, '');

/** Anchors of a page's headings, as GitHub makes them. */
function anchors(text: string): Set<string> {
  const headings = [...prose(text).matchAll(/^#+ +(.+)$/gm)].map((match) => String(match[1]));
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  );
}

function fault(page: string, link: string): string | null {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), decodeURI(path));
  if (!existsSync(join(ROOT, target))) return `${page}: ${link}: no such file`;
  if (anchor === undefined || !target.endsWith('.md')) return null;
  return anchors(read(target)).has(anchor) ? null : `${page}: ${link}: no such heading`;
}

describe('the documentation', () => {
  it('links to files and headings that are there', () => {
    const faults = PAGES.flatMap((page) =>
      [...prose(read(page)).matchAll(/\]\(([^)\s]+)\)/g)]
        .map((match) => String(match[1]))
        .filter((link) => !/^[a-z]+:/.test(link))
        .flatMap((link) => fault(page, link) ?? []),
    );
    expect(faults).to.deep.equal([]);
  });

  it('lists every page in docs/README.md, or in CONTRIBUTING.md where it is for maintainers', () => {
    const index = read('docs/README.md');
    const contributing = read('CONTRIBUTING.md');
    const pages = globSync('docs/*.md', { cwd: ROOT }).map((path) => path.slice('docs/'.length));
    const isListed = (page: string): boolean =>
      index.includes(`(${page})`) || contributing.includes(`(docs/${page})`);
    expect(pages.filter((page) => page !== 'README.md' && !isListed(page))).to.deep.equal([]);
  });

  it('has the pages and headings that errors send to', () => {
    const sources = globSync(['bin/**/*.ts', 'lib/**/*.ts', 'generators/**/*.ts'], { cwd: ROOT }).map(read);
    const named = sources.flatMap((source) =>
      [...source.matchAll(/(?:docs:|DOCS =) '([^']+)'/g)].map((match) => String(match[1])),
    );
    expect(named).to.include('reference.md#names');
    expect(named.flatMap((link) => fault('docs/README.md', link) ?? [])).to.deep.equal([]);
  });

  it('links to pictures that are there', () => {
    const pictures = PAGES.flatMap((page) =>
      [...prose(read(page)).matchAll(/!\[([^\]]*)\]\(([^)\s]+)\)/g)].map(([, alternative, path]) => ({
        page,
        alternative,
        path: String(path),
      })),
    );
    expect(pictures.map(({ path }) => path)).to.include('docs/mesh.svg');
    expect(pictures.filter(({ alternative }) => alternative === '')).to.deep.equal([]);
  });

  it('has short pages: a README of 150 lines, and pages of 250, except those that are made from data', () => {
    const lines = (page: string): number => read(page).split('\n').length - 1;
    expect(lines('README.md')).to.be.lessThan(150);
    const long = PAGES.filter((page) => page.startsWith('docs/') && lines(page) > 250);
    expect(long.filter((page) => !/<!-- Made by /.test(read(page)))).to.deep.equal([]);
  });

  it('has pages that begin with what a reader can do after them', () => {
    const first = (page: string): string =>
      read(page)
        .split('\n\n')
        .slice(1)
        .find((paragraph) => !paragraph.startsWith('<!--')) ?? '';
    const pages = PAGES.filter((page) => page.startsWith('docs/') && page !== 'docs/house.md');
    const silent = pages.filter((page) => !/^(?:After reading|Choose what you want to do)/.test(first(page)));
    expect(silent).to.deep.equal([]);
  });
});
