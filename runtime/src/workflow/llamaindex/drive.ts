import type * as WorkflowCore from '@llamaindex/workflow-core';
import { type Draft, type Drive, makeMove, type Move } from '../engine/index.ts';

/** What the events of one turn carry. */
interface Turn {
  readonly draft: Draft;
  readonly moves: Iterator<Move>;
  readonly end: () => void;
  readonly fail: (error: unknown) => void;
}

const KINDS = [
  'reply',
  'early',
  'due',
  'deadline',
  'lost',
  'start',
  'stop',
  'undo',
  'refused-command',
  'refused-result',
  'again',
  'undone',
] as const satisfies Move['kind'][];

/**
 * Runs the moves of a turn as events of a LlamaIndex workflow. A handler for each kind of move makes it and returns the
 * event of the next one. One workflow serves all turns. Each turn has its own context, which is discarded when the turn
 * has ended, because everything durable is in the state.
 */
export function createDrive({ createWorkflow, workflowEvent }: typeof WorkflowCore): Drive {
  const workflow = createWorkflow();
  const ended = workflowEvent<Turn>({ debugLabel: 'onex.turn-ended' });
  const failed = workflowEvent<{ turn: Turn; error: unknown }>({ debugLabel: 'onex.turn-failed' });
  const events = Object.fromEntries(
    KINDS.map((kind) => [kind, workflowEvent<{ turn: Turn; move: Move }>({ debugLabel: `onex.${kind}` })]),
  ) as Record<Move['kind'], WorkflowCore.WorkflowEvent<{ turn: Turn; move: Move }>>;

  const next = (turn: Turn) => {
    const { done, value } = turn.moves.next();
    return done === true ? ended.with(turn) : events[value.kind].with({ turn, move: value });
  };
  for (const event of Object.values(events)) {
    workflow.handle([event], async (_context, { data: { turn, move } }) => {
      // The library does not report a rejected promise of a handler, so the turn would never end.
      try {
        await makeMove(turn.draft, move);
        return next(turn);
      } catch (error) {
        return failed.with({ turn, error });
      }
    });
  }
  workflow.handle([ended], (_context, { data }) => data.end());
  workflow.handle([failed], (_context, { data: { turn, error } }) => turn.fail(error));

  return (draft, moves) =>
    new Promise((end, fail) => {
      workflow.createContext().sendEvent(next({ draft, moves, end, fail }));
    });
}
