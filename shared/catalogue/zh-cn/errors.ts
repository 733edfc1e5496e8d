/** Simplified Chinese words for every error code: what happened, what it means, and the one next step. */
import type { WordsOfEveryError } from '../error-words.ts';

export const errors = {
  invalid_params: {
    title: '请求中有无效内容',
    hint: '某个值过长、格式不对或缺失。没有做任何更改。',
    action: '检查输入',
  },
  untrusted_sender: {
    title: '请求被拒绝',
    hint: '它不是来自 Tokenward 自己的窗口，因此没有执行。',
    action: '重新启动 Tokenward',
  },
  account_not_found: {
    title: '此账户已不存在',
    hint: '它刚刚被移除了。没有执行任何操作。',
    action: '关闭',
  },
  flow_not_found: {
    title: '此次登录已不再等待',
    hint: '它已结束或被取消。如仍需要，请重新开始。',
    action: '重新开始',
  },
  account_busy: {
    title: '此账户正忙',
    hint: '它正在刷新、撤销或登录。请等操作结束后再试。',
    action: '稍后重试',
  },
  endpoints_frozen: {
    title: '持有令牌时不能更换服务器',
    hint: '令牌只会发往签发它的服务器。请为另一台服务器新建账户，或先撤销此账户。',
    action: '添加另一个账户',
  },
  issuer_invalid: {
    title: '这不是签发者 URL',
    hint: '请输入完整地址，例如 https://id.example.com，不要带查询 (?) 或片段 (#)。',
    action: '更正地址',
  },
  issuer_not_https: {
    title: '地址必须以 https:// 开头',
    hint: '只有本机上的服务器（127.0.0.1、[::1] 或 localhost）才允许使用普通 http。',
    action: '更正地址',
  },
  issuer_mismatch: {
    title: '服务器自报的名称不同',
    hint: '它的元数据写的是另一个签发者。请逐字使用服务器公布的签发者 URL。',
    action: '更正签发者 URL',
  },
  metadata_not_found: {
    title: '此地址没有登录信息',
    hint: '服务器可以连接，但没有公布 OpenID Connect 或 OAuth 2.0 元数据。请检查路径，或选择“自定义 OAuth 2.0”并自行填写端点。',
    action: '检查签发者 URL',
  },
  metadata_invalid: {
    title: '服务器的元数据无法使用',
    hint: '返回的内容不完整或格式错误。请检查地址，或联系服务器管理员。',
    action: '检查签发者 URL',
  },
  endpoint_not_https: {
    title: '有端点不是 https',
    hint: '令牌会在没有保护的情况下传输，因此不使用此服务器。只有服务器就在本机时才允许普通 http。',
    action: '更正端点',
  },
  endpoint_changed: {
    title: '服务器的端点已变更',
    hint: '令牌和密钥只会发往此前使用的地址。请重新登录并同意新的地址；之前填写的客户端密钥不会发送到那里，如果服务器需要，请在“编辑”中重新输入。',
    action: '重新登录',
  },
  pkce_unsupported: {
    title: '服务器不支持安全的 PKCE',
    hint: '它只公布了 S256 以外的方法。没有 S256，Tokenward 不会登录。',
    action: '联系服务器管理员',
  },
  code_flow_unsupported: {
    title: '服务器不提供这种登录方式',
    hint: '它没有公布授权码模式，而 Tokenward 只用这种方式让用户登录。',
    action: '联系服务器管理员',
  },
  network_unreachable: {
    title: '无法连接服务器',
    hint: '请检查网络、VPN 和地址。这里保存的令牌仍然保留。',
    action: '重试',
  },
  timed_out: {
    title: '服务器没有及时应答',
    hint: '它可能很慢或过载。这里保存的令牌仍然保留。',
    action: '重试',
  },
  tls_failed: {
    title: '连接不可信',
    hint: '无法验证服务器的证书，因此没有发送任何内容。在公司网络中，本机可能缺少其证书颁发机构；可在“设置”的“证书”中添加。',
    action: '检查证书',
  },
  proxy_authentication: {
    title: '代理要求输入密码',
    hint: '请求没有到达服务器。请先登录代理，然后重试。',
    action: '重试',
  },
  redirect_refused: {
    title: '服务器指向了别处',
    hint: '它返回了重定向。令牌和密钥绝不会跟随重定向发送；常见原因是网络认证页面或地址错误。',
    action: '检查地址',
  },
  response_too_large: {
    title: '应答过大',
    hint: '正常的应答不会这么大，因此已停止读取。请检查地址。',
    action: '检查地址',
  },
  response_unreadable: {
    title: '无法读取应答',
    hint: '它不像是授权服务器发来的；可能是网络认证页面或网关代为应答。这里保存的令牌仍然保留。',
    action: '重试',
  },
  server_unavailable: {
    title: '服务器出现故障',
    hint: '它返回了自身的错误。这里保存的令牌仍然保留，请稍后再试。',
    action: '稍后重试',
  },
  rate_limited: {
    title: '服务器要求等待',
    hint: '它收到的请求过多。令牌没有丢失，请稍后再试。',
    action: '稍后重试',
  },
  access_denied: {
    title: '未获授权',
    hint: '您或服务器上的规则拒绝了请求。请重试、换一个用户，或减少权限范围。',
    action: '重试',
  },
  grant_refused: {
    title: '服务器已结束此授权',
    hint: '它不再接受刷新令牌。有些服务器会在同一客户端的令牌过多时悄悄结束最旧的一个。请重新登录以获取新的令牌。',
    action: '重新登录',
  },
  refresh_unexplained: {
    title: '服务器拒绝刷新且未说明原因',
    hint: '令牌已保留。如果再次被拒绝，就需要重新登录。',
    action: '重试',
  },
  answer_lost: {
    title: '服务器的答复三次丢失',
    hint: '服务器可能已更换刷新令牌，而 Tokenward 没有收到新的令牌。访问令牌在到期前仍可使用。请重新登录。',
    action: '重新登录',
  },
  client_refused: {
    title: '服务器不接受此客户端',
    hint: '客户端 ID 未知，或客户端密钥缺失、错误或已过期。',
    action: '检查客户端 ID 和密钥',
  },
  scope_refused: {
    title: '服务器不接受这些权限范围',
    hint: '其中至少一个是未知的，或不允许此客户端使用。',
    action: '修改权限范围',
  },
  request_refused: {
    title: '服务器拒绝了请求',
    hint: '它不接受某个参数。请将重定向 URI、权限范围和附加参数与注册信息核对。',
    action: '检查客户端注册信息',
  },
  token_response_invalid: {
    title: '服务器的应答中没有可用的令牌',
    hint: '缺少必需的内容或类型未知，因此未被接受。',
    action: '重试',
  },
  id_token_invalid: {
    title: 'ID 令牌未通过校验',
    hint: '无法确认它来自此服务器的这次登录，因此不使用新的访问令牌。',
    action: '重试',
  },
  clock_wrong: {
    title: '这台电脑的时钟与服务器不符',
    hint: '{{clock}}因此无法校验 ID 令牌，新的访问令牌不会被使用。请校正时钟，然后重试。刷新得到的新刷新令牌已保留；登录得到的令牌会在服务器支持时撤销。',
    action: '校正时钟后重试',
  },
  identity_changed: {
    title: '服务器返回了别人的令牌',
    hint: '刷新后的令牌属于另一个用户或签发者，因此未被接受。请重新登录。',
    action: '重新登录',
  },
  state_mismatch: {
    title: '此应答属于另一次登录',
    hint: '它与正在等待的登录不匹配。请使用最后打开的浏览器窗口中的地址。',
    action: '粘贴正确的地址',
  },
  response_issuer_mismatch: {
    title: '应答来自另一台服务器',
    hint: '它写明的签发者与所请求的不同，因此没有继续发送任何内容。',
    action: '重新开始',
  },
  response_invalid: {
    title: '浏览器返回的应答无效',
    hint: '它不完整或有重复内容，因此未被使用。',
    action: '重新开始',
  },
  address_invalid: {
    title: '这不是登录后到达的地址',
    hint: '登录后请从浏览器复制完整地址。它以此处显示的重定向 URI 开头。',
    action: '粘贴完整地址',
  },
  flow_timed_out: {
    title: '登录未在时限内完成',
    hint: '浏览器返回之前时间已到。没有做任何更改。',
    action: '重试',
  },
  flow_interrupted: {
    title: '登录被中断',
    hint: '浏览器返回之前 Tokenward 已关闭。请重新登录，或移除此账户。',
    action: '重新登录',
  },
  flow_flooded: {
    title: '收到过多无关的应答',
    hint: '本机上有程序不断访问重定向地址，因此登录已停止。',
    action: '重试',
  },
  too_many_flows: {
    title: '等待中的登录过多',
    hint: '请先完成或取消其中一个。',
    action: '完成等待中的登录',
  },
  port_in_use: {
    title: '重定向端口已被占用',
    hint: '本机上另一个程序正在监听该端口。请关闭它，或在“高级”中选择其他端口并在服务器上登记。',
    action: '选择其他端口',
  },
  browser_not_opened: {
    title: '无法打开浏览器',
    hint: '请复制链接，并在本机的浏览器中打开。',
    action: '复制链接',
  },
  no_tokens: {
    title: '此账户没有令牌',
    hint: '请登录以获取令牌。',
    action: '重新登录',
  },
  no_refresh_token: {
    title: '此账户没有刷新令牌',
    hint: '服务器没有签发刷新令牌，因此无法续期访问令牌。请重新登录；权限范围 offline_access 可能有帮助。',
    action: '重新登录',
  },
  no_client_secret: {
    title: '没有保存客户端密钥',
    hint: '此账户使用客户端自己的密钥获取令牌。请在“编辑”中重新输入。',
    action: '输入客户端密钥',
  },
  token_expired: {
    title: '令牌已过期',
    hint: '它无法刷新，因此没有复制任何内容。剪贴板保持原样。',
    action: '重新登录',
  },
  grant_ended: {
    title: '此授权已结束',
    hint: '它已被撤销或正在等待撤销，因此其令牌不再使用。',
    action: '重新登录',
  },
  revocation_unsupported: {
    title: '服务器不提供撤销',
    hint: '它没有公布撤销端点，因此无法请求它终止令牌。您可以从此处移除它们。',
    action: '从此处移除',
  },
  revocation_incomplete: {
    title: '并非所有令牌都已撤销',
    hint: '服务器拒绝或没有应答的令牌已保留，您可以重试。',
    action: '重试',
  },
  revocation_given_up: {
    title: '未撤销',
    hint: '七天已过，仍没有得到能确定结果的应答。请到服务商处撤销；令牌仍保留在这里。',
    action: '到服务商处撤销',
  },
  revocation_lost: {
    title: '未撤销：钥匙串中的令牌已丢失',
    hint: '已没有可以发送给服务器的令牌。请到服务商处撤销该应用的授权。',
    action: '到服务商处撤销',
  },
  revocation_waits: {
    title: '其撤销尚待完成',
    hint: '现在登录会替换仍待撤销的令牌。请在撤销完成后再登录，或添加一个类似的账户。',
    action: '先撤销',
  },
  provider_page_unknown: {
    title: '不知道此服务器的页面',
    hint: '请登录该服务器，查找已连接或已授权的应用。',
    action: '前往服务器',
  },
  logout_unsupported: {
    title: '此服务器没有退出页面',
    hint: '它没有给出结束会话的地址。请在服务器上退出。',
    action: '前往服务器',
  },
  found_unknown: {
    title: '无人知道此令牌属于哪里',
    hint: '没有发送到任何地方，因为收到它的人就会得到它。请查明签发者，并在那里撤销。',
    action: '查找签发者',
  },
  found_foreign_client: {
    title: '签发给其他客户端',
    hint: '这里认识它的服务器，但只有获得该令牌的客户端才能撤销。请用那个客户端登录，或通知其所有者。',
    action: '查找该客户端',
  },
  found_gone: {
    title: '发现的内容已被忘记',
    hint: '发现的令牌只在内存中保留十分钟。请重新粘贴文本。',
    action: '重新粘贴',
  },
  found_changed: {
    title: '关于此令牌的已知情况有变',
    hint: '在您查看之后，此处有账户开始持有它，或其主机已不同。没有发送到任何地方。请重新粘贴文本。',
    action: '重新粘贴',
  },
  grant_ended_with_found: {
    title: '此授权随发现的令牌一同终止',
    hint: '撤销该账户先前的令牌，也终止了它现在的令牌：它们之前有效，现在不再有效。请重新登录以继续使用。',
    action: '重新登录',
  },
  grant_in_doubt: {
    title: '此授权可能已随发现的令牌终止',
    hint: '该账户先前的令牌已被撤销，在此服务器上这可能也终止了它现在的令牌。无法查看全部令牌。刷新即可得知。',
    action: '重试',
  },
  run_active: {
    title: '仍在撤销多个账户',
    hint: '请等待其完成，或将其停止。',
    action: '查看进度',
  },
  run_unconfirmed: {
    title: '没有撤销任何内容',
    hint: '撤销这么多账户或生产账户需要确认：请输入账户数量，或按住按钮。',
    action: '重新确认',
  },
  run_not_found: {
    title: '没有可报告的撤销',
    hint: '报告会保留到被关闭或下一次撤销开始为止。',
    action: '关闭',
  },
  keychain_locked: {
    title: '钥匙串已锁定',
    hint: '请解锁后重试。没有丢失任何内容。',
    action: '解锁钥匙串',
  },
  keychain_unavailable: {
    title: '未找到钥匙串',
    hint: 'Tokenward 只把令牌保存在系统钥匙串中。请启动或安装一个，例如 GNOME Keyring 或 KWallet。',
    action: '启动钥匙串',
  },
  keychain_timed_out: {
    title: '钥匙串没有应答',
    hint: '它可能正在另一个窗口中等待您输入密码。没有丢失任何内容。',
    action: '重试',
  },
  keychain_denied: {
    title: '钥匙串拒绝访问',
    hint: '请允许 Tokenward 使用钥匙串，然后重试。',
    action: '允许访问',
  },
  secret_corrupt: {
    title: '钥匙串中的内容已损坏',
    hint: '无法读取此账户保存的令牌。请重新登录以替换它们。',
    action: '重新登录',
  },
  secret_missing: {
    title: '钥匙串中已没有这些令牌',
    hint: '它们被其他程序删除了。请重新登录以获取新的令牌。',
    action: '重新登录',
  },
  secret_foreign: {
    title: '这些令牌属于另一个安装',
    hint: '它们由备份或漫游配置带到这里，或者标识此安装的文件已丢失。使用它们可能使两台机器上的令牌都失效，请在此处重新登录。',
    action: '重新登录',
  },
  secret_outdated: {
    title: '钥匙串中是此账户的早期状态',
    hint: '还原钥匙串备份后会出现这种情况。其中的刷新令牌此后可能已被使用，再次使用可能使授权失效，请重新登录。撤销仍会请求服务器终止所持有的令牌。',
    action: '重新登录',
  },
  record_damaged: {
    title: '此账户的存储内容已损坏',
    hint: '未找到完好的副本。请核对登录的服务器，然后重新登录，即可重新保存。',
    action: '重新登录',
  },
  not_saved: {
    title: '尚未保存',
    hint: '钥匙串未接受最新的令牌，它们只在内存中。Tokenward 会继续尝试，请不要退出。',
    action: '解锁钥匙串',
  },
  disk_unwritable: {
    title: '无法写入磁盘',
    hint: '磁盘已满，或 Tokenward 的文件夹为只读。请释放空间或更正权限。',
    action: '释放空间',
  },
  log_unreadable: {
    title: '无法读取活动日志',
    hint: '系统不允许 Tokenward 读取其中一个文件（audit.jsonl、audit.0001.jsonl 等）。其内容未知，因此日志未被显示、校验或导出。请更正这些文件的权限。',
    action: '重试',
  },
  login_item_refused: {
    title: '无法更改“随桌面启动”',
    hint: '系统不允许 Tokenward 更改随桌面启动的程序，因此没有任何更改。在 Linux 上，请检查 ~/.config/autostart 文件夹是否可写。',
    action: '重试',
  },
  file_unreadable: {
    title: '无法读取此文件',
    hint: '它不是普通文件，或系统不允许 Tokenward 读取。没有添加任何内容。',
    action: '选择其他文件',
  },
  file_too_large: {
    title: '此文件过大',
    hint: '它超过 1 MiB，而证书只有几 KB。没有添加任何内容。',
    action: '选择其他文件',
  },
  certificate_unreadable: {
    title: '此文件中没有可读取的证书',
    hint: '文件必须是 PEM 文本：证书位于 BEGIN CERTIFICATE 与 END CERTIFICATE 行之间，且不含其他类型的内容块。没有添加任何内容。',
    action: '选择 PEM 文件',
  },
  certificate_private_key: {
    title: '此文件含有私钥',
    hint: '私钥不应交给其他程序，因此没有从文件中读取任何内容。请只索取证书。',
    action: '选择不含私钥的文件',
  },
  certificate_not_authority: {
    title: '此文件中有证书不属于颁发机构',
    hint: '它属于服务器或个人，而不是签发证书的颁发机构。只能添加颁发机构，此文件中的内容均未添加。',
    action: '选择颁发机构的证书',
  },
  certificate_out_of_date: {
    title: '此文件中有证书今天无效',
    hint: '它已过期或尚未生效；如果都不是，请检查本机的日期。此文件中的内容均未添加。',
    action: '索取有效的证书',
  },
  too_many_authorities: {
    title: '证书颁发机构过多',
    hint: '一次最多添加 8 个，总共保留 50 个。请选择只含贵组织颁发机构的文件。没有添加任何内容。',
    action: '选择更小的文件',
  },
  disk_read_only: {
    title: '目前无法保存任何内容',
    hint: 'Tokenward 的文件夹为只读。刷新可能会更换刷新令牌，而新的令牌只能保存在钥匙串中。',
    action: '将文件夹设为可写',
  },
  clipboard_failed: {
    title: '无法使用剪贴板',
    hint: '没有复制任何内容。可能有其他程序正在占用剪贴板。',
    action: '重试',
  },
  internal: {
    title: 'Tokenward 内部出错',
    hint: '这是我们的问题，与服务器无关。',
    action: '重试',
  },
} as const satisfies WordsOfEveryError;
