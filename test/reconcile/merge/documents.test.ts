import { expect } from 'chai';
import fc from 'fast-check';
import { mergeFile, type Merged } from '../../../lib/reconcile/merge/index.ts';
import { asJson, asYaml } from '../support/document-texts.ts';
import { documents, pathsOf, withChange, type Change, type Root, type Value } from '../support/documents.ts';

const RUNS = process.env['ONEX_LONG_TESTS'] ? 5000 : 60;
const labels = { ours: 'ours', base: 'base', theirs: 'onex' };

const LANGUAGES = { 'settings.jsonc': asJson, 'settings.yaml': asYaml };

function merge(file: string, base: string, ours: string, theirs: string): Promise<Merged> {
  return mergeFile(
    file,
    { base, ours, theirs, labels },
    {
      isSound: () => Promise.resolve(true),
      contradictionsOf: () => Promise.resolve([]),
    },
  );
}

interface Edit {
  readonly at: number;
  readonly change: Change;
}

function edited(root: Root, path: readonly number[], change: Change, name: string): Root {
  return { ...root, value: withChange(root.value, path, change, name) };
}

const edits = (changes: readonly Change[]): fc.Arbitrary<Edit> =>
  fc.record({ at: fc.nat({ max: 1000 }), change: fc.constantFrom(...changes) });

const startsWith = (path: readonly number[], other: readonly number[]): boolean =>
  other.every((step, index) => path[index] === step);

/** Without blank lines before a first entry: the one in front of it may have been removed. */
function tight(text: string): string {
  return text.replaceAll(/((?:^|[[{:-])(?: (?:#|\/\/)[^\n]*)?\n)\n+/g, '$1').trimStart();
}

/** Values and comments of a text in any order. */
function piecesOf(text: string): string[] {
  return text.split(/[,[\]{}\s]+/).toSorted();
}

/** Whether two paths part among the items of a list. */
function partInList(value: Value, left: readonly number[], right: readonly number[]): boolean {
  if (value.kind === 'scalar' || left[0] !== right[0]) return value.kind === 'list';
  return partInList(value.entries[left[0]!]!.value, left.slice(1), right.slice(1));
}

for (const [file, write] of Object.entries(LANGUAGES)) {
  describe(`reconcile: comments and layout of ${file}`, () => {
    it(`gives back the other side byte for byte where one side changed nothing (${RUNS} cases)`, async () => {
      const scene = fc.tuple(documents, edits(['value', 'remove', 'above', 'beside', 'insert']));
      await fc.assert(
        fc.asyncProperty(scene, async ([root, { at, change }]) => {
          const paths = pathsOf(root.value);
          const [base, other] = [write(root), write(edited(root, paths[at % paths.length]!, change, 'new'))];
          expect((await merge(file, base, base, other)).withOurs).to.equal(other);
          expect((await merge(file, base, other, base)).withOurs).to.equal(other);
          expect((await merge(file, base, other, other)).withOurs).to.equal(other);
        }),
        { numRuns: RUNS },
      );
    });

    it(`merges changes of two entries as if one hand had written both (${RUNS} cases)`, async () => {
      const scene = fc.tuple(
        documents,
        edits(['value', 'remove', 'above', 'beside', 'insert']),
        edits(['value', 'remove', 'above', 'beside']),
      );
      await fc.assert(
        fc.asyncProperty(scene, async ([root, mine, generated]) => {
          const paths = pathsOf(root.value);
          const [left, right] = [paths[mine.at % paths.length]!, paths[generated.at % paths.length]!];
          fc.pre(!startsWith(left, right) && !startsWith(right, left));
          const ours = edited(root, left, mine.change, 'owner');
          const theirs = edited(root, right, generated.change, 'template');
          // The later entry first: a removal or an insertion moves what comes after it.
          const isLater = left.some(
            (step, index) => step > right[index]! && startsWith(left.slice(0, index), right.slice(0, index)),
          );
          const both = isLater
            ? edited(ours, right, generated.change, 'template')
            : edited(theirs, left, mine.change, 'owner');
          const merged = await merge(file, write(root), write(ours), write(theirs));
          if (partInList(root.value, left, right)) {
            // Items without names that are next to each other cannot be told apart, and new ones have no order.
            if (merged.clashes.length === 0)
              expect(piecesOf(merged.withOurs)).to.deep.equal(piecesOf(write(both)));
            return;
          }
          expect(tight(merged.withOurs)).to.equal(tight(write(both)));
          expect(merged.clashes).to.deep.equal([]);
        }),
        { numRuns: RUNS },
      );
    });
  });
}
