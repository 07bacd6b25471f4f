import { describe, expect, it } from 'vitest';
import { saysNoRoute, saysUnavailable } from '../../../src/correlate/evidence/unavailability.ts';
import { evidenceFrom } from '../voices.ts';

describe('what systems and engines say in other scripts, in Polish and in Turkish', () => {
  it.each([
    // glibc
    'В соединении отказано',
    'Соединение отклонено',
    'Время ожидания соединения истекло',
    'Соединение разорвано другой стороной',
    'Обрыв канала',
    'Połączenie odrzucone',
    'Przekroczony czas oczekiwania na połączenie',
    'Połączenie zerwane przez drugą stronę',
    'Bağlantı reddedildi',
    'Bağlantıda zaman aşımı',
    'Bağlantı karşıdan kesildi',
    '接続を拒否されました',
    '接続がタイムアウトしました',
    '接続が相手からリセットされました',
    '拒绝连接',
    '连接超时',
    '连接被对方重设',
    '연결이 거부됨',
    '연결 시간 초과',
    // Windows
    'Подключение не установлено, т.к. конечный компьютер отверг запрос на подключение.',
    'Попытка установить соединение была безуспешной, т.к. от другого компьютера за требуемое время не получен нужный отклик.',
    'Удаленный хост принудительно разорвал существующее подключение.',
    '由于目标计算机积极拒绝，无法连接。',
    '対象のコンピューターによって拒否されたため、接続できませんでした。',
    // PostgreSQL
    'не удалось подключиться к серверу: Соединение отклонено',
    'подключиться к серверу "orders-db" (10.0.0.4), порту 5432 не удалось: тайм-аут',
    'сервер неожиданно закрыл соединение',
    'подключение к серверу было неожиданно закрыто',
    'SSL-соединение было неожиданно закрыто',
    'нет соединения с сервером',
    'не удалось получить данные с сервера: Соединение разорвано другой стороной',
    'ВАЖНО:  извините, уже слишком много клиентов',
    'ВАЖНО:  система баз данных останавливается',
    'ВАЖНО:  закрытие подключения по команде администратора',
    'サーバーとの接続が想定外にクローズされました',
    '現在クライアント数が多すぎます',
    'データベースシステムは起動処理中です',
    '管理者コマンドにより接続を終了しています',
    '服务器意外地关闭了联接',
    '对不起, 已经有太多的客户',
    '数据库系统启动中',
    '由于管理员命令中断联接',
    // MySQL, SQL Server
    'SQLSTATE[HY000] [1040] Слишком много соединений',
    'Истекло время ожидания соединения',
    'При установлении соединения с SQL Server произошла ошибка, связанная с сетью или с определенным экземпляром.',
  ])('means that something cannot be reached: %s', (text) => {
    expect(saysUnavailable(text.toLowerCase())).toBe(true);
  });

  it.each([
    'Нет маршрута до узла',
    'Нет маршрута до хоста',
    'Сеть недоступна',
    'Brak trasy do hosta',
    'Sieć jest niedostępna',
    'Makinaya ağ üzerinden yol yok',
    'ホストへの経路がありません',
    'ネットワークに届きません',
    '没有到主机的路由',
    '网络不可达',
  ])('means that no way leads there: %s', (text) => {
    expect([saysUnavailable(text.toLowerCase()), saysNoRoute(text.toLowerCase())]).toEqual([true, true]);
  });

  it.each([
    'Платёж отклонён банком',
    'Карта отклонена',
    'Время ожидания сессии истекло, войдите снова',
    'Заказ закрыт',
    'Товар временно недоступен',
    'Нет маршрута до стоянки выбранным способом',
    'выполнение оператора отменено из-за тайм-аута блокировки',
    'Превышено время ожидания запроса на блокировку',
    'повторяющееся значение ключа нарушает ограничение уникальности "users_pkey"',
    'Zamówienie odrzucone',
    'Ödeme reddedildi',
    '支付被拒绝',
    'ロックのタイムアウトのためステートメントをキャンセルしています',
    '由于锁超时，取消语句操作',
  ])('is none of it: %s', (text) => {
    expect(saysUnavailable(text.toLowerCase())).toBe(false);
  });

  it.each([
    ['mode:dns', 'Неизвестное имя или служба'],
    ['mode:dns', 'преобразовать имя "orders-db" в адрес не удалось: Временный сбой в разрешении имен'],
    ['mode:dns', 'Этот хост неизвестен'],
    ['mode:dns', 'Ta nazwa lub usługa jest nieznana'],
    ['mode:dns', 'İsim ya da servis bilinmiyor'],
    ['mode:dns', '名前解決に一時的に失敗しました'],
    ['mode:dns', '未知的名称或服务'],
    ['mode:disk', 'На устройстве не осталось свободного места'],
    ['mode:disk', 'Brak miejsca na urządzeniu'],
    ['mode:disk', 'デバイスに空き領域がありません'],
    ['mode:disk', '设备上没有空间'],
    ['mode:memory', 'Невозможно выделить память'],
    ['mode:files', 'Слишком много открытых файлов'],
    ['mode:credentials', 'ВАЖНО:  пользователь "app" не прошёл проверку подлинности (по паролю)'],
    ['mode:credentials', 'ユーザー"app"のパスワード認証に失敗しました'],
    ['mode:credentials', '用户 "app" Password 认证失败'],
  ])('%s: %s', (key, text) => {
    expect(evidenceFrom(`OSError: ${text}`).named?.key).toBe(key);
  });

  it.each([
    'OperationalError: подключиться к серверу "orders-db.internal" (10.0.0.4), порту 5432 не удалось: В соединении отказано',
    'OperationalError: "orders-db.internal"(10.0.0.4)、ポート5432のサーバーへの接続に失敗しました: 接続を拒否されました',
    'OperationalError: 连接到"orders-db.internal" (10.0.0.4)上的服务器，端口5432失败：拒绝连接',
  ])('names the database: %s', (text) => {
    const english = evidenceFrom(
      'OperationalError: connection to server at "orders-db.internal" (10.0.0.4), port 5432 failed: Connection refused',
    );
    expect(evidenceFrom(text).named).toEqual(english.named);
  });

  it.each([
    'Не удалось рассчитать скидку для корзины покупателя',
    '割引率を計算できませんでした',
    '无法计算购物车的折扣金额',
  ])('is a wording that several services may share: %s', (text) => {
    expect(evidenceFrom(`Error: ${text}`).weak.map(({ kind }) => kind)).toContain('template');
  });

  it.each(['Ошибка', 'Нет доступа', '错误', '失敗しました'])('says too little for that: %s', (text) => {
    expect(evidenceFrom(`Error: ${text}`).weak.map(({ kind }) => kind)).not.toContain('template');
  });
});

