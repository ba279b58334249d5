/**
 * Logs: pino behind the interface `Logger`, with secrets removed by the names of fields and by the form of texts.
 * Every line is one line of JSON. It must not know nodes or the bus.
 */
export { createLogger, type LoggerOptions } from './create-logger.ts';
export { silentLogger, type Logger, type LogMethod } from './logger.ts';
export { declareSecrets, isSecretName, redacted, withoutSecretTexts } from './redact.ts';
