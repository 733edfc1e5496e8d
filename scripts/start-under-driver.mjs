// Starts Electron under Playwright, and starts it again where the driver does not get hold of it.

const attachMs = 10_000;
const mostStarts = 4;

/**
 * About one start in fifty the driver gets no answer from Chromium and waits for ever, with the app long complete on the
 * screen: it attaches while the window is being made. Such a start is ended and made again, and said.
 * @param {import('playwright').Electron} driver
 * @param {NonNullable<Parameters<import('playwright').Electron['launch']>[0]>} options
 * @returns {Promise<import('playwright').ElectronApplication>}
 */
export async function startUnderDriver(driver, options) {
  for (let start = 1; start < mostStarts; start += 1) {
    try {
      return await driver.launch({ ...options, timeout: attachMs });
    } catch (error) {
      if (error.name !== 'TimeoutError') throw error;
      console.log('note: the driver did not get hold of the app, which is started again');
    }
  }
  return await driver.launch(options);
}