describe('what gRPC says', () => {
  it.each([
    'UNAVAILABLE: connection error: desc = "transport: Error while dialing dial tcp 10.0.0.5:5432: connect: connection refused"',
    'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 10.0.0.5:5432: connect: connection refused"',
  ])('names the engine, and no word of its own as a host: %s', (text) => {
    expect(evidenceFrom(`Error: ${text}`)).toMatchObject({
      named: { key: 'dependency:postgres' },
      names: [],
    });
  });

  it.each([
    'rpc error: code = Unavailable desc = error reading from server: EOF',
    '14 UNAVAILABLE: No connection established',
  ])('cannot be reached, whatever it is: %s', (text) => {
    expect(evidenceFrom(`Error: ${text}`)).toMatchObject({ named: null, unreachable: true });
  });

  it.each([
    '14 UNAVAILABLE: No connection established. Last error: connect ECONNREFUSED 10.0.0.5:50051 (2026-11-30T12:00:00.000Z)',
    'failed to connect to all addresses; last error: UNKNOWN: ipv4:10.0.0.5:50051: Failed to connect to remote host: Connection refused',
  ])('names nothing but an address: %s', (text) => {
    expect(evidenceFrom(`Error: ${text}`)).toMatchObject({
      named: { key: 'host:10.0.0.5:50051' },
      unreachable: true,
    });
  });
});
