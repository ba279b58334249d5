export { createLogger, type LoggerOptions } from './create-logger.ts';
export { silentLogger, type Logger, type LogMethod } from './logger.ts';
export { declareSecrets, isSecretName, redacted, withoutSecretTexts } from './redact.ts';
