/** Simplified Chinese words of toasts and banners. */
import type { notices as english } from '../en/notices.ts';
import type { Translated } from '../translated.ts';

export const notices = {
  region: '通知',
  dismiss: '关闭',
  forAccount: '{{label}}：{{title}}',
  copied: {
    token: '已复制令牌：{{label}}',
    header: '已复制授权标头：{{label}}',
    refreshed: '已先刷新。',
    refreshedUnsaved: '已先刷新，尚未保存：请解锁钥匙串，不要退出。',
    clears_other: '剪贴板将在 {{count}} 秒后清除。',
    neverClears: '剪贴板不会自动清除。',
    lives: '令牌剩余有效期 {{duration}}。',
    notRefreshed: '未能刷新（{{reason}}）；令牌剩余有效期 {{duration}}。',
    notRefreshedOpen: '未能刷新（{{reason}}）；已复制现有令牌。',
  },
  refreshed: '已刷新：{{label}}',
  refreshedUnsaved: '已刷新，尚未保存：{{label}}',
  noneToSignIn: '没有账户需要登录。',
  summary: {
    title: '全部刷新',
    joint: '，',
    nothing: '没有可刷新的账户。',
    refreshed_other: '{{count}} 个已刷新',
    unsaved_other: '{{count}} 个已刷新但尚未保存',
    needSignIn_other: '{{count}} 个需要重新登录',
    cannot_other: '{{count}} 个无法刷新',
    failed_other: '{{count}} 个失败，没有丢失任何内容',
  },
  keychain: {
    locked: '{{name}} 已锁定',
    lockedText: '解锁后才能复制、刷新或撤销。计时继续，期间不会丢失任何内容。',
    waiting_for_unlock: '{{name}} 等待解锁',
    waitingText: '另一个窗口正在询问密码。计时继续。',
    missing: '未找到钥匙串',
    missingText: '令牌只保存在系统钥匙串中。请启动或安装一个，例如 GNOME Keyring 或 KWallet。',
    tryAgain: '重试',
    nowReady: '{{name}} 已恢复',
    stillNot: '{{name}} 仍无回应',
  },
  saveCopy: '保存副本…',
  copySaved: '已保存副本',
  serverMoved: {
    message: '{{label}} 的服务器地址已变更，要在新地址登录吗？',
    detail:
      '此前令牌和密钥只发送到 {{before}}。服务器的元数据现在指向 {{now}}。请仅在确知此变更时继续，否则错误的地址会得到您的新令牌。本机保存的令牌不会发送到那里，之前填写的客户端密钥也不会。',
    agree: '在新地址登录',
    cancel: '取消',
  },
  readOnlyRefresh: {
    message: '磁盘上无法保存任何内容，仍要刷新吗？',
    detail:
      'Tokenward 的文件夹为只读。服务器可能会更换刷新令牌；新的令牌只能保存在钥匙串中，如果钥匙串拒绝，它就会丢失。',
    agree: '刷新',
    cancel: '取消',
  },
  setAside: '损坏的文件已另存为 {{fileName}}。',
  notSetAside: '磁盘不允许另存损坏的文件。',
  file: {
    accounts_file_set_aside:
      '账户列表已损坏。{{copy}}仍可读取的内容显示在此。钥匙串中的令牌未受影响。',
    accounts_file_missing: '账户列表已丢失，已从最新的副本恢复。请检查是否有遗漏。',
    accounts_searching: '无法读取账户列表。正在向钥匙串查询其副本；钥匙串响应后，账户即会出现。',
    accounts_rebuilt: '已从钥匙串中的列表副本恢复账户。请检查是否有遗漏。',
    accounts_not_found: '在此文件夹和钥匙串中均未找到账户列表的副本。请重新添加账户。',
    settings_file_set_aside: '设置已损坏。{{copy}}仍可读取的设置继续使用。请检查一遍。',
    settings_newer_schema:
      '设置由更新版本的 Tokenward 写入。此版本仅使用其能识别的部分，不作更改。请更新后再更改。',
    authorities_file_set_aside:
      '您添加的证书颁发机构在磁盘上已损坏，不再受信任。{{copy}}请在“设置”中重新添加。',
    run_file_set_aside:
      '上一次批量撤销的记录已损坏。{{copy}}如果它当时仍在进行，则不会继续：请检查相关账户，对仍然有效的账户重新撤销。',
    newer_schema:
      '账户列表由更新版本的 Tokenward 写入。仅显示此版本能识别的内容，不作任何更改。请更新后继续。',
    newer_schema_unreadable:
      '账户列表由更新版本的 Tokenward 写入，此版本无法显示。不作任何更改。请更新后继续。',
    disk_unwritable:
      '无法将更改保存到磁盘，磁盘可能已满。更改暂存于内存，有空间时即会保存。令牌仍会保存到钥匙串。',
    disk_read_only:
      'Tokenward 的文件夹为只读。一切照常显示，但不会保存任何内容，也不会自动刷新账户。',
  },
} as const satisfies Translated<typeof english>;
