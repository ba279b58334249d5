import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../support/built.ts';
import { folder, removeFolders, snapshot } from '../support/folders.ts';
import { onex } from '../support/process.ts';

interface Case {
  readonly title: string;
  readonly args: readonly string[];
  readonly says: RegExp;
  /** Files to be there before. */
  readonly files?: Readonly<Record<string, string>>;
  readonly input?: string;
}

const effect = (name: string): readonly string[] => ['effect', name, '--domain', 'billing', '--yes'];

const CASES: readonly Case[] = [
  {
    title: 'no command of that name',
    args: ['efect'],
    says: /Unknown command "efect" of onex\. Did you mean effect\?/,
  },
  { title: 'no name', args: ['effect', '--yes'], says: /the name is missing/ },
  { title: 'an empty name', args: effect(''), says: /node name/ },
  { title: 'an empty name without a domain', args: ['effect', ''], says: /The node name is empty/ },
  {
    title: 'a name that starts with a digit',
    args: effect('1payment'),
    says: /"1payment" starts with a digit/,
  },
  { title: 'a name that is a path', args: effect('../payment'), says: /looks like a path/ },
  { title: 'a name with spaces', args: effect('my payment'), says: /may contain only/ },
  { title: 'a name with an emoji', args: effect('pay💸'), says: /may contain only/ },
  { title: 'a reserved word', args: effect('class'), says: /is a word of JavaScript/ },
  { title: 'a device of Windows', args: effect('con'), says: /device on Windows/ },
  { title: 'a name of 300 characters', args: effect('a'.repeat(300)), says: /has 300 characters/ },
  {
    title: 'an answer that is a list of names',
    args: ['effect', '--answers', 'a.json', '--yes'],
    files: { 'a.json': '{"name": ["a"]}' },
    says: /a\.json: name must be one name, found a list/,
  },
  {
    title: 'an answer that is an alias of nothing',
    args: ['effect', '--answers', 'a.yaml', '--yes'],
    files: { 'a.yaml': 'name: *x' },
    says: /a\.yaml: neither JSON nor YAML/,
  },
  ...['con', 'node_modules', 'aux.x', 'a.', '"../../x"'].map((name) => ({
    title: `a contract whose name ${name} is no folder's`,
    args: ['node', '--contract', 'c.yaml', '--yes'],
    files: { 'c.yaml': `node_type: effect\nname: ${name}\n` },
    says: /c\.yaml:2:7: the name "[\w./]+" (?:cannot be|is) that of/,
  })),
  {
    title: 'a domain that is a path',
    args: ['effect', 'a', '--domain', '../b', '--yes'],
    says: /domain "\.\.\/b"/,
  },
  {
    title: 'an operation that is named twice',
    args: [...effect('a'), '--operations', 'create,Create'],
    says: /The operation "Create" is listed twice/,
  },
  {
    title: 'an unknown option',
    args: [...effect('a'), '--domian', 'b'],
    says: /Unknown option "--domian" of onex effect\. Did you mean --domain\?/,
  },
  {
    title: 'an option of another command',
    args: [...effect('a'), '--steps', 'b'],
    says: /Unknown option "--steps" of onex /,
  },
  {
    title: 'an option without its value',
    args: ['effect', 'a', '--domain', '--yes'],
    says: /--domain needs a value/,
  },
  {
    title: 'an option given twice',
    args: [...effect('a'), '--domain', 'c'],
    says: /--domain was given more than once/,
  },
  { title: 'a second name', args: [...effect('a'), 'b'], says: /takes one name, found a second: "b"/ },
  {
    title: 'an unknown kind',
    args: ['node', 'a', '--kind', 'efect', '--yes'],
    says: /--kind takes effect, orchestrator, compute, or reducer, not "efect"\. Did you mean effect\?/,
  },
  { title: 'no kind', args: ['node', 'a', '--domain', 'b', '--yes'], says: /--kind is missing/ },
  {
    title: 'an operation that is no name',
    args: [...effect('a'), '--operations', 'a b'],
    says: /operation "a b"/,
  },
  {
    title: 'a version that is none',
    args: [...effect('a'), '--node-version', '1'],
    says: /--node-version "1" is not a version/,
  },
  {
    title: 'an unknown policy for conflicts',
    args: [...effect('a'), '--on-conflict', 'their'],
    says: /Did you mean theirs\?/,
  },
  {
    title: 'an effect without the bus',
    args: [...effect('a'), '--no-event-bus'],
    says: /--no-event-bus: an effect requires/,
  },
  {
    title: 'a step in a project without nodes',
    args: ['orchestrator', 'a', '--domain', 'b', '--steps', 'payment', '--yes'],
    says: /--steps "payment": the project has no node to drive yet/,
  },
  {
    title: 'an answers file that is not there',
    args: [...effect('a'), '--answers', 'none.json'],
    says: /none\.json cannot be read/,
  },
  {
    title: 'an answers file that is neither JSON nor YAML',
    args: [...effect('a'), '--answers', 'a.json'],
    files: { 'a.json': '{\n  "domain": [\n}\n' },
    says: /a\.json, line \d+, column \d+: neither JSON nor YAML/,
  },
  {
    title: 'an answers file with an unknown key',
    args: ['effect', '--answers', 'a.yaml', '--yes'],
    files: { 'a.yaml': 'name: payment\ndomian: billing\n' },
    says: /a\.yaml: unknown key "domian"\. Did you mean domain\?/,
  },
  {
    title: 'answers on standard input that are a list',
    args: [...effect('a'), '--answers', '-'],
    input: '- a\n',
    says: /standard input: expected a mapping/,
  },
  {
    title: 'a contract that is not there',
    args: ['effect', '--contract', 'none.yaml', '--yes'],
    says: /none\.yaml cannot be read/,
  },
  {
    title: 'a broken contract',
    args: ['effect', '--contract', 'c.yaml', '--yes'],
    files: { 'c.yaml': 'name: a\nnode_type: EFFECT_GENERIC\nio_operations: 3\n' },
    says: /c\.yaml:3:\d+: /,
  },
  {
    title: 'a domain beside a contract',
    args: [...effect('a'), '--contract', 'c.yaml'],
    says: /^error: --contract replaces --domain: leave out --domain, or change c\.yaml/,
  },
  {
    title: 'a domain and operations beside a contract',
    args: [...effect('a'), '--operations', 'create', '--contract', 'c.yaml'],
    files: { 'c.yaml': 'name: node_own_effect\nnode_type: effect\n' },
    says: /leave out --domain, --operations, or change c\.yaml/,
  },
  {
    title: 'a name beside a contract that has one',
    args: ['effect', 'a', '--contract', 'c.yaml', '--yes'],
    files: { 'c.yaml': 'name: node_own_effect\nnode_type: effect\n' },
    says: /leave out the name, or change c\.yaml/,
  },
  {
    title: 'a destination that is a file',
    args: [...effect('a'), '--destination', 'there'],
    files: { there: 'a file' },
    says: /there is a file, not a folder/,
  },
  {
    title: 'a destination below a file',
    args: [...effect('a'), '--destination', 'there/below'],
    files: { there: 'a file' },
    says: /there, a part of the destination, is a file/,
  },
  {
    title: 'settings of a project that are not JSON',
    args: effect('a'),
    files: { '.yo-rc.json': '{' },
    says: /\.yo-rc\.json is not JSON/,
  },
];

