/** Chinese words for certificate authorities of one's own. */
import type { certificates as english } from '../en/certificates.ts';
import type { Translated } from '../translated.ts';

export const certificates = {
  title: '证书',
  hint: '用于证书由贵组织自己的颁发机构签发、而本系统不认识该机构的服务器。Tokenward 会直接连接这类服务器，不经过系统代理。浏览器有自己的信任设置，登录在浏览器中进行。',
  add: '添加证书颁发机构…',
  list: '已添加的证书颁发机构',
  until: '有效期至 {{date}}',
  ended: '已于 {{date}} 过期，不再受信任',
  remove: '移除',
  added_other: '已添加 {{count}} 个颁发机构。',
  known: '此文件中的颁发机构都已添加过。',
  removed: '已移除。从下一个请求起，依赖它的服务器会被拒绝。',
  fileKind: '证书（PEM）',
  allFiles: '所有文件',
  native: {
    message: '信任此证书颁发机构？',
    detail: '持有其私钥的人可以对 Tokenward 冒充任何服务器。请将指纹与管理员提供的指纹进行核对。',
    agree: '信任',
    cancel: '取消',
  },
} as const satisfies Translated<typeof english>;
