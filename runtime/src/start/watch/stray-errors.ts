import type { Logger } from '../../logging/index.ts';
import { currentMessage } from '../../node/progress/index.ts';

/**
 * An error that nobody handles ends the process with code 1, except for a rejected promise that a handler did not
 * await. That error fails the current attempt of the handler's message, and the process continues.
 * @param end Ends the process. Called with the error after it is logged.
 * @returns A function that ends the watch.
 */
export function watchStrayErrors(
  logger: Logger,
  end: (error: unknown) => void = () => process.exit(1),
): () => void {
  const onRejection = (error: unknown): void => {
    const message = currentMessage();
    if (message?.fail) {
      logger.error(
        { error, ...placeOf() },
        'a promise that the handler did not wait for was rejected: its message fails',
      );
      message.fail(error);
      return;
    }
    onException(error);
  };
  const onException = (error: unknown): void => {
    logger.fatal({ error, ...placeOf() }, 'uncaught error, the node ends');
    end(error);
  };
  process.on('unhandledRejection', onRejection);
  process.on('uncaughtException', onException);
  return () => {
    process.off('unhandledRejection', onRejection);
    process.off('uncaughtException', onException);
  };
}

/** The message on whose behalf the current code runs. Nothing if there is none. */
function placeOf(): object {
  const message = currentMessage();
  if (message === null) return {};
  const { operation, topic, messageId, correlationId } = message;
  return { operation, topic, message_id: messageId, correlation_id: correlationId };
}
