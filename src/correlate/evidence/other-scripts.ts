// What operating systems and engines say in other scripts than Latin: a closed list, out of their own catalogues (glibc,
// Windows, PostgreSQL, MySQL, SQL Server). Lower case; what stands between is bounded. Word boundaries do not help here:
// they know Latin letters alone.

/** One of their messages in Russian, Japanese, Chinese and Korean, as far as it is known there. */
interface Localized {
  /** What it is in English, for whoever looks for it. */
  readonly english: string;
  readonly said: readonly string[];
}

/** No way leads to what was called. */
const routes: readonly Localized[] = [
  {
    english: 'no route to host; host is down',
    said: [
      'нет маршрута (?:до|к) (?:хост|узл|сервер)|узел (?:выключен|недоступен|недостижим)|хост недоступен',
      'ホストへの経路がありません|ホストが落ちています',
      '没有到主机的路由|主机关闭|主机不可达',
      '호스트로 갈 루트가 없음',
    ],
  },
  {
    english: 'network is unreachable, or down',
    said: [
      'сеть (?:недоступна|недостижима|не работает)',
      'ネットワークに届きません|ネットワークが落ちています',
      '网络不可达|网络已关闭',
      '네트워크가 접근 불가능',
    ],
  },
];

/** What was called could not be reached, or does not serve. */
const messages: readonly Localized[] = [
  ...routes,
  {
    english: 'connection refused (ECONNREFUSED, 10061)',
    said: [
      'в (?:соединении|подключении) отказано|(?:соединени|подключени)[ея][^\\n]{0,60}отклонено|отверг запрос на подключение',
      '接続を拒否されました|接続が拒否されました|対象のコンピューターによって拒否された',
      '拒绝连接|连接被拒绝|目标计算机积极拒绝',
      '연결이 거부됨',
    ],
  },
  {
    english: 'timed out (ETIMEDOUT, 10060)',
    said: [
      'время ожидания (?!сесси|сеанс)(?:[^\\n]{0,40} )?истекло|истекло время ожидания(?! (?:сесси|сеанс))|превышено время ожидания(?! (?:сесси|сеанс))|тайм-?аут(?:а)? (?:соединения|подключения|ожидания ответа)|не удалось: тайм-?аут|из-за тайм-?аута$|за требуемое время не получен нужный отклик',
      '接続がタイムアウトしました|タイムアウト期間が過ぎました|一定の時間を過ぎても正しく応答しなかった',
      '连接超时|超时满|在一段时间后没有正确答复',
      '연결 시간 초과',
    ],
  },
  {
    english: 'connection reset, lost or closed (ECONNRESET, EPIPE, 10054)',
    said: [
      '(?:соединени|подключени)[ея][^\\n]{0,60}(?:разорвано|сброшено|прервано|потеряно|закрыто)|(?:разорвал|сбросил|закрыл|потерял)[ао]? (?:существующее )?(?:соединение|подключение)|потеряно (?:соединение|подключение)|(?:соединение|подключение) не открыто|нет (?:соединения|подключения) (?:с|к) |обрыв канала|разрыв соединения|точка передачи не подсоединена',
      '接続が相手からリセットされました|接続が(?:想定外|意図せず)にクローズ|接続が[^\\n]{0,30}強制的に切断されました|サーバーとの接続が想定外にクローズ|サーバーへの接続がありません|接続はオープンされていません|ソフトウェアが接続を中断しました',
      '连接被对方重[设置]|连接(?:异常|意外)关闭|意外地关闭了[联连]接|没有到服务器的[联连]接|[联连]接未打开|断开的管道|强迫关闭了一个现有的连接|传输端点尚未连接',
      '상대편이 연결을 끊음|파이프가 깨어짐',
    ],
  },
  {
    english: 'could not connect to server (libpq, SQL Server)',
    said: [
      'не удалось (?:подключиться|соединиться|установить (?:ssl-)?(?:соединение|подключение))|(?:подключиться|соединиться) [^\\n]{1,160}не удалось|не удалось (?:получить данные с сервера|передать данные серверу)|невозможно (?:подключиться|соединиться|установить (?:соединение|подключение))|связанная с сетью или с определ[её]нным экземпляром',
      'のサーバーへの接続に失敗しました|サーバーへの接続ができませんでした|サーバー(?:からデータを受信|にデータを送信)できませんでした|ネットワーク関連またはインスタンス固有のエラー',
      '无法连接到|连接到[^\\n]{1,120}服务器[^\\n]{0,20}失败|无法(?:从服务器接收数据|向服务器发送数据)|与网络相关的或特定于实例的错误',
    ],
  },
  {
    english: 'too many connections (PostgreSQL, MySQL)',
    said: [
      'слишком много (?:соединений|подключений|клиентов)|слоты подключений зарезервированы',
      'クライアント数が多すぎます|接続スロットは[^\\n]{0,60}予約されています|接続が多すぎます',
      '已经有太多的客户|连接位置[^\\n]{0,40}预留|连接数过多|过多的连接',
    ],
  },
  {
    english:
      'the database system is starting up, or shutting down; terminating connection; service unavailable',
    said: [
      'система (?:баз данных|бд) (?:запускается|останавливается|в режиме восстановления|не принимает подключения)|закрытие подключения (?:из-за|по команде|вследствие)|(?:сервис|сервер|служба) (?:временно )?недоступ(?:ен|на)(?![а-яё])',
      'データベースシステムは(?:起動処理中|シャットダウンして|リカバリモード|接続を受け付けていません)|(?:接続|コネクション)を終了し',
      '数据库系统(?:启动中|停止中|在恢复模式)|中断[联连]接|终止连接|终断连接|服务不可用',
    ],
  },
];

/** What an engine that is reached says of a query, though it speaks of waiting: locks. */
const aboutQueries: readonly Localized[] = [
  {
    english: 'lock timeout (PostgreSQL, MySQL, SQL Server)',
    said: ['блокировк|взаимоблокировк', 'ロックのタイムアウト|ロック待ち', '锁超时|锁等待'],
  },
];

const unavailable = oneOf(messages);
const noRoute = oneOf(routes);
const queryError = oneOf(aboutQueries);
/** Nearly all texts have no such letter, and are not looked at any further. */
const anyLetter = /[\u0400-\u04ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/;

function oneOf(list: readonly Localized[]): RegExp {
  return new RegExp(list.flatMap(({ said }) => said).join('|'), 'm');
}

/** Whether lower-case text says in one of these scripts that something could not be reached. */
export function saysUnavailableInScript(text: string): boolean {
  return anyLetter.test(text) && unavailable.test(text) && !queryError.test(text);
}

/** Whether lower-case text says in one of these scripts that no way leads to what was called. */
export function saysNoRouteInScript(text: string): boolean {
  return anyLetter.test(text) && noRoute.test(text);
}
