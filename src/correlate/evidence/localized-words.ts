import { saysNoRouteInScript, saysUnavailableInScript } from './other-scripts.ts';

// What operating systems and engines say in other languages than English: a closed list, out of their own catalogues (glibc,
// Windows, PostgreSQL, MySQL, SQL Server). Lower case; what stands between is bounded. Other scripts than Latin have a
// list of their own: `other-scripts.ts`.

/** One of their messages in German, Spanish, French, Italian, Portuguese, Polish and Turkish, as far as it is known there. */
interface Localized {
  /** What it is in English, for whoever looks for it. */
  readonly english: string;
  readonly said: readonly string[];
}

/** No way leads to what was called. */
const routes: readonly Localized[] = [
  {
    english: 'no route to host',
    said: [
      'keine route zum zielrechner',
      'no existe ninguna ruta hasta el',
      "aucun chemin d['’]accès pour atteindre l['’]hôte",
      "nessun instradamento (?:per|verso) l['’]host",
      'não há rota para o host',
      'brak trasy do hosta',
      'makinaya ağ üzerinden yol yok',
    ],
  },
  {
    english: 'network is unreachable',
    said: [
      'das netzwerk ist nicht erreichbar',
      'la red es (?:inaccesible|inalcanzable)',
      "le réseau n['’]est pas accessible",
      '(?:la )?rete (?:è )?(?:irraggiungibile|non (?:è )?raggiungibile)',
      'a rede está fora de alcance|rede (?:inalcançável|inacessível)',
      'sieć jest (?:niedostępna|wyłączona)',
      'ağ erişilebilir durumda değil|ağ yok oldu',
    ],
  },
];

