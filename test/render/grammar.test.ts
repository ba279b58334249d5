import { expect } from 'chai';
import { NODE_KINDS } from 'onex-runtime/contract';
import type { Unit } from '../../lib/render/index.ts';
import { findWords } from '../../scripts/words/check.ts';
import { sampleNode, sampleProject } from './support.ts';

/** Names whose article is not the one that their first letter suggests, and plain ones of both kinds. */
const NAMES = [
  'payment',
  'order',
  'inventory',
  'api',
  'user',
  'hour',
  'units',
  'url',
  'event_update',
  'sms_code',
];
const OPERATIONS = ['charge', 'create', 'read', 'update', 'delete', 'use', 'issue_invoice'];

/** Articles that do not match the sound after them, written out by hand for the words that can follow one here. */
const WRONG = [
  /\b[Aa] (?:order|inventory|API|api|hour|event|SMS|sms|update|issue|effect|orchestrator|id|ID|intent|entity|operation|input|output|error|answer)\b/g,
  /\b[Aa]n (?:payment|user|units?|URL|url|use|charge|create|read|delete|compute|reducer|node|record|command|result|step)\b/g,
  /\b(?:[Aa]n?|[Oo]ne|[Ee]very|[Ee]ach) units(?! \w)/g,
  /\b(?:Do|do) (?:charge|create|issue)\b/g,
  /\b(\w+) \1\b(?=[^\n]*$)/gm,
];
/** What a template leaves behind when a value is missing. */
const LEFTOVERS =
  /<%|%>|\[object |\bundefined\b(?= (?:record|data|operation|workflow|state))|\bnull (?:record|data|operation|workflow)/g;

/** Sentences for people: READMEs whole, comments and titles of tests of code, and descriptions in YAML. */
function* sentences({ files }: Unit): Generator<string> {
  for (const { path, contents } of files) {
    if (typeof contents !== 'string') continue;
    if (path.endsWith('.md')) yield* contents.replaceAll(/```.*?```/gs, '').split('\n');
    else if (path.endsWith('.yaml')) {
      yield* contents.split('\n').flatMap((line) => /(?:# |description: )(.*)/.exec(line)?.[1] ?? []);
    } else if (path.endsWith('.ts')) {
      const comments = contents.match(/\/\*\*.*?\*\/|\/\/.*$/gms) ?? [];
      yield* comments.map((comment) => comment.replaceAll(/\s*\n\s*\*?\s*/g, ' '));
      yield* [...contents.matchAll(/\b(?:it|describe)\('([^']*)'/g)].map((match) => String(match[1]));
    }
  }
}

async function unitsOf(name: string): Promise<Unit[]> {
  const { contract, unit } = await sampleNode('effect', name, { operations: OPERATIONS });
  const steps = [
    { contract, operation: 'create' },
    { contract, operation: 'charge' },
  ];
  const others = await Promise.all([
    ...NODE_KINDS.map((kind) => sampleNode(kind, name)),
    sampleNode('compute', name, { operations: OPERATIONS }),
    sampleNode('reducer', name, { operations: OPERATIONS }),
    sampleNode('orchestrator', `${name}_flow`, { steps }),
  ]);
  return [unit, ...others.map((other) => other.unit)];
}

describe('the English of generated files', () => {
  for (const name of NAMES) {
    it(`has correct articles, no leftovers of templates, and no private words with the name ${name}`, async () => {
      const units = [sampleProject(), ...(await unitsOf(name))];
      const texts = [...new Set(units.flatMap((unit) => [...sentences(unit)]))];
      expect(texts.length).to.be.greaterThan(60);
      const faults = texts.filter((text) =>
        [...WRONG, LEFTOVERS].some((pattern) => text.search(pattern) !== -1),
      );
      expect(faults).to.deep.equal([]);
      const words = units.flatMap((unit) =>
        unit.files.flatMap(({ path, contents }) =>
          /\.(?:ts|md)$/.test(path) && typeof contents === 'string' ? findWords(path, contents) : [],
        ),
      );
      expect(
        words.map(({ file, line, found, better }) => `${file}:${line}: ${found}: ${better}`),
      ).to.deep.equal([]);
    });
  }

  it('names what is said about a name as people say it', async () => {
    const { unit } = await sampleNode('effect', 'api', { operations: ['create', 'charge'] });
    const contract = unit.files.find(({ path }) => path.endsWith('contract.yaml'))?.contents;
    expect(contract)
      .to.contain('description: Create an API record. Without an entity_id, the node generates one.')
      .and.to.contain('description: Run the charge operation on API data.');
  });
});
