import type { NodeKind } from 'onex-runtime/contract';
import { command } from './command.ts';
import { NodeGenerator } from './node-generator.ts';

/** `yo onex:node`: adds a node whose kind is asked for. */
export default class AnyNodeGenerator extends NodeGenerator {
  protected override commandData(): typeof command {
    return command;
  }

  protected override get kind(): NodeKind | null {
    return (this.session.given['kind'] as NodeKind | undefined) ?? null;
  }
}
