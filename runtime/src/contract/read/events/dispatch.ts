import { at, expectMapping, forPeople, idle, type Place } from '../values/index.ts';

/**
 * `runtime_dispatch`: the command topic of the node and its terminal events. `default_timeout_ms` is a time limit and
 * is read with the other policies.
 */
export function readDispatch(root: Place): { readonly command: Place; readonly terminal: Place } {
  const dispatch = at(root, 'runtime_dispatch');
  if (expectMapping(dispatch)) {
    forPeople(dispatch, 'version', 'description', 'reason', 'external_trigger');
    idle(dispatch, 'a caller sets no time limit here; default_timeout_ms is the limit', 'max_timeout_ms');
    idle(dispatch, 'a node answers every message of its topics', 'addressable', 'invocation_mode');
  }
  return { command: at(dispatch, 'command_topic'), terminal: at(dispatch, 'terminal_events') };
}
