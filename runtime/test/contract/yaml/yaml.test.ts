import { expect } from 'chai';
import { MAX_CONTRACT_LENGTH, parseYaml, readContract } from 'onex-runtime/contract';
import { contractOf, issuesOf, withHead } from '../read.ts';

describe('the YAML of a contract', () => {
  it('may have a byte order mark, CRLF, a document mark and comments', () => {
    const text = '\uFEFF# licence\r\n---\r\nname: node_a_b_effect\r\nnode_type: effect # kind\r\n';
    const { contract, text: kept } = readContract(text, { file: 'x' });
    expect(contract?.name).to.equal('node_a_b_effect');
    expect(kept.startsWith('# licence')).to.equal(true);
  });

  it('may have anchors, aliases and merge keys', () => {
    const contract = contractOf(
      'name: n\nnode_type: effect\ncommon: &c\n  idempotent: true\nio_operations:\n  - <<: *c\n    operation: read\n',
    );
    expect(contract.operations[0]?.idempotent).to.equal(true);
  });

  it('may have as many aliases as the documentation says', () => {
    const { value, issues } = parseYaml(`a: &a [1]\nb: [${Array(1000).fill('*a').join(', ')}]`);
    expect(issues).to.deep.equal([]);
    expect((value as { b: unknown[] }).b).to.have.length(1000);
  });

  it('may have an alias of a key', () => {
    expect(parseYaml('&k a: 1\nb: *k').value).to.deep.equal({ a: 1, b: 'a' });
  });

  it('reads folded text as one line', () => {
    expect(contractOf('description: >\n  one\n  two\n').description).to.equal('one two');
  });

  it('takes the habits of YAML 1.1 for what they mean there', () => {
    const operation = (value: string): boolean | undefined =>
      contractOf(`io_operations: [{operation: a, idempotent: ${value}}]`).operations[0]?.idempotent;
    expect(['yes', 'On', 'no', 'off'].map(operation)).to.deep.equal([true, true, false, false]);
    const text = withHead('error_handling: {retry_policy: {max_retries: 010, max_delay_ms: 1_000}}');
    expect(contractOf(text).retry).to.include({ maxRetries: 8, maxDelayMs: 1000 });
    expect(issuesOf(text, 'warning')).to.include('3:46 010 is read as octal, 8; write the number in decimal');
  });

  const refused: readonly (readonly [string, string, string])[] = [
    [
      'several documents',
      'name: a\n---\nname: b\n',
      '2:1 several YAML documents; a contract is one: put each in its own file',
    ],
    ['a tab as indentation', 'a:\n\tb: 1', '2:1 a tab as indentation; YAML requires spaces'],
    ['nothing', '# only a comment\n', '1:1 the file is empty'],
    ['nothing at all, said in YAML', '~', '1:1 the file is empty'],
    ['a list', '- a', '1:1 expected a mapping, found a list'],
    ['a key twice', withHead('tags: [a]\nname: b'), '4:1 key "name" is written twice; remove one'],
    ['a key that is a list', '? [a]\n: b', '1:3 a key must be plain text, not a list, mapping, or alias'],
    ['an alias without anchor', 'a: *x', '1:4 alias "x" has no anchor before it'],
    ['a merge of nothing', 'a: {<<: }', '1:9 what "<<" merges must be a mapping or a list of mappings'],
    ['a merge of text', 'a:\n  <<: text', '2:7 what "<<" merges must be a mapping or a list of mappings'],
    ['a merge of numbers', 'a: {<<: [1]}', '1:9 what "<<" merges must be a mapping or a list of mappings'],
    [
      'a merge of a list’s alias',
      'l: &l [1]\na: {<<: *l}',
      '2:9 what "<<" merges must be a mapping or a list of mappings',
    ],
    ['a merge of an alias without anchor', 'a: {<<: *x}', '1:9 alias "x" has no anchor before it'],
    ['an alias within its anchor', 'a: &x [*x]', '1:8 alias "x" is inside its own anchor'],
    ['a NUL', 'a: \0', '1:1 the file contains a NUL character, so it is not YAML'],
  ];
  for (const [what, text, message] of refused) {
    it(`refuses ${what} and says where`, () => {
      expect(issuesOf(text)).to.deep.equal([message]);
    });
  }

  it('bounds length, depth and aliases', () => {
    expect(issuesOf('x'.repeat(MAX_CONTRACT_LENGTH + 1))[0]).to.contain('a contract may have 524288');
    expect(issuesOf(`a: ${'['.repeat(70)}${']'.repeat(70)}`)[0]).to.contain(
      'nested more than 64 levels deep',
    );
    expect(issuesOf(`a: ${'['.repeat(20_000)}`)).to.satisfy((found: string[]) => found.length > 0);
    const laughs = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (const [before, name] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg'].map((pair) => pair.split(''))) {
      laughs.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`);
    }
    expect(issuesOf(laughs.join('\n'))).to.deep.equal([
      '5:11 more than 20000 values, with those that aliases repeat',
    ]);
    const merges = ['a: &a0 {x: 1, y: [1]}'];
    for (let depth = 1; depth < 30; depth += 1)
      merges.push(`m${depth}: &a${depth} {k${depth}: {<<: [*a${depth - 1}], l: *a${depth - 1}}}`);
    expect(issuesOf(merges.join('\n'))[0]).to.match(
      /more than 20000 values, with those that aliases repeat$/,
    );
  });

  it('refuses more values or aliases than can be read in little time', () => {
    const keys = Array.from({ length: 30_000 }, (_, index) => `key${index}: 1`).join('\n');
    expect(issuesOf(keys)).to.deep.equal(['20000:11 more than 20000 values']);
    const aliases = `a: &a 1\nb: [${Array(5000).fill('*a').join(',')}]`;
    expect(issuesOf(aliases)).to.deep.equal(['2:3005 more than 1000 aliases; write the values out']);
  });

  it('reads thousands of operations', () => {
    const operations = Array.from({ length: 9000 }, (_, index) => `  - operation: do_${index}`).join('\n');
    const { contract } = readContract(withHead(`io_operations:\n${operations}`), { file: 'contract.yaml' });
    expect(contract?.operations).to.have.length(9000);
  });

  it('tells no more than two hundred faults of a file that holds thousands', () => {
    const text = withHead(Array.from({ length: 3000 }, (_, index) => `key${index}: 1`).join('\n'));
    expect(issuesOf(text, 'warning')).to.have.length.at.most(203);
  });

  it('keeps __proto__ a plain key', () => {
    const { value } = parseYaml('__proto__: {polluted: true}');
    expect(Object.keys(value as object)).to.deep.equal(['__proto__']);
    expect(Object.hasOwn({}, 'polluted') || 'polluted' in {}).to.equal(false);
  });

  it('names unknown keys once for each kind of place', () => {
    const text = withHead(
      'io_operations:\n  - {operation: a, colour: red}\n  - {operation: b, colour: blue}\nzebra: 1\n',
    );
    const found = issuesOf(text, 'warning').filter((message) => message.includes('not understood'));
    expect(found).to.deep.equal([
      '4:20 io_operations[0].colour: not understood; ignored',
      '6:1 zebra: not understood; ignored',
    ]);
  });

  it('shows hostile strings quoted, short and on one line', () => {
    const [message = ''] = issuesOf('name: a\nnode_type: "x\\n\\e[31m\\u202E`${y}`' + 'z'.repeat(200) + '"');
    expect(message).to.match(/^2:12 node_type: expected EFFECT_GENERIC/);
    expect(message).to.contain('\\n\\u001b[31m\\u202e');
    expect(message.length).to.be.lessThan(250);
  });
});
