/**
 * `onex compute`: generates a node that computes an answer from its input. The work is done by the base class in
 * `generators/node`. This folder has what is special to the kind: its command, its files, and its templates.
 */
import { NodeGenerator } from '../node/node-generator.ts';
import { command } from './command.ts';

/** `yo onex:compute`: adds a compute to the project. */
export default class ComputeGenerator extends NodeGenerator {
  protected override commandData(): typeof command {
    return command;
  }

  protected override get kind(): 'compute' {
    return 'compute';
  }
}
