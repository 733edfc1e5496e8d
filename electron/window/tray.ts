/** The icon in the tray while the app is to stay there: made, kept up to date and taken away again. */
import type { Menu, NativeImage, nativeImage, Tray } from 'electron';
import { drawTrayIcon, iconColour } from './tray-icon.ts';
import { buildTrayMenu, needYouText, type TrayMenuInput } from './tray-menu.ts';

/** The parts of Electron that the tray needs; passed in, because importing them needs the runtime. */
export type TrayDeps = {
  readonly Tray: new (icon: NativeImage) => Tray;
  readonly Menu: Pick<typeof Menu, 'buildFromTemplate'>;
  readonly nativeImage: Pick<typeof nativeImage, 'createEmpty'>;
  readonly platform: NodeJS.Platform;
};

export type TrayPlace = {
  /** Shows the icon with this menu, or takes it away (null). Cheap where nothing has changed. */
  readonly show: (input: TrayMenuInput | null) => void;
};

function makeIcon({ nativeImage, platform }: TrayDeps): NativeImage {
  const icon = nativeImage.createEmpty();
  // Panels of Linux scale one picture to what they need; the others take the one for their scale.
  const base = platform === 'linux' ? 22 : 16;
  for (const scaleFactor of [1, 2]) {
    const size = base * scaleFactor;
    const buffer = Buffer.from(drawTrayIcon(size, iconColour(platform)));
    icon.addRepresentation({ scaleFactor, width: size, height: size, buffer });
  }
  if (platform === 'darwin') icon.setTemplateImage(true);
  return icon;
}

/** Nothing is shown until `show` says so. */
export function createTrayPlace(deps: TrayDeps): TrayPlace {
  let tray: Tray | null = null;
  let shown = '';
  return {
    show(input) {
      if (input === null) {
        tray?.destroy();
        tray = null;
        shown = '';
        return;
      }
      if (tray === null) {
        tray = new deps.Tray(makeIcon(deps));
        // On macOS a click opens the menu.
        if (deps.platform !== 'darwin') tray.on('click', input.onOpen);
      }
      const template = buildTrayMenu(input);
      const wanted = JSON.stringify(template);
      if (wanted === shown) return;
      shown = wanted;
      tray.setToolTip(input.facts.needYou === 0 ? 'Tokenward' : `Tokenward: ${needYouText(input)}`);
      tray.setContextMenu(deps.Menu.buildFromTemplate(template));
    },
  };
}
