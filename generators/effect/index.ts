/**
 * `onex effect`: generates a node that acts on the world outside, such as a store. The work is done by the base
 * class in `generators/node`. This folder has what is special to the kind: its command, its files, and its
 * templates.
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
