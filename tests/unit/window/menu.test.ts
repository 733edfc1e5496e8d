import type { Menu, MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import {
  buildMenuTemplate,
  installMenu,
  type MenuInput,
  type MenuWords,
} from '../../../electron/window/menu.ts';
import { menu } from '../../../shared/catalogue/en/menu.ts';

const keys = Object.keys(menu);
const labels = Object.fromEntries(keys.map((key) => [key, `[${key}]`])) as MenuWords;

function build(change: Partial<MenuInput> = {}) {
  const commands: string[] = [];
  const template = buildMenuTemplate({
    appName: 'Tokenward',
    labels,
    platform: 'linux',
    devTools: false,
    onCommand: (command) => commands.push(command),
    ...change,
  });
  return { template, commands, items: flatten(template) };
}

function flatten(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [
    item,
    ...(Array.isArray(item.submenu) ? flatten(item.submenu) : []),
  ]);
}

const click = (item: MenuItemConstructorOptions | undefined) =>
  item?.click?.({} as never, undefined, {} as never);

describe('application menu', () => {
  it.each([
    ['linux', ['[file]', '[edit]', '[view]', '[window]', '[help]']],
    ['win32', ['[file]', '[edit]', '[view]', '[window]', '[help]']],
    ['darwin', ['Tokenward', '[file]', '[edit]', '[view]', '[window]', '[help]']],
  ] as const)('stands in the order of %s', (platform, expected) => {
    expect(build({ platform }).template.map((item) => item.label)).toEqual(expected);
  });

  it.each([
    ['CmdOrCtrl+N', 'add_account'],
    ['CmdOrCtrl+,', 'settings'],
    ['CmdOrCtrl+F', 'find'],
  ])('sends for %s the command %s on every platform', (accelerator, command) => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      const { items, commands } = build({ platform });
      const matching = items.filter((item) => item.accelerator === accelerator);
      expect(matching).toHaveLength(1);
      click(matching[0]);
      expect(commands).toEqual([command]);
    }
  });

  it('sends the window the wish for a panic on every platform', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      const { items, commands } = build({ platform });
      click(items.find((item) => item.label === '[panic]'));
      expect(commands).toEqual(['panic']);
    }
  });

  it('sends the window the wish to sign in everybody who needs it', () => {
    const { items, commands } = build();
    click(items.find((item) => item.label === '[signInEach]'));
    expect(commands).toEqual(['sign_in_each']);
  });

  it.each(['linux', 'darwin'] as const)('is translated whole on %s', (platform) => {
    const { items } = build({ platform, devTools: true });
    const texts = items.filter((item) => item.type !== 'separator').map((item) => item.label);
    expect(texts.every((text) => text === 'Tokenward' || /^\[.+\]$/.test(text ?? ''))).toBe(true);
  });

  it('uses every word that the catalogue has for it on some platform', () => {
    const used = new Set(
      (['linux', 'darwin'] as const)
        .flatMap((platform) => build({ platform, devTools: true }).items)
        .map((item) => item.label),
    );
    expect(keys.filter((key) => !used.has(`[${key}]`))).toEqual([]);
  });

  it.each(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll', 'close', 'quit'] as const)(
    'leaves %s to the system role',
    (role) => {
      expect(build().items.filter((item) => item.role === role)).toHaveLength(1);
    },
  );

  it('E-22 offers reload and developer tools only in development', () => {
    const roles = (devTools: boolean) => build({ devTools }).items.map((item) => item.role);
    expect(roles(true)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']));
    expect(roles(false)).not.toEqual(expect.arrayContaining(['reload']));
    expect(roles(false)).not.toEqual(expect.arrayContaining(['toggleDevTools']));
  });

  it('becomes the menu of the application', () => {
    const installed: unknown[] = [];
    const FakeMenu = {
      buildFromTemplate: (template: readonly unknown[]) => ({ template }) as unknown as Menu,
      setApplicationMenu: (menu: Menu | null) => void installed.push(menu),
    };
    const input: MenuInput = {
      appName: 'Tokenward',
      labels,
      platform: 'linux',
      devTools: false,
      onCommand: () => undefined,
    };
    installMenu({ Menu: FakeMenu }, input);
    expect(installed).toHaveLength(1);
    expect(installed[0]).toMatchObject({ template: [{ label: '[file]' }, {}, {}, {}, {}] });
  });
});
