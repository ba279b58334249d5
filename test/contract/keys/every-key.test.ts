import { expect } from 'chai';
import { NODE_KINDS, parseYaml, readContract } from 'onex-runtime/contract';
import { contractFromAnswers } from '../../../lib/contract/index.ts';
import { answers } from '../answers.ts';
import { FULL_CONTRACTS } from './contracts.ts';
import { kindOf, pathsOf, silentKeys, withKey } from './silent-keys.ts';

/** Kinds of keys that nothing has to follow, each with the reason. */
const TEXT_FOR_PEOPLE: readonly (readonly [RegExp, string])[] = [
  [/^(?:author|metadata(?:\..*)?)$/, 'says who wrote the contract, and what people noted down'],
  [
    /(?:^|_|\.)version(?:\.(?:major|minor|patch))?$/,
    'is the version of a form that is read in all its versions',
  ],
  [/^(?:state_machine|definitions\.\w+|workflow_coordination\..*)\.description$/, 'is a description'],
  [/operation_type$/, 'names the operation for Python’s strict rules; `operation` names it here'],
  [/^io_operations\.\*\.output_fields\.type$/, 'an object is known by its properties'],
  [/^definitions\.Color\.type$/, 'the values of an enum have their types'],
  [/\.(?:transition_name|condition_name|condition_type)$/, 'is a name for people'],
  [/^state_machine\.states\.\*\.state_type$/, 'repeats what the initial and the terminal states are'],
  [/\.action_type$/, 'the name of the action says the same'],
  [/^state_machine\.transitions\.\*\.priority$/, 'transitions are in this order already'],
  [/coordination_rules\.failure_recovery_strategy$/, 'annotations.workflow.recovery counts before it'],
  [
    /^workflow_coordination\.workflow_definition\.(?:coordination_rules|workflow_metadata)\.\w+$/,
    'rules steps, of which a new orchestrator has none yet',
  ],
];

/** Mappings whose keys are names that the author gives. */
const NAMES =
  /^(?:definitions|config|feature_flags|env_dependencies|node_capabilities|inputs|metadata)\.[^.]+$|properties\.[^.]+$|_fields\.\*\.(?:line|amount)$|outputs\.\*\.[^.]+$|^algorithm\.factors\.[^.]+$|\.(?:fields|steps|input)\.[^.]+$|ModelBox\.\w+$|^annotations\.mine|output\.\*\.ok$/;

const unexplained = (text: string): readonly string[] =>
  silentKeys(text).filter((kind) => !TEXT_FOR_PEOPLE.some(([pattern]) => pattern.test(kind)));

describe('every key of a contract', () => {
  for (const [kind, text] of Object.entries(FULL_CONTRACTS)) {
    it(`changes the model or is reported, or is text for people (${kind})`, () => {
      const { contract, issues } = readContract(text, { file: 'contract.yaml' });
      expect(contract, JSON.stringify(issues)).to.not.equal(null);
      expect(unexplained(text)).to.deep.equal([]);
    }).timeout(60_000);

    it(`is named where it is written with a slip of the keyboard (${kind})`, () => {
      const { value } = parseYaml(text);
      for (const path of pathsOf(value)) {
        const key = path.at(-1);
        if (typeof key !== 'string' || key.length < 5 || NAMES.test(kindOf(path))) continue;
        if (TEXT_FOR_PEOPLE.some(([pattern]) => pattern.test(kindOf(path)))) continue;
        const slip = `${key.slice(0, 2)}${key.slice(3)}`;
        const changed = JSON.stringify(withKey(value, path, slip));
        const { issues } = readContract(changed, { file: 'contract.yaml', origin: 'project' });
        const told = issues.filter(({ severity, message }) => severity === 'error' || message.includes(slip));
        expect(told, kindOf([...path.slice(0, -1), slip])).to.not.deep.equal([]);
      }
    }).timeout(60_000);
  }

  for (const kind of NODE_KINDS) {
    it(`of a contract that the generator writes has a use (${kind})`, () => {
      expect(unexplained(contractFromAnswers(answers(kind)))).to.deep.equal([]);
    }).timeout(60_000);
  }
});
