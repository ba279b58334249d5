/**
 * `onex effect`: generates a node that acts on external systems, such as a store. The base class in `generators/node`
 * does the work. This folder contains the parts specific to the kind: its command, its files, and its templates.
 */
import { NodeGenerator } from '../node/node-generator.ts';
import { command } from './command.ts';

/** `yo onex:effect`: adds an effect to the project. */
export default class EffectGenerator extends NodeGenerator {
  protected override commandData(): typeof command {
    return command;
  }

  protected override get kind(): 'effect' {
    return 'effect';
  }
}
