/** Every word of the app in both languages, composed area by area; used by the window and by main alike. */
import type { Language } from '../settings.ts';
import { activity } from './en/activity.ts';
import { certificates } from './en/certificates.ts';
import { desktop } from './en/desktop.ts';
import { details } from './en/details.ts';
import { dialogs } from './en/dialogs.ts';
import { errors } from './en/errors.ts';
import { found } from './en/found.ts';
import { list } from './en/list.ts';
import { menu } from './en/menu.ts';
import { notices } from './en/notices.ts';
import { report } from './en/report.ts';
import { revocation } from './en/revocation.ts';
import { runs } from './en/runs.ts';
import { start } from './en/start.ts';
import { status } from './en/status.ts';
import { window } from './en/window.ts';
import type { Translated } from './translated.ts';
import { activity as zhActivity } from './zh-cn/activity.ts';
import { certificates as zhCertificates } from './zh-cn/certificates.ts';
import { desktop as zhDesktop } from './zh-cn/desktop.ts';
import { details as zhDetails } from './zh-cn/details.ts';
import { dialogs as zhDialogs } from './zh-cn/dialogs.ts';
import { errors as zhErrors } from './zh-cn/errors.ts';
import { found as zhFound } from './zh-cn/found.ts';
import { list as zhList } from './zh-cn/list.ts';
import { menu as zhMenu } from './zh-cn/menu.ts';
import { notices as zhNotices } from './zh-cn/notices.ts';
import { report as zhReport } from './zh-cn/report.ts';
import { revocation as zhRevocation } from './zh-cn/revocation.ts';
import { runs as zhRuns } from './zh-cn/runs.ts';
import { start as zhStart } from './zh-cn/start.ts';
import { status as zhStatus } from './zh-cn/status.ts';
import { window as zhWindow } from './zh-cn/window.ts';

export const en = {
  window,
  list,
  details,
  notices,
  status,
  dialogs,
  errors,
  found,
  menu,
  desktop,
  report,
  revocation,
  start,
  runs,
  activity,
  certificates,
} as const;

export const zhCN = {
  window: zhWindow,
  list: zhList,
  details: zhDetails,
  notices: zhNotices,
  status: zhStatus,
  dialogs: zhDialogs,
  errors: zhErrors,
  found: zhFound,
  menu: zhMenu,
  start: zhStart,
  desktop: zhDesktop,
  report: zhReport,
  revocation: zhRevocation,
  runs: zhRuns,
  activity: zhActivity,
  certificates: zhCertificates,
} as const satisfies Translated<typeof en>;

export const catalogue = { en, 'zh-CN': zhCN } as const satisfies Record<Language, unknown>;
export type Catalogue = typeof en;
