import { expect } from 'chai';
import { createProject } from '../support/project.ts';

interface Case {
  readonly file?: string;
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/** Generates the base, lets the owner edit it, generates again. */
async function merge(
  file: string,
  { base, ours, theirs }: Case,
  onConflict: 'fail' | 'markers' | 'ours' | 'theirs' = 'fail',
) {
  const project = createProject('');
  await project.generate({ [file]: base });
  project.write(file, ours);
  const report = await project.generate({ [file]: theirs }, { onConflict });
  return { text: project.read(file), report, project };
}

const PACKAGE = `{
  "name": "shop",
  "scripts": {
    "start": "node a.ts",
    "test": "node --test"
  },
  "dependencies": {
    "zod": "4.6.7"
  }
}
`;

describe('reconcile: JSON by key', () => {
  it('merges values nested thirty levels deep, quotes included', async () => {
    const nested = (depth: number, name: string): unknown =>
      depth === 0 ? { [name]: 'a "quoted" \\ text' } : { list: [nested(depth - 1, name), { also: '"' }] };
    const text = (name: string, more: object) =>
      `${JSON.stringify({ ...more, deep: nested(30, name) }, null, 1)}\n`;
    const sides = { base: text('a', {}), ours: text('b', {}), theirs: text('a', { version: 2 }) };
    const merged = await merge('package.json', sides);
    expect(JSON.parse(merged.text)).to.deep.equal({ version: 2, deep: nested(30, 'b') });
    expect(merged.report.conflicts).to.deep.equal([]);
  });

  it('adds what both added at one place, and keeps the owner’s order', async () => {
    const ours = PACKAGE.replace('"zod": "4.6.7"', '"zod": "4.6.7",\n    "left-pad": "1.3.0"');
    const theirs = PACKAGE.replace('"zod": "4.6.7"', '"zod": "4.6.7",\n    "kafkajs": "2.2.4"');
    const { text, report } = await merge('package.json', { base: PACKAGE, ours, theirs });
    expect(report.json.status).to.equal('done');
    expect(text).to.equal(
      PACKAGE.replace('"zod": "4.6.7"', '"zod": "4.6.7",\n    "kafkajs": "2.2.4",\n    "left-pad": "1.3.0"'),
    );
  });

  it('follows a changed version while the owner changes its neighbour, formats anew and sorts', async () => {
    const ours = JSON.stringify(
      { dependencies: { zod: '4.6.7' }, name: 'shop', scripts: { test: 'mocha' } },
      null,
      4,
    );
    const theirs = PACKAGE.replace('4.6.7', '4.7.0').replace(
      '    "start": "node a.ts",\n',
      '    "start": "node b.ts",\n',
    );
    const base = PACKAGE;
    const withStart = ours.replace('"test": "mocha"', '"start": "node a.ts",\n        "test": "mocha"');
    const { text } = await merge('package.json', { base, ours: withStart, theirs });
    expect(text).to.equal(withStart.replace('4.6.7', '4.7.0').replace('node a.ts', 'node b.ts'));
  });

  it('keeps comments and trailing commas of tsconfig.json', async () => {
    const base = '{\n  "compilerOptions": {\n    "strict": true\n  },\n  "include": ["nodes"]\n}\n';
    const ours =
      '{\n  // ours alone\n  "compilerOptions": {\n    "strict": true, // yes\n    "lib": ["es2024"],\n  },\n  "include": ["nodes", "tools"],\n}\n';
    const theirs =
      '{\n  "compilerOptions": {\n    "strict": true,\n    "target": "es2024"\n  },\n  "include": ["nodes", "shared"]\n}\n';
    const { text, report } = await merge('tsconfig.json', { base, ours, theirs });
    expect(report.json.status).to.equal('done');
    expect(text)
      .to.contain('// ours alone')
      .and.contain('"strict": true, // yes')
      .and.contain('"lib": ["es2024"]');
    expect(text)
      .to.contain('"target": "es2024"')
      .and.match(/"nodes",\s*"tools",\s*"shared"/);
  });

  it('reports a key that both changed by its name and line, and puts markers around it alone', async () => {
    const ours = PACKAGE.replace('4.6.7', '4.0.0');
    const theirs = PACKAGE.replace('4.6.7', '4.7.0').replace('node --test', 'node --test nodes');
    const failed = await merge('package.json', { base: PACKAGE, ours, theirs });
    expect(failed.text).to.equal(ours);
    expect(failed.report.conflicts).to.deep.equal([{ path: 'package.json', lines: [8], reason: null }]);
    const [{ reason } = {}] = failed.report.json.files;
    expect(reason).to.equal('you and the generator changed dependencies.zod');
    const { text } = await merge('package.json', { base: PACKAGE, ours, theirs }, 'markers');
    expect(text).to.contain(
      '<<<<<<< ours\n    "zod": "4.0.0"\n||||||| base\n    "zod": "4.6.7"\n=======\n    "zod": "4.7.0"\n>>>>>>> onex 0.1.0\n',
    );
    expect(text).to.contain('node --test nodes');
  });

  it('settles a clash by the side that is asked for, and merges the rest', async () => {
    const ours = PACKAGE.replace('4.6.7', '4.0.0');
    const theirs = PACKAGE.replace('4.6.7', '4.7.0').replace('node --test', 'node --test nodes');
    const kept = await merge('package.json', { base: PACKAGE, ours, theirs }, 'ours');
    expect(kept.text).to.contain('4.0.0').and.contain('node --test nodes');
    const taken = await merge('package.json', { base: PACKAGE, ours, theirs }, 'theirs');
    expect(taken.text).to.equal(theirs);
    expect(taken.report.json.status).to.equal('done');
  });

  it('does not bring back a key the owner deleted', async () => {
    const ours = PACKAGE.replace('    "start": "node a.ts",\n', '');
    const theirs = PACKAGE.replace('4.6.7', '4.7.0');
    const { text } = await merge('package.json', { base: PACKAGE, ours, theirs });
    expect(text).to.not.contain('start');
  });

  it('merges by key into a file that was there before', async () => {
    const project = createProject('');
    project.write('package.json', '{\n  "name": "shop",\n  "private": true\n}\n');
    const report = await project.generate({
      'package.json': '{\n  "name": "shop",\n  "type": "module"\n}\n',
    });
    expect(report.json.status).to.equal('done');
    expect(JSON.parse(project.read('package.json'))).to.deep.equal({
      name: 'shop',
      type: 'module',
      private: true,
    });
  });
});

const CONTRACT = `# The contract of payments
name: node_billing_payment_effect

io_operations:
  - operation: create   # makes one
    description: "Makes a payment"
  - operation: read
    description: 'Reads one'
retry:
  max: 3
`;

describe('reconcile: YAML by key', () => {
  it('keeps comments, quotes, blank lines and columns of the owner while the templates add keys', async () => {
    const ours = CONTRACT.replace('  max: 3', '  max: 5        # patience').replace(
      "    description: 'Reads one'\n",
      "    description: 'Reads one'\n  - operation: refund\n    description: Gives it back\n",
    );
    const theirs = CONTRACT.replace(
      "    description: 'Reads one'\n",
      "    description: 'Reads one'\n  - operation: list\n    description: Lists all\n",
    ).replace('  max: 3\n', '  max: 3\n  delay: 10\n');
    const { text, report } = await merge('contract.yaml', { base: CONTRACT, ours, theirs });
    expect(report.json.status).to.equal('done');
    expect(text).to.equal(
      ours
        .replace(
          '    description: Gives it back\n',
          '    description: Gives it back\n  - operation: list\n    description: Lists all\n',
        )
        .replace('# patience\n', '# patience\n  delay: 10\n'),
    );
  });

  it('tells the items of a list apart by their names: one is edited, its neighbour added', async () => {
    const ours = CONTRACT.replace("'Reads one'", "'Reads one, mine'").replace(
      '"Makes a payment"',
      '"Makes it"',
    );
    const theirs = CONTRACT.replace(
      "    description: 'Reads one'\n",
      "    description: 'Reads one'\n  - operation: list\n    description: Lists all\n",
    );
    const { text, report } = await merge('contract.yaml', { base: CONTRACT, ours, theirs });
    expect(report.json.status).to.equal('done');
    expect(text).to.equal(
      ours.replace(
        "'Reads one, mine'\n",
        "'Reads one, mine'\n  - operation: list\n    description: Lists all\n",
      ),
    );
  });

  it('reports a value that both changed', async () => {
    const { report } = await merge('contract.yaml', {
      base: CONTRACT,
      ours: CONTRACT.replace('max: 3', 'max: 5'),
      theirs: CONTRACT.replace('max: 3', 'max: 4'),
    });
    expect(report.conflicts).to.deep.equal([{ path: 'contract.yaml', lines: [10], reason: null }]);
  });

  it('loses no comment of the owner with a key the templates took away', async () => {
    const { report, text } = await merge('contract.yaml', {
      base: CONTRACT,
      ours: CONTRACT.replace('retry:\n', '# agreed with operations\nretry:\n'),
      theirs: CONTRACT.replace('retry:\n  max: 3\n', ''),
    });
    expect(report.json.status === 'conflicts' || text.includes('# agreed with operations')).to.equal(true);
  });

  it('merges a text with aliases by line, since a key cannot be taken from its anchor', async () => {
    const base = 'a: &x 1\nb: *x\nc: 1\nd: 1\n';
    const { text } = await merge('data.yaml', {
      base,
      ours: base.replace('c: 1', 'c: 2'),
      theirs: base.replace('a: &x 1', 'a: &x 3'),
    });
    expect(text).to.equal('a: &x 3\nb: *x\nc: 2\nd: 1\n');
  });
});

describe('reconcile: what looks like a comment, and lists as they are written', () => {
  const URLS = `{
  "name": "shop",
  "homepage": "https://a.example/shop",
  "repository": "https://a.example/repo",
  "files": ["a", "b"]
}
`;

  it('takes a value that contains // or # for a value', async () => {
    const ours = URLS.replace('"shop",', '"store",');
    const theirs = URLS.replace('  "homepage": "https://a.example/shop",\n', '');
    expect((await merge('package.json', { base: URLS, ours, theirs })).text).to.equal(
      ours.replace('  "homepage": "https://a.example/shop",\n', ''),
    );
    const yaml = 'name: shop\nhomepage: "https://a.example/#top"\ncolor: "# red"\n';
    const merged = await merge('a.yaml', {
      base: yaml,
      ours: yaml.replace('shop', 'store'),
      theirs: yaml.replace('homepage: "https://a.example/#top"\n', ''),
    });
    expect(merged.text).to.equal('name: store\ncolor: "# red"\n');
  });

  it('keeps lists on one line, and others on several, of any length', async () => {
    const long = Array.from({ length: 12 }, (_, index) => `value${index}`);
    const base = `short: [a, b]\nlong: [${long.join(', ')}]\nlines:\n  - a\n  - b\nend: 1\n`;
    const ours = base
      .replace('[a, b]', '[a, b, mine]')
      .replace('end: 1', '\nend: 2')
      .replace('value3', 'mine3');
    const theirs = base
      .replace('[a, b]', '[a, b, new]')
      .replace('  - b\n', '  - b\n  - new\n')
      .replace('value9', 'new9');
    const { text, report } = await merge('a.yaml', { base, ours, theirs });
    expect(report.conflicts).to.deep.equal([]);
    expect(text).to.equal(
      ours
        .replace('[a, b, mine]', '[a, b, mine, new]')
        .replace('  - b\n', '  - b\n  - new\n')
        .replace('value9', 'new9'),
    );
  });

  it('writes what the templates add in the owner’s style of lists and indentation', async () => {
    const base = '{\n  "a": ["x"],\n  "b": {\n    "c": 1\n  }\n}\n';
    const ours = '{\n\t"a": [\n\t\t"x",\n\t\t"mine"\n\t],\n\t"b": {\n\t\t"c": 1\n\t}\n}\n';
    const theirs =
      '{\n  "a": ["x", "new"],\n  "b": {\n    "c": 1,\n    // why\n    "d": {\n      "e": 1\n    }\n  }\n}\n';
    const { text } = await merge('a.jsonc', { base, ours, theirs });
    expect(text).to.equal(
      '{\n\t"a": [\n\t\t"x",\n\t\t"mine",\n\t\t"new"\n\t],\n\t"b": {\n\t\t"c": 1,\n\t\t// why\n\t\t"d": {\n\t\t\t"e": 1\n\t\t}\n\t}\n}\n',
    );
  });

  it('keeps a comment with its key when the key beside it goes', async () => {
    const base = '{\n  "a": 1, // first\n  "b": 2, // second\n  "c": 3 // third\n}\n';
    const ours = base.replace('"a": 1', '"a": 10');
    const theirs = '{\n  "a": 1, // first\n  "c": 3 // third\n}\n';
    expect((await merge('a.jsonc', { base, ours, theirs })).text).to.equal(
      '{\n  "a": 10, // first\n  "c": 3 // third\n}\n',
    );
    const last = '{\n  "a": 1, // first\n  "b": 2 // second\n}\n';
    expect((await merge('a.jsonc', { base, ours, theirs: last })).text).to.equal(
      '{\n  "a": 10, // first\n  "b": 2 // second\n}\n',
    );
  });
});
