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
