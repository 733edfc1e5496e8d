// Saves the incident report of a panic as a person would, in both formats, and takes the picture of the page that it is.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { waitFor } from './demo-app.mjs';
import { press } from './demo-window.mjs';

const [width, height] = [1160, 680];

/** The system's own dialog cannot be pressed by a driver. */
async function answerSaveDialogs(app, filePath) {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
  }, filePath);
}

async function save({ app, words, folder }, result, { button, file }) {
  const target = path.join(folder, file);
  await answerSaveDialogs(app, target);
  await press(result, words(button));
  const read = () => readFile(target, 'utf8').catch(() => undefined);
  const text = await waitFor(`the report ${file}`, read);
  await result.getByText(words('runs.result.saved')).waitFor();
  return text;
}

/** In a page of its own, without scripts and apart from the app's session. */
async function takePageAsPicture(app, file, size) {
  const picture = await app.evaluate(
    async ({ BrowserWindow }, [source, width, height]) => {
      const page = new BrowserWindow({
        show: false,
        width,
        height,
        useContentSize: true,
        webPreferences: { partition: 'incident-report', javascript: false, sandbox: true },
      });
      await page.loadFile(source);
      const image = await page.webContents.capturePage();
      page.destroy();
      return image.toPNG().toString('base64');
    },
    [file, ...size],
  );
  return Buffer.from(picture, 'base64');
}

/** Resolves with the names of the files, the report itself and how many of the server's secrets stand in them. */
export async function saveReports(demo, result) {
  const { app, server, folder, pictures } = demo;
  const files = ['incident-report.html', 'incident-report.json'];
  const [page, data] = files;
  const html = await save(demo, result, { button: 'runs.result.saveHtml', file: page });
  const json = await save(demo, result, { button: 'runs.result.saveJson', file: data });
  const image = await takePageAsPicture(app, path.join(folder, page), [width, height]);
  const picture = 'incident-report.png';
  await writeFile(path.join(folder, picture), image);
  pictures.push(picture);
  const leaks = server.secrets.filter(({ value }) => `${html}${json}`.includes(value)).length;
  return { files, report: JSON.parse(json), leaks };
}
