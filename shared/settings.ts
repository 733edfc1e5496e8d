/** The small set of choices a person has, with their bounds and defaults. */
import { z } from './zod.ts';

export const languages = ['system', 'en', 'zh-CN'] as const;
export const themes = ['system', 'light', 'dark'] as const;
/** `ask`: nobody has said yet; on macOS, closing a window never ends the app, and nobody is asked. */
export const closings = ['ask', 'keep_running', 'quit'] as const;

export const settingsSchema = z.strictObject({
  /** Seconds until a copied token is cleared from the clipboard; null: never. */
  clipboardClearSeconds: z.number().int().min(5).max(3600).nullable(),
  /** Copying refreshes first when fewer seconds than this are left; at most 20 minutes. */
  minimumLeftSeconds: z.number().int().min(0).max(1200),
  language: z.enum(languages),
  theme: z.enum(themes),
  /** Whether any account is refreshed without being asked; absent in files of version 0.1. */
  automaticRefresh: z.boolean().default(true),
  /** What closing the window does: ask, stay in the tray, or quit; absent in files of version 0.1. */
  whenClosed: z.enum(closings).default('ask'),
  /** Whether the app starts with the desktop; absent in files of version 0.1. */
  startAtLogin: z.boolean().default(false),
});

/** Any part of the settings, to change just that. */
export const settingsChangeSchema = z.strictObject({
  clipboardClearSeconds: settingsSchema.shape.clipboardClearSeconds.exactOptional(),
  minimumLeftSeconds: settingsSchema.shape.minimumLeftSeconds.exactOptional(),
  language: settingsSchema.shape.language.exactOptional(),
  theme: settingsSchema.shape.theme.exactOptional(),
  // Without the defaults, which would come with every other change.
  automaticRefresh: z.boolean().exactOptional(),
  whenClosed: z.enum(closings).exactOptional(),
  startAtLogin: z.boolean().exactOptional(),
});

export type Settings = Readonly<z.infer<typeof settingsSchema>>;
export type Language = 'en' | 'zh-CN';

export const defaultSettings: Settings = {
  clipboardClearSeconds: 30,
  minimumLeftSeconds: 30,
  language: 'system',
  theme: 'system',
  automaticRefresh: true,
  whenClosed: 'ask',
  startAtLogin: false,
};

/** The language to speak, given the setting and the system's preferred languages in order (BCP 47 tags). */
export function resolveLanguage(
  setting: Settings['language'],
  preferred: readonly string[],
): Language {
  if (setting !== 'system') return setting;
  for (const tag of preferred) {
    const lower = tag.toLowerCase();
    if (lower.startsWith('zh')) return 'zh-CN';
    if (lower.startsWith('en')) return 'en';
  }
  return 'en';
}
