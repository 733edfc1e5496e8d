/** The static pages the browser lands on: no parameter is reflected, nothing is loaded, nothing runs (O-48, O-49). */
import { createHash } from 'node:crypto';

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center;
  background: light-dark(#f6f7f7, #131718); color: light-dark(#1a2324, #e7ecec); }
main { max-width: 26rem; padding: 2rem; }
h1 { font-size: 1.25rem; margin: 0 0 .25rem; color: light-dark(#0b6e69, #5fd0c6); }
p { margin: 0 0 1.5rem; }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** Sent with every answer, so that neither the browser's history, cache nor another page keeps or learns anything. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  connection: 'close',
};

type Words = { readonly title: string; readonly text: string };

function page(en: Words, zh: Words): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Tokenward</title><style>${style}</style></head>
<body><main>
<section><h1>${en.title}</h1><p>${en.text}</p></section>
<section lang="zh-CN"><h1>${zh.title}</h1><p>${zh.text}</p></section>
</main></body></html>
`;
}

/** The same whether the server agreed or refused: Tokenward itself says how it ended. */
export const donePage = page(
  {
    title: 'Back to Tokenward',
    text: 'The answer has arrived. You can close this tab and go on in Tokenward.',
  },
  {
    title: '请回到 Tokenward',
    text: '已收到授权服务器的回应。可以关闭此标签页,回到 Tokenward 继续。',
  },
);

export const strayPage = page(
  {
    title: 'This address is not for the sign-in under way',
    text: 'Nothing has happened. Go back to Tokenward and open the browser from there again.',
  },
  {
    title: '此地址不属于正在进行的登录',
    text: '没有发生任何变化。请回到 Tokenward,从那里重新打开浏览器。',
  },
);
