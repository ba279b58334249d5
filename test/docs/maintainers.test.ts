import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { isProduction, readSources, trackedFiles } from '../../scripts/house/files.ts';
import { importsOf } from '../../scripts/house/imports.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGES = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'AGENTS.md', 'docs/decisions.md'];
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** What a reader may have that the repository has not: what is built, and a folder for trying things. */
const NOT_IN_GIT = /^(?:dist|node_modules|playground)\b/;
const TOP = new Set(globSync(['*', '.ci', '.github'], { cwd: ROOT }));

/** Words of a page's inline code that are paths: they begin with a file or folder at the top of the repository. */
function pathsOf(page: string): readonly string[] {
  return [...read(page).matchAll(/`([^`\n]+)`/g)]
    .flatMap((match) => String(match[1]).split(/\s+/))
    .filter((text) => TOP.has(text.split('/')[0] ?? '') && (text.includes('/') || text.includes('.')))
    .filter((text) => !NOT_IN_GIT.test(text));
}

/** Arrows of the picture, from path to path. */
function arrowsOf(page: string): readonly (readonly [from: string, to: string])[] {
  const picture = /```mermaid\n(.*?)```/s.exec(read(page))?.[1] ?? '';
  const paths = new Map([...picture.matchAll(/(\w+)\["([^"]+)"\]/g)].map(([, id, path]) => [id, path]));
  return [...picture.matchAll(/^ *(\w+)(?:\[[^\]]*\])? --> (\w+)/gm)].map(([, from, to]) => [
    paths.get(from) ?? '',
    paths.get(to) ?? '',
  ]);
}

const sources = readSources(ROOT, trackedFiles(ROOT).filter(isProduction));
const imports = [...importsOf(sources).all].flatMap(([from, targets]) =>
  [...targets].map((to) => [from, to] as const),
);
const isIn = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);

describe('the pages for maintainers', () => {
  for (const page of PAGES) {
    it(`name files and folders that are there: ${page}`, () => {
      const paths = pathsOf(page);
      expect(paths).to.have.length.above(4);
      expect(paths.filter((path) => !existsSync(join(ROOT, path)))).to.deep.equal([]);
    });

    it(`name scripts of package.json: ${page}`, () => {
      const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
      const named = [...read(page).matchAll(/npm run (?:-s )?([\w:-]+)/g)].map((match) => String(match[1]));
      expect(named.filter((name) => scripts[name] === undefined)).to.deep.equal([]);
    });
  }

  it('fit on one page where they say so', () => {
    expect(read('ARCHITECTURE.md').split('\n')).to.have.length.below(151);
  });

  it('have a picture whose arrows are imports', () => {
    const arrows = arrowsOf('ARCHITECTURE.md');
    expect(arrows).to.have.length.above(10);
    const wrong = arrows.filter(
      ([from, to]) => !imports.some(([importer, target]) => isIn(importer, from) && isIn(target, to)),
    );
    expect(wrong).to.deep.equal([]);
  });
});

describe('imports between the parts of the repository', () => {
  /** What each part may import, besides itself. */
  const ALLOWED: Readonly<Record<string, readonly string[]>> = {
    bin: ['generators', 'lib', 'cli-kit/src', 'runtime/src/contract', 'runtime/src/project'],
    generators: ['lib', 'cli-kit/src', 'runtime/src/contract', 'runtime/src/project'],
    lib: ['cli-kit/src', 'runtime/src/contract', 'runtime/src/project'],
    'cli-kit/src': [],
    'runtime/src': ['cli-kit/src'],
  };

  it('take from the package of the runtime only what the generator may know', () => {
    const written = sources
      .filter(({ path }) => ['bin', 'generators', 'lib'].some((part) => isIn(path, part)))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/^(?:import|export|\}) .*?\bfrom '(onex-runtime[^']*)';$/gm)].map((match) => ({
          path,
          entry: match[1],
        })),
      );
    expect(written).to.have.length.above(50);
    const wrong = written.filter(
      ({ entry }) => entry !== 'onex-runtime/contract' && entry !== 'onex-runtime/project',
    );
    expect(wrong).to.deep.equal([]);
  });

  for (const [part, others] of Object.entries(ALLOWED)) {
    it(`go one way: ${part}`, () => {
      const wrong = imports
        .filter(([from]) => isIn(from, part))
        .filter(([, to]) => ![part, ...others].some((folder) => isIn(to, folder)));
      expect(wrong.map(([from, to]) => `${from} imports ${to}`)).to.deep.equal([]);
      expect(sources.some(({ path }) => isIn(dirname(path), part) || dirname(path) === part)).to.equal(true);
    });
  }
});
