import { start } from 'onex-runtime/start';
import { NodeOrderReducer } from './node.ts';

await start(NodeOrderReducer, { entry: import.meta.url });
