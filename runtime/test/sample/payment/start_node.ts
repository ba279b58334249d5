import { start } from 'onex-runtime/start';
import { ModelPaymentConfig } from './models.ts';
import { NodePaymentEffect } from './node.ts';

await start(NodePaymentEffect, { entry: import.meta.url, config: ModelPaymentConfig });