/** What was called could not be reached, or does not serve. */
const messages: readonly Localized[] = [
  ...routes,
  {
    english: 'connection refused (ECONNREFUSED, 10061)',
    said: [
      'verbindung(?:saufbau)? (?:wurde )?(?:abgelehnt|verweigert)|da der zielcomputer die verbindung verweigerte',
      'conexi[oó]n (?:fue )?(?:rehusada|rechazada|denegada)|el equipo de destino denegó expresamente dicha conexión',
      // It is the French word for a log-in as well.
      "connexion refusée(?!.{0,20}(?:identifiant|mot de passe|utilisateur))|l['’]ordinateur cible l['’]a expressément refusée",
      'connessione rifiutata|rifiuto persistente del computer di destinazione',
      '(?:conexão|ligação) recusada|a máquina de destino as recus(?:ou|aram) ativamente',
      'połączenie (?:zostało )?odrzucone|komputer docelowy aktywnie (?:go )?odmawia',
      'bağlantı reddedildi|hedef makine etkin olarak reddettiğinden',
    ],
  },
  {
    english: 'timed out (ETIMEDOUT, 10060)',
    said: [
      'zeitüberschreitung|die wartezeit für die verbindung ist abgelaufen|timeout abgelaufen|nach einer bestimmten zeitspanne nicht richtig reagiert',
      'tiempo de espera (?:.{0,30}(?:ha sido |se ha ))?(?:agotado|excedido|superado|expirado)|(?:agot[oó]|agotado|super[oó]|superado|excedido|expir[oó]) el tiempo de (?:espera|conexi[oó]n)|no respondió adecuadamente tras un periodo de tiempo',
      "(?:délai d['’]attente|délai imparti) (?:.{0,30})?(?:est |a été )?(?:expiré|dépassé|écoulé)|expiration du délai d['’]attente|le délai est dépassé|n['’]a pas répondu convenablement au-delà d['’]une certaine durée",
      'timeout scaduto|tempo (?:di attesa|di connessione) (?:è )?(?:scaduto|esaurito|superato)|connessione scaduta|risposta non corretta della parte connessa dopo',
      'tempo (?:limite|de espera) (?:de .{1,30})?(?:foi )?(?:esgotado|expirado|excedido|atingido)|(?:esgotado|expirou|excedido) o tempo (?:limite|de espera)|tempo esgotado para (?:a )?conexão|não respondeu corretamente após um período de tempo',
      'przekroczon[yo] (?:limit czasu|czas) oczekiwania na (?:połączenie|odpowied)',
      'bağlantıda zaman aşımı|bağlantı zaman aşımına uğradı',
    ],
  },
  {
    english: 'connection reset, lost or closed (ECONNRESET, EPIPE, 10054)',
    said: [
      'verbindung (?:wurde )?(?:vom (?:kommunikationspartner|remotehost|server) )?(?:zurückgesetzt|geschlossen|unterbrochen|getrennt)|beendete die verbindung unerwartet|datenübergabe unterbrochen',
      'conexi[oó]n (?:reinicializada|restablecida|cerrada) por|ha cerrado la conexi[oó]n inesperadamente|interrupción de una conexión existente por el host remoto|tubería rota',
      "connexion (?:ré-?initialisée|réinitialisée) par|a fermé la connexion de (?:façon|manière) inattendue|connexion existante a dû être fermée par l['’]hôte distant|relais brisé",
      "connessione (?:interrotta|reimpostata|chiusa) dal|ha chiuso la connessione inaspettatamente|interrotta forzatamente dall['’]host remoto|pipe (?:rotta|interrotta)",
      'conexão (?:fechada pela outra ponta|redefinida|reiniciada) ?|fechou a conexão inesperadamente|cancelamento de uma conexão existente pelo host remoto|pipe quebrado',
      'połączenie (?:zostało )?(?:zerwane|zamknięte) przez|zmusił do zamknięcia istniejące(?:go)? połączeni|przerwany potok',
      'bağlantı karşıdan kesildi|varolan bir bağlantı uzaktaki bir ana bilgisayar tarafından zorla kapatıldı',
    ],
  },
  {
    english: 'could not connect to server (libpq, SQL Server)',
    said: [
      'konnte nicht (?:mit dem server verbinden|zum server verbinden)|verbindung zum server (?:auf .{1,90} )?(?:fehlgeschlagen|konnte nicht)|netzwerkbezogener oder instanzspezifischer fehler',
      'no se pudo conectar (?:con|a) el? ?servidor|no se pudo conectar al servidor|falló la conexión al servidor|error relacionado con la red o específico de la instancia',
      "n['’]a pas pu se connecter au serveur|la connexion au serveur .{0,90}a échoué|erreur liée au réseau ou spécifique à l['’]instance",
      "non è stato possibile connettersi al server|connessione al server .{0,90}fallita|errore di rete o specifico dell['’]istanza",
      '(?:não pôde|não foi possível) (?:se )?conectar ao servidor|conexão com (?:o )?servidor .{0,90}falhou|erro de rede ou específico à instância',
    ],
  },
  {
    english: 'too many connections (PostgreSQL, MySQL)',
    said: [
      'zu viele verbindungen',
      'demasiadas conexiones|ya tenemos demasiados clientes',
      'trop de connexions|trop de clients sont déjà connectés',
      'troppe connessioni|troppi client già connessi',
      'excesso de conexões|muitos clientes conectados|conexões demais',
    ],
  },
  {
    english: 'the database system is starting up, or shutting down; terminating connection',
    said: [
      'das datenbanksystem (?:startet|fährt herunter|ist im wiederherstellungsmodus)|server wird heruntergefahren|verbindung wird abgebrochen',
      'el sistema de (?:base|bases) de datos está (?:iniciándose|apagándose|en modo de recuperación)|terminando la conexión debido',
      "le système de bases? de données (?:se lance|s['’]arrête|est en cours de restauration)|arrêt du serveur en cours|arrêt des connexions suite",
      'il database (?:si sta avviando|è in modalità di (?:ripristino|recupero))|il database è in fase di (?:spegnimento|arresto)|interruzione della connessione',
      'o sistema de banco de dados está (?:iniciando|desligando|em modo de recuperação)|terminando conexão por causa',
    ],
  },
];

/** What an engine that is reached says of a query, though it speaks of waiting: locks. */
const aboutQueries: readonly Localized[] = [
  {
    english: 'lock timeout (PostgreSQL, MySQL)',
    said: [
      'zeitüberschreitung einer sperre|beim warten auf eine sperre',
      'tiempo de espera de (?:candados|bloqueos?)|tiempo de bloqueo de espera',
      "l['’]obtention d(?:es|u) verrous?",
      "timeout (?:per|del) l['’]attesa del lock|attesa del lock",
      'tempo de espera (?:de|do) (?:bloqueio|lock)',
    ],
  },
];

const unavailable = oneOf(messages);
const noRoute = oneOf(routes);
const queryError = oneOf(aboutQueries);

function oneOf(list: readonly Localized[]): RegExp {
  return new RegExp(list.flatMap(({ said }) => said).join('|'));
}

/** Whether lower-case text says in one of these languages that something could not be reached. */
export function saysUnavailableElsewhere(text: string): boolean {
  return (unavailable.test(text) && !queryError.test(text)) || saysUnavailableInScript(text);
}

/** Whether lower-case text says in one of these languages that no way leads to what was called. */
export function saysNoRouteElsewhere(text: string): boolean {
  return noRoute.test(text) || saysNoRouteInScript(text);
}
