// Hosts that a text tells to be out of reach, in the words right before or behind them. The words are a closed list, and
// many of them mean something else elsewhere ("Artikel nicht verfügbar"): they count only beside a host.

import { classLike, fileLike, hostSuffix } from './host-shapes.ts';

/** A dotted word or one with a port, with its scheme and path. Each word is begun once and all parts are bounded: linear. */
const tokens =
  /(?<![\w./@:-])(?:[a-z]{2,8}:\/\/)?([a-z][a-z0-9-]{1,62}(?:\.[a-z0-9-]{1,63}){0,8})(?<![.-])(?::(\d{2,5})(?![\d.]))?(?:\/[^\s"'<>)]{0,120})?/g;

/** How far before and behind a host its words may begin or end. */
const reach = 72;

/** What may stand between a host and what is said of it. */
const fillers =
  'is|was|are|has|had|been|currently|temporarily|still|now|service|server|host|backend|api|connection|request|call|the|http|' +
  'ist|war|hat|derzeit|momentan|zurzeit|vorübergehend|dienst|der|die|konnte|kann|' +
  'est|a|actuellement|le|la|serveur|connexion|está|el|servicio|servidor|conexión|è|il|servizio|connessione|o|serviço|conexão|jest|serwer|usługa|' +
  'сервер|сервис|временно|сейчас|был|была';

const status =
  '(?:(?:an?|mit|con|com|une|un|um|code|status|http|error|erreur|error|errore|erro|код|статус|ошибку|fehler) ){0,3}5\\d\\d\\b';

/** Said behind a host. Where words end differently by gender, their beginning is enough. */
const saidBehind = new RegExp(
  `^["'\`»”)\\]]{0,2}(?:'[a-zçğıöşü]{1,4})?,? ?[:—–-]? ?(?:(?:${fillers}) ){0,3}(?:` +
    [
      "unavailable|unreachable|not (?:reachable|available|respond)|(?:down|offline)\\b|timed out|time-?out|deadline exceeded|(?:did|does|do)(?: not|n't) (?:respond|answer|reply)|no (?:response|answer|reply)|failed to respond|refused|refusing connections|reset by peer|closed the connection",
      `(?:returned|responded|answered|replied|gave|sent|says|said)(?: with)? ${status}`,
      `nicht (?:erreichbar|verfügbar|geantwortet|erreicht|erreichen|verbunden)|antwortet(?:e)? nicht|unerreichbar|keine antwort|abgelehnt|verweigert|fehlgeschlagen|unterbrochen|zeitüberschreitung|(?:liefert|meldet|antwortet)e? ${status}`,
      `indisponible|injoignable|inaccessible|ne répond pas|n['’]est pas (?:joignable|disponible|accessible)|pas de réponse|refusée|délai (?:d['’]attente )?dépassé|(?:renvoyé|répondu|retourné) ${status}`,
      `no (?:está )?disponible|no responde|no respondió|inaccesible|inalcanzable|sin respuesta|rechazada|rehusada|tiempo de espera agotado|(?:devolvió|respondió) ${status}`,
      `non (?:è )?(?:disponibile|raggiungibile)|irraggiungibile|non risponde|nessuna risposta|rifiutata|scaduta|(?:restituito|risposto) ${status}`,
      `indisponível|inacessível|não (?:está )?(?:disponível|acessível)|não respond|sem resposta|recusada|(?:retornou|respondeu) ${status}`,
      `niedostępn|nieosiągaln|nie odpowiada|brak odpowiedzi|odrzucon|przekroczono (?:limit )?czas|(?:zwrócił|odpowiedział)[ao]? ${status}`,
      '(?:(?:adresine|sunucusuna) )?(?:bağlan(?:ılamadı|ılamıyor|amadı)|bağlantı (?:kurulamadı|reddedildi|zaman aşımı)|ulaşılamıyor|ulaşılamadı|erişilemiyor|erişilemedi|yanıt verm|kullanılamıyor|zaman aşımı)',
      `недоступ(?:ен|на|но|ны)|недостижим|не отвечает|не ответил|нет ответа|отклонил|отклонено|тайм-?аут|вернул[ао]? ${status}`,
      '(?:服务器?|主机)? ?(?:连接|请求|响应)?(?:超时|失败|无响应|没有响应|未响应|不可用|不可达|无法(?:访问|连接)|拒绝连接|被拒绝|返回 ?5\\d\\d)',
      '(?:サーバー)?(?:に|への|へ|が|は|から|の|を)?(?:接続|到達|アクセス|通信)(?:できま|できな|することができま|が(?:拒否|タイムアウト|切断)|タイムアウト|に失敗|エラー)|(?:が|は|から|からの)?応答(?:が|は)?(?:ありません|しません|なし|ない)|(?:が|は|の)?タイムアウト|(?:が|は)?利用できません',
      '(?:서버)?(?:에|에서|이|가|은|는|로|와|과|의)? ?(?:연결할 수 없|연결하지 못|연결에 실패|연결 ?(?:실패|시간|거부)|접속할 수 없|접속 ?실패|도달할 수 없|응답(?:이|하지)? ?(?:없|않)|사용할 수 없)',
    ].join('|') +
    ')',
);

/** Said before a host. */
const saidBefore = new RegExp(
  '(?:' +
    [
      "(?:\\b(?:no (?:answer|response|reply)(?: received)? from|(?:can(?:not|'t| not)|could(?: not|n't)|unable to|failed to) (?:reach|contact|connect to|connect with|talk to)|(?:refused|reset|rejected|dropped) by)|\\b5\\d\\d(?: service unavailable| bad gateway| gateway time-?out| internal server error)? (?:from|by|at))",
      '(?:unavailable|unreachable|refused|timed out|timeout|bad gateway|no response|not responding) ?[(\\[]',
      'keine antwort (?:von|vom)|(?:kann|konnte) (?:keine verbindung zu|nicht zu)|zeitüberschreitung (?:bei|beim|von)(?: (?:aufruf von|zugriff auf|anfrage an))?',
      '(?:pas de|aucune) réponse (?:de|du)|impossible de (?:joindre|contacter|se connecter (?:à|au))',
      'sin respuesta de|no hay respuesta de|no se (?:pudo|puede) (?:conectar (?:a|con)|contactar (?:a|con)|acceder a)',
      'nessuna risposta da|impossibile (?:raggiungere|contattare|connettersi a)',
      '(?:sem|nenhuma) resposta de|não foi possível (?:(?:se )?conectar (?:a|ao|com)|acessar|contatar)|falha ao conectar (?:a|ao|em|com)',
      'brak odpowiedzi (?:od|z)|nie (?:można|udało się) połączyć (?:się )?z',
      'нет ответа от|не удалось (?:подключиться к|соединиться с|дозвониться до|достучаться до)',
      '(?:无法(?:连接(?:到|至)?|访问)|连接不上|连不上)',
    ].join('|') +
    ') ?(?:(?:server|service|host|upstream|dienst|serveur|servidor|servizio|serviço|сервера|серверу|сервиса|服务器?) ?)?[:]? ?["\'`«„“(]?$',
);

/** Hosts that lower-case text tells to be out of reach in the words beside them, with neither scheme nor port. */
export function hostsToldIn(text: string): readonly string[] {
  const hosts: string[] = [];
  for (const match of text.matchAll(tokens)) {
    const [token, host = '', port] = match;
    if (!isHost(host, port)) continue;
    const end = match.index + token.length;
    if (text[end] === '@') continue;
    const before = text.slice(Math.max(0, match.index - reach), match.index);
    if (saidBehind.test(text.slice(end, end + reach)) || saidBefore.test(before)) hosts.push(host);
  }
  return hosts;
}

/** Whether a word is a host by its looks: it ends in a suffix of hosts, or has the port of a server. */
function isHost(host: string, port: string | undefined): boolean {
  if (fileLike.test(host) || classLike.test(host)) return false;
  if (host.includes('.') && hostSuffix.test(host)) return true;
  return port !== undefined && isServersPort(host, port);
}

/** Lines of a file seldom have four digits, and keys (`order:4711`) are one plain word. */
export function isServersPort(host: string, port: string): boolean {
  if (!/[.-]/.test(host) || !/[a-z]/.test(host.slice(host.lastIndexOf('.') + 1))) return false;
  return port === '80' || port === '443' || Number(port) >= 1000;
}
