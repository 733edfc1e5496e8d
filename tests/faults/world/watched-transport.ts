/** The real HTTP client, watched: which exchanges are under way, and which answers reached the app's socket whole. */
import { createNodeTransport } from '../../../electron/platform/node-transport.ts';
import type { Transport } from '../../../electron/ports.ts';
import type { AppProcess } from './app-process.ts';

export type Watch = {
  /** Requests under way, by their number. */
  readonly open: Set<string>;
  readonly onBegin: (exchange: string, body: string | null) => void;
  /** The whole body has reached us, and the app has not seen its end. */
  readonly onReceived: (exchange: string, text: string) => void;
  readonly onEnd: (exchange: string) => void;
  readonly nextExchange: () => string;
  /** Where requests really go now. */
  readonly route: (url: URL) => URL;
};

type Body = ReadableStreamDefaultReader<Uint8Array>;

function watchedBody(
  reader: Body,
  process: AppProcess,
  { onText, end }: { readonly onText: (text: string) => void; readonly end: () => void },
): ReadableStream<Uint8Array> {
  const chunks: Uint8Array[] = [];
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) onText(Buffer.concat(chunks).toString('utf8'));
        await process.whileAlive();
        if (!done) {
          chunks.push(value);
          controller.enqueue(value);
          return;
        }
        end();
        controller.close();
      } catch (thrown) {
        end();
        await process.whileAlive();
        controller.error(thrown);
      }
    },
    cancel: (reason) => {
      end();
      return reader.cancel(reason);
    },
  });
}

export function createWatchedTransport(watch: Watch, process: AppProcess): Transport {
  const send = createNodeTransport();
  return async (url, request) => {
    await process.whileAlive();
    const exchange = watch.nextExchange();
    const end = (): void => {
      process.life.removeEventListener('abort', end);
      request.signal.removeEventListener('abort', end);
      if (watch.open.delete(exchange)) watch.onEnd(exchange);
    };
    watch.open.add(exchange);
    watch.onBegin(exchange, request.body);
    process.life.addEventListener('abort', end);
    request.signal.addEventListener('abort', end);
    try {
      const headers = { ...request.headers, 'x-exchange': exchange };
      const signal = AbortSignal.any([request.signal, process.life]);
      const response = await send(watch.route(url), { ...request, headers, signal });
      const reader = response.body?.getReader();
      if (reader === undefined) {
        end();
        return response;
      }
      const onText = (text: string): void => {
        watch.onReceived(exchange, text);
        process.reach('received');
      };
      const { status } = response;
      const body = watchedBody(reader, process, { onText, end });
      return new Response(body, { status, headers: response.headers });
    } catch (thrown) {
      end();
      await process.whileAlive();
      throw thrown;
    }
  };
}