describe('onex with bad input', function () {
  before(async function () {
    this.timeout(60_000);
    await built();
  });
  afterEach(removeFolders);

  for (const { title, args, says, files = {}, input } of CASES) {
    it(`refuses ${title} in one line and writes nothing`, async () => {
      const cwd = await folder();
      for (const [path, contents] of Object.entries(files)) await writeFile(join(cwd, path), contents);
      const before = await snapshot(cwd);
      const { code, stdout, stderr } = await onex(args, { cwd, ...(input === undefined ? {} : { input }) });
      expect(stderr).to.match(says);
      expect(stderr.trimEnd().split('\n'), stderr).to.have.length(1);
      expect(stderr).to.match(/^error: /);
      expect(stdout).to.equal('');
      expect(code).to.equal(1);
      expect(await snapshot(cwd)).to.deep.equal(before);
    });
  }

  it('refuses a destination that leads out of the folder through a link', async () => {
    const [cwd, outside] = [await folder(), await folder()];
    await symlink(outside, join(cwd, 'inside'));
    const { code, stderr } = await onex([...effect('a'), '--destination', 'inside'], { cwd });
    expect(stderr).to.include('leads out of').and.to.include(`--destination ${outside}`);
    expect(code).to.equal(1);
    expect(await snapshot(outside)).to.deep.equal({});
  });

  it('refuses a nodes folder that leads out of the project through a link', async () => {
    const [cwd, outside] = [await folder(), await folder()];
    await symlink(outside, join(cwd, 'nodes'));
    const { code, stderr } = await onex(effect('a'), { cwd });
    expect(stderr.trimEnd().split('\n'), stderr).to.have.length(1);
    expect(code).to.equal(1);
    expect(await snapshot(outside)).to.deep.equal({});
    expect(await snapshot(cwd)).to.deep.equal({ nodes: 'link' });
  });

  it('refuses a read-only destination', async function () {
    if (process.getuid?.() === 0) this.skip();
    const cwd = await folder();
    await mkdir(join(cwd, 'locked'));
    await chmod(join(cwd, 'locked'), 0o555);
    const { code, stderr } = await onex([...effect('a'), '--destination', 'locked'], { cwd });
    expect(stderr).to.include('locked is read-only');
    expect(code).to.equal(1);
  });

  it('refuses a name that differs from that of a node only by case', async () => {
    const cwd = await folder();
    expect((await onex(effect('payment'), { cwd })).code).to.equal(0);
    const before = await snapshot(cwd);
    const { code, stderr } = await onex(effect('Payment'), { cwd });
    expect(stderr).to.include('differs from the node node_billing_payment_effect only by case');
    expect(code).to.equal(1);
    expect(await snapshot(cwd)).to.deep.equal(before);
  });

  it('names the accepted letters for a name in another alphabet', async () => {
    const { stderr } = await onex(effect('платёж'), { cwd: await folder() });
    expect(stderr).to.include('may contain only letters (A–Z, a–z), digits (0–9), "_", and "-"');
  });

  it('names the missing answers without a terminal, and does not wait for a silent standard input', async () => {
    const cwd = await folder();
    const { code, stderr } = await onex(['effect'], { cwd, input: 'silent' });
    expect(stderr).to.equal(
      'error: the name and --domain are missing and there is no terminal to prompt on: onex effect NAME --domain DOMAIN (docs/reference.md#onex-effect)\n',
    );
    expect(code).to.equal(1);
  });

  it('says under --json what is wrong, on standard output', async () => {
    const cwd = await folder();
    for (const args of [
      ['effect', '--json'],
      ['effect', '--jsno', '--json'],
    ]) {
      const { code, stdout, stderr } = await onex(args, { cwd });
      const report = JSON.parse(stdout);
      expect(report).to.include({ status: 'error' });
      expect(report.error).to.be.a('string').and.not.equal('');
      expect(report).to.have.keys('status', 'project', 'files', 'warnings', 'next', 'error', 'code', 'docs');
      expect(stderr).to.equal('');
      expect(code).to.equal(1);
    }
  });
});
