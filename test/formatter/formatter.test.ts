import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { openFormatter } from '../../lib/formatter/index.ts';
import { openPrettier } from '../../lib/formatter/prettier.ts';
import { folder, removeFolders } from '../support/folders.ts';

type Files = Readonly<Record<string, string>>;

async function project(files: Files): Promise<string> {
  const root = await folder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** A command that writes its arguments and what it reads. */
const ECHO = `let text = '';
process.stdin.on('data', (chunk) => (text += chunk));
process.stdin.on('end', () => {
  if (text.includes('broken')) process.exit(1);
  process.stdout.write(process.argv.slice(2).join(' ') + '\\r\\n' + text);
});`;

const BIOME: Files = {
  'biome.json': '{}',
  'node_modules/@biomejs/biome/package.json': '{"bin":{"biome":"bin/biome"}}',
  'node_modules/@biomejs/biome/bin/biome': ECHO,
};
const DPRINT: Files = {
  'dprint.json': '{}',
  'node_modules/dprint/package.json': '{"bin":"bin.cjs"}',
  'node_modules/dprint/bin.cjs': ECHO,
};

/** A Prettier that says with what it was called. */
const prettier = (format: string): Files => ({
  'node_modules/prettier/package.json': '{"main":"index.cjs"}',
  'node_modules/prettier/index.cjs': `
    console.log('noise');
    exports.getFileInfo = async (path, options) => ({
      ignored: path.includes('ignored') && options.ignorePath !== undefined,
      inferredParser: path.endsWith('.ts') || path.endsWith('.md') ? 'some' : null,
    });
    exports.resolveConfig = async (path, options) => ({ semi: false, editorconfig: options.editorconfig });
    exports.format = ${format};`,
});
const ALL = prettier(`async (text, { semi, filepath }) => {
  if (text.includes('broken')) throw new Error('broken');
  return 'prettier ' + semi + ' ' + filepath.endsWith('.ts') + '\\r\\n' + text;
}`);

async function formatted(root: string, requests: Files): Promise<readonly (string | null)[]> {
  const formatter = openFormatter(root)!;
  try {
    return await formatter.format(Object.entries(requests).map(([path, text]) => ({ path, text })));
  } finally {
    formatter.close();
  }
}

describe('the formatter of a project', () => {
  afterEach(removeFolders);

  it('is none where none is installed, or where Biome and dprint have no settings', async () => {
    expect(openFormatter(await folder())).to.equal(null);
    const { 'biome.json': _, ...files } = BIOME;
    expect(openFormatter(await project(files))).to.equal(null);
  });

  it('is Prettier, with the settings and ignore files of the project', async () => {
    const root = await project({ ...ALL, '.prettierignore': 'ignored.ts\n' });
    const texts = {
      'nodes/a.ts': 'a\n',
      'ignored.ts': 'a\n',
      'a.unknown': 'a\n',
      'b.ts': 'broken\n',
      'c.md': 'c\n',
    };
    expect(await formatted(root, texts)).to.deep.equal([
      'prettier false true\na\n',
      null,
      null,
      null,
      'prettier false false\nc\n',
    ]);
  });

  it('is Biome or dprint where they have settings; what they do not know is for Prettier', async () => {
    const texts = { 'nodes/a.ts': 'a\n', 'b.ts': 'broken\n', 'c.md': 'c\n' };
    expect(await formatted(await project({ ...BIOME, ...ALL }), texts)).to.deep.equal([
      'format --stdin-file-path=nodes/a.ts\na\n',
      null,
      'prettier false false\nc\n',
    ]);
    expect(await formatted(await project(DPRINT), texts)).to.deep.equal([
      'fmt --stdin nodes/a.ts\na\n',
      null,
      'fmt --stdin c.md\nc\n',
    ]);
  });

  it('gives nothing when it crashes, hangs, or cannot be loaded', async () => {
    const request = [{ path: 'a.ts', text: 'a\n' }];
    for (const format of ['() => process.exit(3)', '() => new Promise(() => {})', '(']) {
      const root = await project(prettier(format));
      const formatter = openPrettier(join(root, 'node_modules/prettier'), root, 1500);
      expect(await formatter.format(request), format).to.deep.equal([null]);
      expect(await formatter.format(request), format).to.deep.equal([null]);
      formatter.close();
    }
  });
});
