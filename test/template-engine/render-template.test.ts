import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { templateKey, type TemplateBody } from '../../lib/template-engine/body.ts';
import { compileToBody } from '../../lib/template-engine/compile.ts';
import { renderTemplate } from '../../lib/template-engine/index.ts';
import { compiledTemplates } from '../../scripts/build/bundles/templates.ts';

const ROOT = join(import.meta.dirname, '../..');
const quoted = (value: unknown) => `"${String(value)}"`;

describe('rendering a template', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'onex-templates-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const rendered = (text: string, view: object) => {
    writeFileSync(join(root, 'it.ejs'), text);
    return renderTemplate(root, 'it.ejs', view, quoted);
  };

  it('escapes what <%= %> writes, and nothing else', () => {
    expect(rendered('<%= name %> <%- name %>', { name: 'a' })).to.equal('"a" a');
  });

  it('includes a template of the root with the view and with values of its own', () => {
    writeFileSync(join(root, 'part.ejs'), '<%= outer %><%= inner %>');
    expect(rendered("<%- include('/part.ejs', { inner: 2 }) -%>\n!", { outer: 1, inner: 0 })).to.equal(
      '"1""2"!',
    );
  });

  it('sees the own names of the view alone', () => {
    const view = Object.assign(Object.create({ inherited: 1 }) as object, { own: 2 });
    expect(rendered('<%= typeof inherited %><%= own %>', view)).to.equal('"undefined""2"');
  });

  it('fails on a name that the view lacks', () => {
    expect(() => rendered('<%= missing %>', {})).to.throw(ReferenceError, 'missing');
  });

  it('ignores a byte order mark', () => {
    expect(rendered('\uFEFFa', {})).to.equal('a');
  });
});

describe('the templates that the build compiles', () => {
  it('are all templates of the generators, with the code that rendering from the sources runs', async () => {
    const built = { BUILT: {} as Record<string, TemplateBody> };
    new Function('exports', await compiledTemplates(ROOT))(built);
    const files = globSync('generators/*/templates/**/*.ejs', { cwd: ROOT });
    expect(files).to.have.length.above(50);
    const bodyOf = (body: TemplateBody) => /\{[^]*\}/.exec(body.toString())![0].replaceAll(/\s+/g, ' ');
    for (const file of files) {
      const text = readFileSync(join(ROOT, file), 'utf8');
      expect(bodyOf(built.BUILT[templateKey(text)]!), file).to.equal(bodyOf(compileToBody(text)));
    }
  });
});
